import { type KeyboardEvent, useState } from 'react'
import type { LeafValue } from '../../store/edits.ts'
import { expectedAt, meaningOf, optionsAt } from '../../store/rules.ts'
import { readNumber } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './Rules.module.css'
import { type LeafRow, leafText, unitOf } from './rows.ts'
import type { Rules } from './useRules.ts'

interface ParamRowProps {
  readonly row: LeafRow
  readonly rules: Rules
  /** The venue's sentences on its switches. */
  readonly sentences: readonly string[]
  readonly bad: boolean
  readonly onCommit: (path: string, value: LeafValue, own: LeafValue) => void
  readonly onReset: (path: string) => void
  readonly onRevert: () => void
}

/** Asking a door takes a while and its words on a path do not change. */
const asked = new Map<string, readonly string[]>()
function optionsOf({ venue, params }: Rules, path: string): readonly string[] {
  const key = `${venue.id} ${path}`
  const known = asked.get(key) ?? optionsAt(venue, params, path)
  asked.set(key, known)
  return known
}

/** One value: its name, its field, and beside it what it was, what a switch means, or what the door takes. */
export function ParamRow(props: ParamRowProps) {
  const { row, rules, sentences, bad, onReset } = props
  const [hint, setHint] = useState<string>()
  const meaning = typeof row.value === 'string' ? meaningOf(sentences, row.path) : undefined
  return (
    <tr className={css.param} data-mine={row.mine} data-scaled={row.scaled} data-bad={bad} data-testid={`param-${row.path}`}>
      <th scope="row" title={row.path}>
        {/* The end of a path tells it from its neighbours: where it is too long the start goes. */}
        <bdi>{row.name}</bdi>
      </th>
      <td className={css.value}>
        <Field
          {...props}
          onHint={() => setHint(expectedAt(rules.venue, rules.params, row.path)?.replace(/^a number /, ''))}
          onLeave={() => setHint(undefined)}
        />
        <span className={css.unit}>{typeof row.value === 'number' ? unitOf(row.name) : undefined}</span>
      </td>
      <td className={css.note}>
        {row.mine ? (
          <>
            <button type="button" className={css.reset} onClick={() => onReset(row.path)} aria-label={`Reset ${row.path}`}>
              <Icon name="undo" size={12} />
            </button>
            <span className={css.yours}>yours</span>
            <span className={css.wide}>, was</span> {leafText(row.own)}
          </>
        ) : row.scaled ? (
          <>scaled, was {leafText(row.own)}</>
        ) : hint !== undefined && typeof row.value === 'number' ? (
          hint
        ) : (
          <span title={meaning}>{meaning}</span>
        )}
      </td>
    </tr>
  )
}

interface FieldProps extends ParamRowProps {
  readonly onHint: () => void
  readonly onLeave: () => void
}

function Field({ row, rules, bad, onCommit, onRevert, onHint, onLeave }: FieldProps) {
  const [draft, setDraft] = useState<string>()
  const { path, value } = row
  const label = `${path}${row.mine ? ', edited' : ''}`
  const options = typeof value === 'boolean' ? ['true', 'false'] : typeof value === 'string' ? optionsOf(rules, path) : []
  if (options.length > 0) {
    const words = options.includes(String(value)) ? options : [String(value), ...options]
    return (
      <select
        className={css.leafSelect}
        aria-label={label}
        value={String(value)}
        onChange={(e) => onCommit(path, typeof value === 'boolean' ? e.currentTarget.value === 'true' : e.currentTarget.value, value)}
      >
        {words.map((word) => (
          <option key={word} value={word}>
            {word}
          </option>
        ))}
      </select>
    )
  }
  const commit = (): void => {
    if (draft === undefined) return
    setDraft(undefined)
    // What is no number goes to the door as it is, which says what it expects.
    onCommit(path, typeof value === 'number' ? (readNumber(draft) ?? draft) : draft, value)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') {
      commit()
      event.currentTarget.select()
    }
    if (event.key !== 'Escape' || (draft === undefined && !bad)) return
    event.stopPropagation()
    setDraft(undefined)
    onRevert()
  }
  return (
    <input
      className={css.leafInput}
      type="text"
      inputMode={typeof value === 'number' ? 'decimal' : 'text'}
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      aria-invalid={bad}
      data-draft={draft !== undefined}
      data-number={typeof value === 'number'}
      value={draft ?? leafText(value)}
      onFocus={(e) => {
        e.currentTarget.select()
        onHint()
      }}
      onChange={(e) => setDraft(e.currentTarget.value)}
      onBlur={() => {
        commit()
        onLeave()
      }}
      onKeyDown={onKeyDown}
    />
  )
}
