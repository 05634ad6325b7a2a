import type { KeyboardEvent, RefObject } from 'react'
import type { Expiry } from '../../domain/market.ts'
import { countdown, day } from '../format.ts'
import css from './Chain.module.css'

interface ExpiriesProps {
  readonly expiries: readonly Expiry[]
  readonly value: number | undefined
  readonly now: number
  readonly width: number
  readonly onChange: (at: number) => void
  readonly selected: RefObject<HTMLButtonElement | null>
}

/** Least width of one tab: `25 Dec 26` in small figures. */
const TAB = 62
const PICK = 74

/** The largest unit alone: `35 d`, `9 h`. */
const short = (now: number, then: number): string => countdown(now, then).split(' ').slice(0, 2).join(' ')

/** Expiries as tabs with the time that is left; those that do not fit are in a list at the end. */
export function Expiries({ expiries, value, now, width, onChange, selected }: ExpiriesProps) {
  const fit = Math.max(1, expiries.length * TAB <= width ? expiries.length : Math.floor((width - PICK) / TAB))
  const tabs = expiries.slice(0, fit)
  const rest = expiries.slice(fit)
  const chosen = rest.find((e) => e.at === value)
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const at = tabs.findIndex((e) => e.at === value)
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (next === undefined) return
    onChange(next.at)
    const row = event.currentTarget
    requestAnimationFrame(() => row.querySelector<HTMLElement>('[aria-selected="true"]')?.focus())
  }
  return (
    <div className={css.expiries}>
      <div className={css.tabs} role="tablist" aria-label="Expiry" onKeyDown={move}>
        {tabs.map((e, i) => (
          <button
            key={e.at}
            type="button"
            role="tab"
            ref={e.at === value ? selected : undefined}
            className={css.tab}
            aria-selected={e.at === value}
            tabIndex={e.at === value || (chosen !== undefined && i === 0) ? 0 : -1}
            data-testid={`expiry-${new Date(e.at).toISOString().slice(0, 10)}`}
            title={`${day(e.at)}: ${countdown(now, e.at)} left`}
            onClick={() => onChange(e.at)}
          >
            <span>{day(e.at)}</span>
            <span className={css.left}>{short(now, e.at)}</span>
          </button>
        ))}
      </div>
      {rest.length > 0 && (
        <select
          className={css.select}
          aria-label="Later expiries"
          data-chosen={chosen !== undefined}
          value={chosen?.at ?? ''}
          onChange={(event) => onChange(Number(event.currentTarget.value))}
        >
          {chosen === undefined && <option value="">{`+${rest.length} later`}</option>}
          {rest.map((e) => (
            <option key={e.at} value={e.at}>{`${day(e.at)} · ${short(now, e.at)}`}</option>
          ))}
        </select>
      )}
    </div>
  )
}
