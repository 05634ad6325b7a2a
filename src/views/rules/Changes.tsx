import { useMemo, useState } from 'react'
import type { Requirement, WorstScenario } from '../../domain/margin.ts'
import { type Difference, difference, type Takeover } from '../../engine/difference.ts'
import { paramsOn, toUsd } from '../../engine/margin.ts'
import { desk } from '../../store/desk.ts'
import { leafAt, leavesOf } from '../../store/rules.ts'
import { useRun } from '../../store/run.ts'
import { ruleDates } from '../../store/venues.ts'
import { longDay, signedPercent } from '../format.ts'
import { type Money, useMoney } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './Rules.module.css'
import { leafText } from './rows.ts'
import { useOther } from './useOther.ts'
import type { Rules } from './useRules.ts'

/** Stands for the venue's own rules of the day on the desk. */
const OWN = 'own'

/** Two rule sets of one venue on the same book: which charges changed, by how much, which scenario took over. */
export function Changes({ rules }: { readonly rules: Rules }) {
  const { venue, date, count } = rules
  const days = ruleDates(venue)
  const [wanted, setWanted] = useState<string>()
  const elsewhere = days.find((d) => d < (date ?? days[0] ?? '')) ?? days.find((d) => d !== date)
  const other = wanted ?? (count > 0 ? OWN : elsewhere)
  const params = useMemo(() => paramsOn(venue, other === OWN ? date : other).params, [venue, date, other])
  const mine = date === undefined ? 'newest' : longDay(date)
  const now = count > 0 ? 'Mine' : mine
  const then = other === OWN ? `Venue’s, ${mine}` : longDay(other ?? '')
  return (
    <div className={css.changes}>
      <label className={css.against}>
        {now} against{' '}
        <select className={css.select} value={other} onChange={(e) => setWanted(e.currentTarget.value)} data-testid="rules-against">
          {count > 0 && <option value={OWN}>the venue’s own, {mine}</option>}
          {days.map((d) => (
            <option key={d} value={d}>
              the venue’s of {longDay(d)}
            </option>
          ))}
          {count === 0 && wanted === OWN && <option value={OWN}>the venue’s own, {mine}</option>}
        </select>
      </label>
      <Sides rules={rules} other={params} names={{ mine: now, theirs: then }} />
    </div>
  )
}

interface SidesProps {
  readonly rules: Rules
  readonly other: Rules['params']
  readonly names: { readonly mine: string; readonly theirs: string }
}

function Sides({ rules, other: params, names }: SidesProps) {
  const money = useMoney()
  const other = useOther(rules.venue.id, params)
  const answer = useRun((s) => s.answer)
  const inputs = useRun((s) => s.inputs)
  const present = desk()((s) => s.market)
  const change = useMemo(() => {
    if (answer === undefined || inputs === undefined || other?.result === undefined) return undefined
    // Both sides must be of one book and one venue; until then the last comparison of such a pair is gone, not wrong.
    const same =
      inputs.portfolio === other.portfolio &&
      inputs.market === other.market &&
      inputs.shift === other.shift &&
      answer.margin.venue === other.result.venue
    return same ? { before: other.result, after: answer.margin, of: difference(other.result, answer.margin) } : undefined
  }, [answer, inputs, other])
  if (other?.fault !== undefined) return <p className={css.fault}>{other.fault}</p>
  if (change === undefined) return <p className={css.none}>Computing both sides.</p>
  const { before, after, of } = change
  const total = (name: string, a: number | undefined, b: number | undefined): Line => ({ name, before: a, after: b })
  const totals: Line[] = [
    total('Initial', before.initial, after.initial),
    total('Maintenance', before.maintenance, after.maintenance),
    total('Equity', before.equity, after.equity),
    total('Standard', before.standard?.initial, after.standard?.initial),
  ]
  return (
    <div data-testid="rules-changes" data-initial={of.initial}>
      <p className={css.headline}>{headline(of, before.initial, money)}</p>
      <DiffTable caption="Margin" lines={totals} names={names} money={money} />
      <DiffTable caption="Charges, initial" lines={lines(of, 'initial')} names={names} money={money} />
      <h3 className={css.heading}>Scenario that binds</h3>
      <ul className={css.sentences} data-testid="rules-takeover">
        {takeovers(of, (currency) => toUsd(currency, present)).map(({ name, takeover, rate }) => (
          <li key={name}>
            {of.accounts.length > 1 && <b>{name}: </b>}
            {takeoverWords(takeover, rate, money)}
          </li>
        ))}
        {of.accounts.length === 0 && <li>There is no account in both.</li>}
      </ul>
      <Parameters rules={rules} other={params} names={names} />
      <Unlike of={of} />
    </div>
  )
}

function headline(of: Difference, before: number, money: Money): string {
  if (Math.abs(of.initial) < 0.005) return 'Initial margin is the same.'
  const share = before > 0 ? ` (${signedPercent(of.initial / before, 1)})` : ''
  return `Initial margin ${money.change(of.initial)} ${money.code}${share}.`
}

