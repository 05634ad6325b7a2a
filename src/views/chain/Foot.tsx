import { useState } from 'react'
import type { Target } from '../../store/templates/place.ts'
import { coins, fixed, readNumber, signed } from '../format.ts'
import type { Money } from '../ui/money.ts'
import css from './Chain.module.css'
import type { MarginChange } from './useMargins.ts'

/** A trade that is pointed at, in words, and what it does to the margin. */
export interface Preview {
  readonly words: string
  /** The same where the contract is plain to see. */
  readonly brief: string
  readonly modelled: boolean
  readonly change: MarginChange | undefined
}

interface FootProps {
  readonly previews: readonly Preview[]
  readonly note: string
  readonly money: Money
  readonly coin: string
  readonly size: number
  readonly step: number
  readonly target: Target
  readonly onSize: (size: number) => void
  readonly onTarget: (target: Target) => void
}

/** What the pointed trade does to the margin, in a fixed place; the size of one click and where it goes. */
export function Foot({ previews, note, money, coin, size, step, target, onSize, onTarget }: FootProps) {
  return (
    <div className={css.foot}>
      <div className={css.read} data-testid="chain-preview">
        {previews.length === 0 ? (
          <p className={css.note}>{note}</p>
        ) : (
          previews.map((preview) => <Line key={preview.words} preview={preview} money={money} alone={previews.length === 1} />)
        )}
      </div>
      <div className={css.order}>
        <Size coin={coin} size={size} step={step} onSize={onSize} />
        <fieldset className={css.target} aria-label="Where a click goes">
          {(['whatif', 'book'] as const).map((key) => (
            <button
              key={key}
              type="button"
              aria-pressed={target === key}
              data-target={key}
              title={
                key === 'whatif' ? 'Clicks become what-if orders (with Shift: positions)' : 'Clicks become positions of the book at once'
              }
              onClick={() => onTarget(key)}
            >
              {key === 'whatif' ? 'What-if' : 'Book'}
            </button>
          ))}
        </fieldset>
      </div>
    </div>
  )
}

function Line({ preview: { words, brief, modelled, change }, money, alone }: { preview: Preview; money: Money; alone: boolean }) {
  const after = change?.after
  const row = (label: string, before: number | undefined, then: number | undefined) => (
    <span className={css.change}>
      {label}
      {label === '' ? '' : ' '}
      {money.show(before)} → <b data-value={then}>{then === undefined ? '…' : money.show(then)}</b>
      {then !== undefined && before !== undefined && ` (${signed(money.of(then - before), money.digits)})`}
    </span>
  )
  return (
    <p className={css.preview}>
      <span className={css.words}>
        {alone ? words : brief}
        {alone && modelled && <span className={css.tag}>modelled</span>}
      </span>
      {after?.failure !== undefined ? (
        <span className={css.change}>{after.failure}</span>
      ) : (
        <>
          {row(alone ? `Initial ${money.code}` : '', change?.before.initial, after?.initial)}
          {alone && row(`Maint. ${money.code}`, change?.before.maintenance, after?.maintenance)}
        </>
      )}
    </p>
  )
}

interface SizeProps {
  readonly coin: string
  readonly size: number
  readonly step: number
  readonly onSize: (size: number) => void
}

/** Coins of one click: typed, or stepped by arrows. */
function Size({ coin, size, step, onSize }: SizeProps) {
  const [draft, setDraft] = useState<string>()
  const read = draft === undefined ? size : readNumber(draft)
  const bad = read === undefined || !(read > 0)
  const commit = (): void => {
    setDraft(undefined)
    if (!bad && read !== size) onSize(read)
  }
  return (
    <label className={css.size}>
      <span>Size</span>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        aria-label={`Size of one click, ${coin}`}
        aria-invalid={bad}
        data-testid="chain-size"
        data-draft={draft !== undefined}
        title={bad ? 'Expected coins above 0, such as 1 or 0.5' : undefined}
        value={draft ?? coins(size)}
        onFocus={(e) => e.currentTarget.select()}
        onChange={(e) => setDraft(e.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setDraft(undefined)
          const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
          if (way === 0) return
          event.preventDefault()
          setDraft(undefined)
          // Binary tenths leave dust where they are added.
          onSize(Math.max(step, Number(((bad ? size : read) + way * step * (event.shiftKey ? 10 : 1)).toFixed(10))))
        }}
      />
    </label>
  )
}

/** A price of the pointed trade, as the grid writes it. */
export const priceWords = (price: number | undefined, digits: number, code: string): string =>
  price === undefined ? 'mark' : `${fixed(price, digits)} ${code}`
