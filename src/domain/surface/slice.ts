import type { Expiry } from '../market.ts'
import type { Numerics } from '../numerics.ts'
import { type Millis, type Usd, type Vol, type Years, yearsBetween } from '../units.ts'

/**
 * One expiry's smile as total variance w over log-moneyness k = ln(K/F), with both derivatives: what the editor draws and checks. Values are
 * read by the four operations and a root from numbers that the core gave, so that every browser sees the same; no margin is made of them.
 */
export interface Slice {
  readonly years: Years
  readonly forward: Usd
  /** Log-moneyness of the listed points, ascending; undefined for a formula. */
  readonly ks: readonly number[] | undefined
  /** Where a formula bends and how widely; undefined for points. */
  readonly bend: { readonly at: number; readonly width: number } | undefined
  /** b(1 + |rho|) of raw SVI, the steepest slope of its wings (Lee: at most 2); 0 for points, which end flat. */
  readonly steepest: number
  readonly w: (k: number) => number
  readonly w1: (k: number) => number
  readonly w2: (k: number) => number
}

/** The slice of an expiry at a moment; undefined where it has no smile or no time left. */
export function sliceOf(numerics: Numerics, expiry: Expiry, asOf: Millis): Slice | undefined {
  const years = yearsBetween(asOf, expiry.at)
  const { smile, forward } = expiry
  if (smile === undefined || years <= 0) return undefined
  if (smile.type === 'svi') {
    const { a, b, rho, m, sigma } = smile
    const root = (k: number): number => Math.sqrt((k - m) * (k - m) + sigma * sigma)
    return {
      years,
      forward,
      ks: undefined,
      bend: { at: m, width: sigma },
      steepest: b * (1 + Math.abs(rho)),
      w: (k) => a + b * (rho * (k - m) + root(k)),
      w1: (k) => b * (rho + (k - m) / root(k)),
      w2: (k) => {
        const r = root(k)
        return (b * sigma * sigma) / (r * r * r)
      },
    }
  }
  const ks = logMoneyness(numerics, smile.strikes, forward)
  const ws = smile.vols.map((v) => v * v * years)
  const slope = (i: number): number => (at(ws, i + 1) - at(ws, i)) / (at(ks, i + 1) - at(ks, i))
  return {
    years,
    forward,
    ks,
    bend: undefined,
    steepest: 0,
    w: (k) => {
      const i = cellOf(ks, k)
      if (i < 0) return at(ws, 0)
      if (i >= ks.length - 1) return at(ws, ks.length - 1)
      return at(ws, i) + slope(i) * (k - at(ks, i))
    },
    w1: (k) => {
      const i = cellOf(ks, k)
      return i < 0 || i >= ks.length - 1 ? 0 : slope(i)
    },
    w2: () => 0,
  }
}

/** Vol at a log-moneyness; a variance below 0 reads as 0. */
export const volOf = (slice: Slice, k: number): Vol => Math.sqrt(Math.max(slice.w(k), 0) / slice.years)

// An edit keeps the strikes' own array, and a drag reads them in every frame.
const logs = new WeakMap<readonly Usd[], { readonly numerics: Numerics; readonly forward: Usd; readonly ks: readonly number[] }>()

/** ln(K/forward) of each strike. */
export function logMoneyness(numerics: Numerics, strikes: readonly Usd[], forward: Usd): readonly number[] {
  const known = logs.get(strikes)
  if (known !== undefined && known.numerics === numerics && known.forward === forward) return known.ks
  const ks = strikes.map((strike) => numerics.log(strike / forward))
  logs.set(strikes, { numerics, forward, ks })
  return ks
}

/** An entry that is known to be there. */
export const at = (list: ArrayLike<number>, i: number): number => list[i] ?? Number.NaN

/** Index of the last entry at or below x; -1 where all are above. */
export function cellOf(ascending: readonly number[], x: number): number {
  let low = -1
  let high = ascending.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (at(ascending, middle) <= x) low = middle
    else high = middle
  }
  return low
}
