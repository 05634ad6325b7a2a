import type { Market } from '../../domain/market.ts'
import type { Portfolio } from '../../domain/portfolio.ts'
import { balancesUsd } from '../../venues/shared/prices.ts'
import type { PathCore } from '../path-core.ts'
import { type RiskBook, slopeOf } from '../revalue/plan.ts'

/** A book valued in one market: the engine's held book. */
export type HoldIn = (portfolio: Portfolio, market: Market) => RiskBook

export interface StressResult {
  readonly pnl: number
  readonly equity: number
  readonly legs: readonly { readonly instrument: string; readonly pnl: number }[]
}

/** USD value of one unit of each leg by name. */
export function unitValues(core: PathCore, book: RiskBook): ReadonlyMap<string, number> {
  const still = new Float64Array(book.buckets.length).fill(1)
  const values = core.valueRows({ buckets: book.buckets, legs: book.rows, count: 1, forward: still, vol: still })
  return new Map(book.legs.map((leg, i) => [leg.name, values[i] ?? Number.NaN]))
}

const FUNDING_DAYS = 8 / 24

/**
 * P&L of each leg from one market to another, with the funding of perpetuals over `days` at the rate of now; equity there: balances, options at
 * value, and the P&L of all else since entry. USD. `portfolio` is carried (see `carried`).
 */
export function stressed(core: PathCore, hold: HoldIn, portfolio: Portfolio, before: Market, after: Market, days: number): StressResult {
  const book = hold(portfolio, before)
  const now = unitValues(core, book)
  const then = unitValues(core, hold(portfolio, after))
  let equity = balancesUsd(portfolio.collateral, after)
  let pnl = 0
  const legs = book.legs.map((leg) => {
    const { instrument, name, quantity } = leg
    const [from, to] = [now.get(name) ?? Number.NaN, then.get(name) ?? Number.NaN]
    const rate = instrument.kind === 'perpetual' ? (before.underlyings[instrument.underlying]?.fundingRate8h ?? 0) : 0
    const funding = rate === 0 ? 0 : -quantity * from * rate * (days / FUNDING_DAYS)
    const slope = slopeOf(leg, from)
    const own = slope * (to - from) + funding
    pnl += own
    if (instrument.kind === 'option' || instrument.kind === 'spot') equity += quantity * to + funding
    else equity += slope * (to - (leg.entry ?? from)) + funding
    return { instrument: name, pnl: own }
  })
  return { pnl, equity, legs }
}
