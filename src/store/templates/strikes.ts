import type { Expiry, Market } from '../../domain/market.ts'
import { expiryOn } from '../../domain/smile.ts'
import { yearsBetween } from '../../domain/units.ts'

/** The listed strikes of one expiry, seen from its forward in expected moves. */
export interface Ladder {
  readonly at: number
  readonly forward: number
  /** Ascending. */
  readonly strikes: readonly number[]
  /** USD: forward × vol at the money × √years, one standard deviation until expiry. */
  readonly move: number
}

/** The ladder of an expiry; a sentence where nothing can be built on it. */
export function ladderOf(market: Market, underlying: string, at: number): Ladder | string {
  const u = market.underlyings[underlying]
  const expiry = u && expiryOn(u, at)
  if (expiry === undefined) return 'the market does not have this expiry'
  if (expiry.smile === undefined || expiry.strikes.length === 0) return 'this expiry holds no options'
  if (expiry.at <= market.asOf) return 'this expiry has passed'
  return { at: expiry.at, forward: expiry.forward, strikes: expiry.strikes, move: expiry.forward * atmDeviation(expiry, market.asOf) }
}

/** Vol × √years at the money. It only chooses strikes: the nearest point of a smile of points is near enough. */
function atmDeviation({ smile, forward, at }: Expiry, asOf: number): number {
  if (smile === undefined) return 0
  if (smile.type === 'svi') {
    const { a, b, rho, m, sigma } = smile
    return Math.sqrt(Math.max(0, a + b * (Math.sqrt(m * m + sigma * sigma) - rho * m)))
  }
  return (smile.vols[nearest(smile.strikes, forward)] ?? 0) * Math.sqrt(yearsBetween(asOf, at))
}

/** Place of the number nearest to `target`, the lower of a tie; −1 in an empty list. */
export function nearest(sorted: readonly number[], target: number): number {
  let best = -1
  for (const [i, value] of sorted.entries()) {
    if (best < 0 || Math.abs(value - target) < Math.abs((sorted[best] ?? 0) - target)) best = i
  }
  return best
}

/**
 * Different listed strikes nearest to these distances from the forward, in expected moves, ascending. Where two fall on one strike the outer
 * one steps outwards. Undefined where the list ends before that.
 */
export function strikesAt(ladder: Ladder, moves: readonly number[]): readonly number[] | undefined {
  const places = moves.map((m) => nearest(ladder.strikes, ladder.forward + m * ladder.move))
  const above = moves.findIndex((m) => m >= 0)
  const middle = above < 0 ? moves.length : above
  for (let i = middle + 1; i < places.length; i++) places[i] = Math.max(places[i] ?? 0, (places[i - 1] ?? 0) + 1)
  for (let i = middle - 1; i >= 0; i--) {
    const inner = places[i + 1]
    if (inner !== undefined) places[i] = Math.min(places[i] ?? 0, inner - 1)
  }
  const strikes = places.flatMap((place) => ladder.strikes[place] ?? [])
  return strikes.length === moves.length ? strikes : undefined
}

/** The distance nearest to `target` at which strikes are listed both below `low` and above `high`. Undefined where there is none. */
export function wing({ strikes }: Ladder, low: number, high: number, target: number): number | undefined {
  const listed = new Set(strikes)
  const widths = strikes.filter((k) => k > high && listed.has(low - (k - high))).map((k) => k - high)
  return widths[nearest(widths, target)]
}

/** The strike nearest to `target` that both expiries list. */
export function commonStrike(a: Ladder, b: Ladder, target: number): number | undefined {
  const listed = new Set(b.strikes)
  const both = a.strikes.filter((k) => listed.has(k))
  return both[nearest(both, target)]
}
