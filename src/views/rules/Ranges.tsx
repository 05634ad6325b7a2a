import { type KeyboardEvent, useState } from 'react'
import { desk } from '../../store/desk.ts'
import type { RuleEdits } from '../../store/edits.ts'
import { editedParams } from '../../store/rules.ts'
import { plain, readNumber } from '../format.ts'
import css from './Rules.module.css'
import type { Rules } from './useRules.ts'

const LEAST = 50
const MOST = 200
const EXPECTED = `a number of per cent from ${LEAST} to ${MOST}`

/** One hand on all price and vol ranges: "what if they raise margins by 25 %". */
export function Ranges({ rules }: { readonly rules: Rules }) {
  const { venue, date, edits } = rules
  const [draft, setDraft] = useState<string>()
  const [fault, setFault] = useState<string>()
  const percent = Number((edits.scale * 100).toPrecision(12))

  const scaleTo = (percents: number, burst?: string): void => {
    const next: RuleEdits = { ...edits, scale: percents / 100 }
    const read = editedParams(venue, date, next)
    const [first] = read.ok ? [] : read.faults
    setFault(first === undefined ? undefined : `${first.path} ${String(first.value)}: expected ${first.expected}`)
    if (read.ok)
      desk()
        .getState()
        .editRules(venue.id, () => next, burst)
  }
  const commit = (): void => {
    if (draft === undefined) return
    const read = readNumber(draft.replace('%', ''))
    setDraft(undefined)
    if (read === undefined || read < LEAST || read > MOST) setFault(`"${draft}": expected ${EXPECTED}`)
    else scaleTo(read)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit()
    if (event.key !== 'Escape' || draft === undefined) return
    event.stopPropagation()
    setDraft(undefined)
  }
  return (
    <div className={css.ranges}>
      <label className={css.rangeLabel} htmlFor="range-scale">
        <span className={css.wide}>Price and vol ranges</span>
        <span className={css.narrow}>Ranges</span>
      </label>
      <input
        id="range-scale"
        className={css.slider}
        type="range"
        min={LEAST}
        max={MOST}
        step={1}
        value={Math.min(Math.max(percent, LEAST), MOST)}
        aria-valuetext={`${plain(percent)} per cent`}
        onChange={(e) => scaleTo(Number(e.currentTarget.value), 'scale')}
        data-testid="range-slider"
      />
      <span className={css.percent} data-edited={edits.scale !== 1}>
        <input
          className={css.number}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          aria-label="Price and vol ranges, per cent of the venue's own"
          value={draft ?? plain(percent)}
          data-draft={draft !== undefined}
          onFocus={(e) => e.currentTarget.select()}
          onChange={(e) => setDraft(e.currentTarget.value)}
          onBlur={commit}
          onKeyDown={onKeyDown}
          data-testid="range-value"
        />
        %
      </span>
      <button
        type="button"
        className={css.quiet}
        disabled={edits.scale === 1}
        onClick={() => scaleTo(100)}
        aria-label="Reset the ranges to the venue's own"
        data-testid="range-reset"
      >
        Reset
      </button>
      {fault !== undefined && (
        <p className={css.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}
