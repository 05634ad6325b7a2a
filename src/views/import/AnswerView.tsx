import { useMemo, useState } from 'react'
import { ANSWER_TOLERANCE, type AnswerField, type VenueAnswer } from '../../domain/answer.ts'
import { desk } from '../../store/desk.ts'
import { withEdits } from '../../store/edits.ts'
import { closeImport, notify } from '../../store/ui.ts'
import { coins, moment, NONE } from '../format.ts'
import css from './AnswerView.module.css'
import { type AnswerLine, answerLines, counted } from './answerRows.ts'
import { BadRows } from './BadRows.tsx'
import frame from './ImportDialog.module.css'
import type { ReadAnswer } from './useAnswer.ts'

/** A venue's own answer: its book, market and rules, and ours beside it field by field. */
export function AnswerView({ read }: { readonly read: ReadAnswer }) {
  if (read.state === 'refused') return <BadRows rows={read.faults.map((f) => ({ ...f, row: 0, text: '' }))} />
  if (read.state === 'failed') return <p role="alert">{read.message}</p>
  const { answer, result, fields } = read
  const different = counted(fields, 'different')
  const explained = counted(fields, 'explained')
  const unexplained = fields.filter((f) => f.status === 'different' && f.why === undefined).length
  const entered = counted(fields, 'entered')
  const { portfolio, market } = answer
  return (
    <section aria-label="The venue's own answer" data-testid="answer" data-different={different}>
      <h3 className={css.verdict} data-good={different === 0}>
        {different > 0
          ? `${different} of ${fields.length} fields differ`
          : explained > 0
            ? 'No difference that is not explained'
            : 'No difference'}
      </h3>
      <p className={css.summary}>
        {answer.title} of {moment(market.asOf)}: {plural(portfolio.positions.length)} under the answer’s own parameters.{' '}
        {counted(fields, 'equal')} of {fields.length} fields equal within {size(ANSWER_TOLERANCE)}
        {entered > 0 && `, ${entered} entered`}
        {explained > 0 && `, ${explained} different within what the sheet says of them`}
        {different > unexplained && `, ${different - unexplained} different where we say why they may`}
        {unexplained > 0 && `, ${unexplained} not explained by what we know`}.
      </p>
      {[...answer.notes, ...result.failures.map((f) => f.message)].map((note) => (
        <p key={note} className={css.note}>
          {note}
        </p>
      ))}
      <Fields fields={fields} />
      <div className={frame.foot}>
        <button type="button" className={frame.quiet} onClick={closeImport}>
          Close
        </button>
        <button type="button" className={frame.primary} onClick={() => load(answer)} data-testid="answer-load">
          Load its book, market and rules
        </button>
      </div>
    </section>
  )
}

/** Puts the answer on the desk in one undo step: its rules are a whole record of the user's, marked and resettable. */
function load({ venue, title, portfolio, market, params }: VenueAnswer): void {
  const base = { label: `${title} of ${moment(market.asOf)}`, params }
  desk().setState(({ edits }) => ({
    portfolio,
    market,
    marketId: undefined,
    venue,
    rulesDate: undefined,
    edits: withEdits(edits, venue, { set: {}, scale: 1, base }),
  }))
  notify(`${title}: book, market and rules loaded.`)
  closeImport()
}

function Fields({ fields }: { readonly fields: readonly AnswerField[] }) {
  const lines = useMemo(() => answerLines(fields), [fields])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={css.scroll} tabIndex={0} aria-label="Fields">
      <table className={css.table} data-testid="answer-fields">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Theirs</th>
            <th scope="col">Ours</th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.path} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({ line }: { readonly line: AnswerLine }) {
  const [open, setOpen] = useState(false)
  const [first] = line.fields
  const single = line.fields.length === 1 && first !== undefined && first.path === line.path
  if (single) return <FieldRow field={first} name={line.path} />
  // What differs is never folded away.
  const shown = open ? line.fields : line.fields.filter((f) => f.status === 'different')
  return (
    <>
      <tr data-status={line.status}>
        <th scope="row">
          <button type="button" className={css.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
            {line.path}
          </button>
        </th>
        <td colSpan={2} className={css.cells}>
          {line.fields.length} cells
        </td>
        <Verdict status={line.status} difference={line.difference} />
      </tr>
      {shown.map((field) => (
        <FieldRow key={field.path} field={field} name={field.path.slice(line.path.length + 1)} inner />
      ))}
    </>
  )
}

interface FieldRowProps {
  readonly field: AnswerField
  readonly name: string
  readonly inner?: boolean
}

const shown = (value: number | string | undefined): string =>
  value === undefined ? NONE : typeof value === 'number' ? coins(value, 12) : value

function FieldRow({ field, name, inner = false }: FieldRowProps) {
  return (
    <tr data-status={field.status} data-inner={inner}>
      <th scope="row">
        {name}
        {field.why !== undefined && <span className={css.why}>{field.why}</span>}
      </th>
      <td>{shown(field.theirs)}</td>
      <td>{shown(field.ours)}</td>
      <Verdict status={field.status} difference={field.difference} />
    </tr>
  )
}

/** `3.2e−11` reads as what it is: nothing. */
const size = (difference: number): string => (difference === 0 ? '0' : difference.toExponential(1).replaceAll('-', '−').replace('.0e', 'e'))

function Verdict({ status, difference }: Pick<AnswerLine, 'status' | 'difference'>) {
  return (
    <td>
      {status === 'different' || status === 'explained' ? (difference === undefined ? 'differs' : size(difference)) : status}
      {status === 'explained' && <span className={css.dust}>explained</span>}
      {status === 'equal' && difference !== undefined && difference !== 0 && <span className={css.dust}>{size(difference)}</span>}
    </td>
  )
}

const plural = (positions: number): string => `${positions} position${positions === 1 ? '' : 's'}`
