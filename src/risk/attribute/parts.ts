import type { Requirement } from '../../domain/margin.ts'
import type { Market } from '../../domain/market.ts'
import type { Book } from '../../domain/methodology.ts'
import type { Portfolio } from '../../domain/portfolio.ts'
import { isCash } from '../../venues/shared/prices.ts'
import { usdPer } from '../subject.ts'

/** A part of the book whose share of the requirement is asked: a leg, a spot position, or collateral that is no position. */
export interface Part {
  readonly name: string
  readonly kind: 'leg' | 'spot' | 'collateral'
  readonly quantity: number
  readonly underlying: string
  /** ISO day; absent where there is none. */
  readonly expiry?: string
  /** The book with this part at `factor` of its size; 0 = really removed. */
  scaled(book: Book, factor: number): Book
}

const withCollateral = (book: Book, asset: string, change: number): Book => ({
  ...book,
  collateral: book.collateral.map((c) => (c.asset === asset ? { asset, amount: c.amount + change } : c)).filter((c) => c.amount !== 0),
})

/** Every leg that the venue margins, every spot position, every balance that is neither cash nor a position. */
export function partsOf(book: Book, portfolio: Portfolio, market: Market): readonly Part[] {
  const legs = book.legs.map((leg): Part => {
    const i = leg.instrument
    const day = i.kind === 'option' || i.kind === 'future' ? new Date(i.expiry).toISOString().slice(0, 10) : undefined
    return {
      name: leg.name,
      kind: 'leg',
      quantity: leg.quantity,
      underlying: i.underlying,
      ...(day === undefined ? {} : { expiry: day }),
      scaled: (from, factor) => ({
        ...from,
        legs:
          factor === 0
            ? from.legs.filter((l) => l.name !== leg.name)
            : from.legs.map((l) => (l.name === leg.name ? { ...l, quantity: l.quantity * factor } : l)),
      }),
    }
  })
  const held = new Map<string, number>()
  for (const p of portfolio.positions) {
    if (p.enabled === false || p.instrument.kind !== 'spot') continue
    const coin = p.instrument.underlying
    const quantity = p.quantity ?? (p.notionalUsd ?? Number.NaN) / usdPer(coin, market)
    held.set(coin, (held.get(coin) ?? 0) + quantity)
  }
  const balances = book.collateral.flatMap(({ asset, amount }): Part[] => {
    const spot = held.get(asset) ?? 0
    const rest = amount - spot
    const part = (kind: 'spot' | 'collateral', quantity: number): Part => ({
      name: asset,
      kind,
      quantity,
      underlying: asset,
      scaled: (from, factor) => withCollateral(from, asset, quantity * (factor - 1)),
    })
    return [...(spot === 0 ? [] : [part('spot', spot)]), ...(rest === 0 || isCash(asset, market) ? [] : [part('collateral', rest)])]
  })
  return [...legs, ...balances]
}

export const minus = (a: Requirement, b: Requirement): Requirement => ({
  initial: a.initial - b.initial,
  maintenance: a.maintenance - b.maintenance,
})
export const plus = (a: Requirement, b: Requirement): Requirement => ({
  initial: a.initial + b.initial,
  maintenance: a.maintenance + b.maintenance,
})
export const NOTHING: Requirement = { initial: 0, maintenance: 0 }
