import { type KeyboardEvent, useState } from 'react'
import { coins, readNumber } from '../format.ts'
import css from './NumberCell.module.css'

interface NumberCellProps {
  readonly label: string
  readonly value: number
  readonly onCommit: (value: number, how: 'typed' | 'step') => void
  readonly onError: (message: string | undefined) => void
  readonly testId?: string
  readonly side?: boolean
  readonly disabled?: boolean
}

/** How far one arrow press goes: a tenth below ten, one below a hundred, ten above. */
const stepOf = (value: number): number => (Math.abs(value) < 10 ? 0.1 : Math.abs(value) < 100 ? 1 : 10)
/** Takes the dust of binary tenths off a stepped value. */
const tidy = (value: number): number => Number(value.toFixed(10)) + 0

/**
 * A signed amount, edited in place: arrows step (Shift ten times, Alt a tenth), typing replaces, Enter or leaving commits, Escape reverts.
 */
export function NumberCell({ label, value, onCommit, onError, testId, side = false, disabled = false }: NumberCellProps) {
  const [draft, setDraft] = useState<string>()
  const bad = draft !== undefined && readNumber(draft) === undefined

  const commit = (): void => {
    if (draft === undefined) return
    const read = readNumber(draft)
    setDraft(undefined)
    onError(read === undefined ? `${label}: "${draft}": expected a signed number of coins, such as -2 or 0.5` : undefined)
    if (read !== undefined && read !== value) onCommit(read, 'typed')
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
    if (way === 0) return
    event.preventDefault()
    const from = (draft === undefined ? undefined : readNumber(draft)) ?? value
    const factor = event.shiftKey ? 10 : event.altKey ? 0.1 : 1
    setDraft(undefined)
    onCommit(tidy(from + way * stepOf(from) * factor), 'step')
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
      data-testid={testId}
      data-draft={draft !== undefined}
      data-side={side ? (value < 0 ? 'short' : value > 0 ? 'long' : undefined) : undefined}
      disabled={disabled}
      value={draft ?? coins(value)}
      onFocus={(e) => e.currentTarget.select()}
      onChange={(e) => setDraft(e.currentTarget.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  )
}
