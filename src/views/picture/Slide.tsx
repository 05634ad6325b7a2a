import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { readNumber, signed } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './Controls.module.css'

interface SlideProps {
  readonly label: string
  /** In the unit shown: per cent, points, days. */
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly unit: string
  /** In place of the unit's word: the way to choose it. */
  readonly unitPicker?: ReactNode
  /** Refuses an entry in words; undefined takes it. */
  readonly refuse?: (value: number) => string | undefined
  readonly onChange: (value: number) => void
  /** What the value comes to, in words: the spot, the date. */
  readonly says?: string
  readonly testId: string
}

const tidy = (value: number): number => Number(value.toFixed(8)) + 0

/** A slider with a value that can be typed and a way back to nothing. The track ends where the usual ends; an entry may go further. */
export function Slide({ label, value, min, max, step, unit, unitPicker, refuse, onChange, says, testId }: SlideProps) {
  const [draft, setDraft] = useState<string>()
  const read = draft === undefined ? value : readNumber(draft)
  const bad = read === undefined ? `${label}: expected a number` : refuse?.(read)
  const commit = (): void => {
    if (draft === undefined) return
    setDraft(undefined)
    if (bad === undefined && read !== undefined && read !== value) onChange(tidy(read))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape' && draft !== undefined) {
      event.stopPropagation()
      setDraft(undefined)
    }
    const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (way === 0) return
    event.preventDefault()
    setDraft(undefined)
    const next = tidy(value + way * step * (event.shiftKey ? 10 : 1))
    if (refuse?.(next) === undefined) onChange(next)
  }
  return (
    <div className={css.slide} data-moved={value !== 0}>
      <span className={css.label}>{label}</span>
      <input
        type="range"
        className={css.range}
        min={min}
        max={max}
        step={step}
        value={Math.min(max, Math.max(min, value))}
        aria-label={label}
        aria-valuetext={`${signed(value, 2)} ${unit}${says === undefined ? '' : `, ${says}`}`}
        data-testid={`${testId}-slider`}
        onChange={(e) => onChange(Number(e.currentTarget.value))}
        onDoubleClick={() => onChange(0)}
      />
      <input
        type="text"
        className={css.entry}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        aria-label={`${label}, ${unit}`}
        aria-invalid={bad !== undefined}
        title={bad ?? `${label} in ${unit}; arrows step, Enter commits`}
        data-draft={draft !== undefined}
        data-testid={`${testId}-entry`}
        value={draft ?? signed(value, Number.isInteger(value) ? 0 : Number.isInteger(tidy(value * 10)) ? 1 : 2)}
        onFocus={(e) => e.currentTarget.select()}
        onChange={(e) => setDraft(e.currentTarget.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {unitPicker ?? <span className={css.unit}>{unit}</span>}
      {says !== undefined && <span className={css.says}>{says}</span>}
      <button
        type="button"
        className={css.back}
        aria-label={`Put ${label} back`}
        disabled={value === 0}
        onClick={() => onChange(0)}
        data-testid={`${testId}-reset`}
      >
        <Icon name="close" size={10} />
      </button>
    </div>
  )
}