interface Line {
  readonly name: string
  readonly before: number | undefined
  readonly after: number | undefined
}
const lines = (of: Difference, side: keyof Requirement): Line[] =>
  of.charges
    .map((c) => ({ name: c.name, before: c.before?.[side], after: c.after?.[side] }))
    .filter((line) => (line.before ?? 0) !== 0 || (line.after ?? 0) !== 0)

interface DiffTableProps {
  readonly caption: string
  readonly lines: readonly Line[]
  readonly names: SidesProps['names']
  readonly money: Money
}

function DiffTable({ caption, lines: rows, names, money }: DiffTableProps) {
  if (rows.length === 0) return null
  return (
    <table className={css.diff}>
      <thead>
        <tr>
          <th scope="col">
            {caption} {money.code}
          </th>
          <th scope="col">{names.theirs}</th>
          <th scope="col">{names.mine}</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, before, after }) => {
          const change = before === undefined && after === undefined ? undefined : (after ?? 0) - (before ?? 0)
          return (
            <tr key={name} data-same={change !== undefined && Math.abs(change) < 1e-9}>
              <th scope="row">{name}</th>
              <td>
                <Num>{money.show(before)}</Num>
              </td>
              <td>
                <Num>{money.show(after)}</Num>
              </td>
              <td className={css.change}>
                <Num>{money.change(change)}</Num>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

interface NamedTakeover {
  readonly name: string
  readonly takeover: Takeover
  /** USD per unit of its money. */
  readonly rate: number
}
const takeovers = (of: Difference, usd: (currency: string) => number): NamedTakeover[] =>
  of.accounts.map((a) => ({ name: a.name, takeover: a.worst, rate: usd(a.currency) }))

/** `−14 %, vol up takes over from +14 %, vol down, which now makes −9,000 USD`. */
function takeoverWords({ before, after, changed, formerNow, laterThen }: Takeover, rate: number, money: Money): string {
  const amount = (pnl: number): string => `${money.show(pnl * rate)} ${money.code}`
  const said = (w: WorstScenario): string => `${w.label} (${amount(w.pnl)})`
  if (after === undefined)
    return before === undefined ? 'No scenario loses on either side.' : `No scenario loses any more; it was ${said(before)}.`
  if (before === undefined) return `${said(after)} loses where none did.`
  if (!changed) return `The same on both sides, ${after.label}: ${amount(before.pnl)} became ${amount(after.pnl)}.`
  const now = formerNow === undefined ? '' : `, which now counts ${amount(formerNow)}`
  const then = laterThen === undefined ? '' : ` It counted ${amount(laterThen)} there.`
  return `${said(after)} takes over from ${said(before)}${now}.${then}`
}

/** Where the two figures are not of the same legs it must be said; sentences of the rules that stand on one side only. */
function Unlike({ of: { failures, assumptions } }: { readonly of: Difference }) {
  const legs = [
    ...failures.come.map((f) => `Now not counted: ${f.message}.`),
    ...failures.gone.map((f) => `Not counted there: ${f.message}.`),
  ]
  const sentences = [...assumptions.come.map((text) => `Now: ${text}`), ...assumptions.gone.map((text) => `There: ${text}`)]
  return (
    <>
      <Sentences title="Not like for like" texts={legs} />
      <Sentences title="Assumptions on one side only" texts={sentences} />
    </>
  )
}

function Sentences({ title, texts }: { readonly title: string; readonly texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <>
      <h3 className={css.heading}>{title}</h3>
      <ul className={css.sentences}>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  )
}

/** The values that differ between the two records, those of the book's coins and what all coins share. */
function Parameters({ rules, other, names }: SidesProps) {
  const rows = useMemo(() => {
    const paths = [...new Set([...leavesOf(rules.params), ...leavesOf(other)].map((l) => l.path))]
    const held = (path: string): boolean => path.startsWith('common.') || rules.coins.has(path.split('.')[1] ?? '')
    return paths
      .filter((path) => held(path) && leafAt(rules.params, path) !== leafAt(other, path))
      .map((path) => ({ path: path.replace(/^underlyings\./, ''), theirs: leafAt(other, path), mine: leafAt(rules.params, path) }))
  }, [rules, other])
  const shown = (value: unknown): string =>
    typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' ? leafText(value) : '—'
  if (rows.length === 0) return <p className={css.none}>No parameter of this book’s coins differs.</p>
  return (
    <table className={css.diff} data-testid="rules-parameters">
      <thead>
        <tr>
          <th scope="col">Parameters that differ: {rows.length}</th>
          <th scope="col">{names.theirs}</th>
          <th scope="col">{names.mine}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((r) => (
          <tr key={r.path}>
            <th scope="row">{r.path}</th>
            <td>{shown(r.theirs)}</td>
            <td>{shown(r.mine)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
