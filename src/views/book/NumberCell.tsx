import { type KeyboardEvent, useState } from 'react'
import { coins, readNumber } from '../format.ts'
import css from './NumberCell.module.css'

interface NumberCellProps {
  readonly label: string
  /** Undefined = nothing is said here; `empty` then stands in its place. */
  readonly value: number | undefined
  readonly onCommit: (value: number, how: 'typed' | 'step') => void
  readonly onError: (message: string | undefined) => void
  /** Called where the field was emptied; without it an empty field is a fault. */
  readonly onClear?: () => void
  readonly format?: (value: number) => string
  /** What a good value is, for the fault. */
  readonly expected?: string
  /** The step of one arrow press in place of one that fits the size of the value. */
  readonly step?: number | undefined
  readonly empty?: string
  readonly title?: string | undefined
  readonly testId?: string
  readonly side?: boolean
  readonly disabled?: boolean
}

/** How far one arrow press goes: a tenth below ten, one below a hundred, ten above. */
const stepOf = (value: number): number => (Math.abs(value) < 10 ? 0.1 : Math.abs(value) < 100 ? 1 : 10)
/** Takes the dust of binary tenths off a stepped value. */
const tidy = (value: number): number => Number(value.toFixed(10)) + 0

/**
 * A signed amount, edited in place: arrows step (Shift ten times, Alt a tenth where there is no lot), typing replaces, Enter or leaving
 * commits, Escape reverts.
 */
export function NumberCell({
  label,
  value,
  onCommit,
  onError,
  onClear,
  format = coins,
  expected = 'a signed number of coins, such as -2 or 0.5',
  step,
  empty = '',
  title,
  testId,
  side = false,
  disabled = false,
}: NumberCellProps) {
  const [draft, setDraft] = useState<string>()
  const clears = draft?.trim() === '' && onClear !== undefined
  const bad = draft !== undefined && !clears && readNumber(draft) === undefined

  const commit = (): void => {
    if (draft === undefined) return
    const read = readNumber(draft)
    setDraft(undefined)
    onError(read === undefined && !clears ? `${label}: "${draft}": expected ${expected}` : undefined)
    if (clears) onClear()
    else if (read !== undefined && read !== value) onCommit(read, 'typed')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') {
      commit()
      event.currentTarget.select()
      return
    }
    if (event.key === 'Escape' && draft !== undefined) {
      event.stopPropagation()
      setDraft(undefined)
      onError(undefined)
      return
    }
    const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    const from = (draft === undefined ? undefined : readNumber(draft)) ?? value
    if (way === 0 || from === undefined) return
    event.preventDefault()
    const factor = event.shiftKey ? 10 : event.altKey && step === undefined ? 0.1 : 1
    setDraft(undefined)
    onCommit(tidy(from + way * (step ?? stepOf(from)) * factor), 'step')
  }
  return (
    <input
      className={css.cell}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      aria-invalid={bad}
      title={title}
      placeholder={empty}
      data-testid={testId}
      data-draft={draft !== undefined}
      data-side={side && value !== undefined ? (value < 0 ? 'short' : value > 0 ? 'long' : undefined) : undefined}
      disabled={disabled}
      value={draft ?? (value === undefined ? '' : format(value))}
      onFocus={(e) => e.currentTarget.select()}
      onChange={(e) => setDraft(e.currentTarget.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  )
}
