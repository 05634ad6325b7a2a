import { ownUnit, toOwnQuote } from '../../domain/entry.ts'
import type { Instrument } from '../../domain/instrument.ts'
import type { Market } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import { type PriceUnit, priceText, shownPrice, unitFor } from './entry.ts'
import { NumberCell } from './NumberCell.tsx'

interface PriceCellProps {
  readonly label: string
  readonly instrument: Instrument
  /** In the contract's own quote; undefined = at mark. */
  readonly price: number | undefined
  /** What stands in an empty field: the mark in the contract's own quote. */
  readonly mark: number | undefined
  readonly unit: PriceUnit
  readonly market: Market
  readonly numerics: Numerics | undefined
  /** The price in the contract's own quote, or undefined for "at mark". */
  readonly onPrice: (price: number | undefined) => void
  readonly onError: (message: string | undefined) => void
  readonly testId?: string
}

const WORDS = {
  coin: 'a price in coins at or above 0',
  USD: 'a price in US dollars',
  IV: 'a volatility in per cent, such as 62.5',
} as const

/** An entry price, typed in the unit that is chosen and kept in the contract's own quote; emptied, the leg is entered at mark. */
export function PriceCell({ label, instrument, price, mark, unit: wanted, market, numerics, onPrice, onError, testId }: PriceCellProps) {
  const unit = unitFor(instrument, wanted)
  const say = (own: number | undefined): number | undefined => shownPrice(own, instrument, unit, market, numerics)
  const own = say(price)
  const atMark = say(mark)
  const commit = (typed: number): void => {
    const read = toOwnQuote(unit === 'IV' ? typed / 100 : typed, unit, instrument, market, numerics)
    const least = instrument.kind === 'option' ? 0 : Number.MIN_VALUE
    if (read === undefined || !Number.isFinite(read) || read < least || typed < 0) {
      onError(`${label}: "${typed}": expected ${WORDS[unit]}`)
      return
    }
    onError(undefined)
    onPrice(read)
  }
  return (
    <NumberCell
      label={`${label}, ${unit === 'IV' ? 'volatility in per cent' : unit}`}
      value={own}
      format={(v) => priceText(v, unit, unit === ownUnit(instrument))}
      expected={WORDS[unit]}
      empty={atMark === undefined ? 'mark' : priceText(atMark, unit, false)}
      title={price === undefined ? 'At mark. Type a price; empty the field to go back to the mark.' : undefined}
      step={unit === 'coin' ? 0.0005 : unit === 'IV' ? 0.5 : undefined}
      onCommit={commit}
      onClear={() => onPrice(undefined)}
      onError={onError}
      {...(testId === undefined ? {} : { testId })}
    />
  )
}
