import { type KeyboardEvent, useState } from 'react'
import { readNumber } from '../format.ts'
import css from './Surface.module.css'

interface FieldProps {
  readonly label: string
  readonly text: string
  /** A number that was typed or stepped to. */
  readonly onCommit: (value: number, how: 'typed' | 'step') => void
  /** How far an arrow goes, with Shift ten times; absent = arrows do nothing. */
  readonly step?: number
  readonly value: number
  readonly invalid?: boolean
  readonly testId?: string
}

/** A number in a box: typing replaces, Enter or leaving commits, Escape reverts, arrows step. What is no number is not taken. */
export function Field({ label, text, value, onCommit, step, invalid = false, testId }: FieldProps) {
  const [draft, setDraft] = useState<string>()
  const read = draft === undefined ? undefined : readNumber(draft)
  const commit = (): void => {
    setDraft(undefined)
    if (read !== undefined && read !== value) onCommit(read, 'typed')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') {
      commit()
      event.currentTarget.select()
    }
    if (event.key === 'Escape' && draft !== undefined) {
      event.stopPropagation()
      setDraft(undefined)
    }
    const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (way === 0 || step === undefined) return
    event.preventDefault()
    setDraft(undefined)
    onCommit(Number(((read ?? value) + way * step * (event.shiftKey ? 10 : 1)).toPrecision(12)), 'step')
  }
  return (
    <input
      className={css.field}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      aria-invalid={invalid || (draft !== undefined && read === undefined)}
      data-draft={draft !== undefined}
      data-testid={testId}
      value={draft ?? text}
      onFocus={(e) => e.currentTarget.select()}
      onChange={(e) => setDraft(e.currentTarget.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  )
}
