import type { Numerics } from '../../domain/numerics.ts'
import type { Millis } from '../../domain/units.ts'
import { crossings, lowestG } from '../svi/arbitrage.ts'
import { bestOfRandomStarts, type SviFit } from '../svi/fit.ts'
import type { Objective } from '../svi/objective.ts'

/** What was fitted, kept for the report. `fit` is absent where the expiry kept its points. */
export interface Slice {
  readonly underlying: string
  readonly at: Millis
  readonly forward: number
  readonly objective: Objective
  readonly fit?: SviFit
}

/** How well one expiry's smile fits. Vols are fractions a year: 0.005 is half a vol point. */
export interface FitReport {
  readonly underlying: string
  readonly expiry: string
  readonly days: number
  /** Out-of-the-money quotes of 5–95 delta that were fitted. */
  readonly n: number
  readonly smile: 'svi' | 'points'
  /** Vega-weighted root mean squared vol error, the square root of what was minimised. */
  readonly rms?: number
  /** The same of the best of a hundred refinements from random starts (fixed seed). */
  readonly bestOf100?: number
  /** Least value of Durrleman's g within four standard deviations of the forward, and its log-moneyness; below 0 = butterfly arbitrage. */
  readonly minG?: number
  readonly minGAt?: number
  /** Log-moneyness within the same range where total variance crosses that of the expiry before; reported, not forced away. */
  readonly crossings?: readonly number[]
}

const DEVIATIONS = 4

/** One report an expiry; the costly figures only where `full`. */
export function reportFits(slices: readonly Slice[], numerics: Numerics, full: boolean): readonly FitReport[] {
  return slices.map((slice, i) => {
    const before = slices[i - 1]
    const previous = before?.underlying === slice.underlying ? before : undefined
    return reportFit(slice, previous, numerics, full)
  })
}

function reportFit(slice: Slice, previous: Slice | undefined, numerics: Numerics, full: boolean): FitReport {
  const { objective, fit } = slice
  const head = {
    underlying: slice.underlying,
    expiry: new Date(slice.at).toISOString().slice(0, 10),
    days: objective.years * 365,
    n: objective.quotes.length,
  }
  if (fit === undefined) return { ...head, smile: 'points' }
  if (!full) return { ...head, smile: 'svi', rms: fit.rms }
  const atMoney = numerics.svi(fit.svi.a, fit.svi.b, fit.svi.rho, fit.svi.m, fit.svi.sigma, 0).w
  const reach = DEVIATIONS * Math.sqrt(Math.max(atMoney, 0))
  const lowest = lowestG(numerics, fit.svi, -reach, reach)
  const hundred = bestOfRandomStarts(objective)
  return {
    ...head,
    smile: 'svi',
    rms: fit.rms,
    ...(hundred === undefined ? {} : { bestOf100: hundred.rms }),
    minG: lowest.g,
    minGAt: lowest.k,
    ...(previous?.fit === undefined ? {} : { crossings: crossings(numerics, previous.fit.svi, fit.svi, -reach, reach) }),
  }
}
