import { SIZE, type Vector } from './model.ts'
import type { Objective } from './objective.ts'

/** The box in which a slice is fitted: the domain of raw SVI, and limits that keep a flat direction from running away. */
export interface Bounds {
  readonly low: Vector
  readonly high: Vector
}

const STEEPEST = 0.9999

/**
 * floor >= 0 and b >= 0 and |rho| < 1 and sigma > 0 are the domain; m within one width of the quotes on either side, sigma between a
 * thousandth of that width and three (or ten widths), b below 5: beyond these the parameters trade against each other without changing
 * the smile where it is quoted.
 */
export function boundsOf(o: Objective): Bounds {
  const ks = o.quotes.map((q) => q.k)
  const low = Math.min(...ks)
  const high = Math.max(...ks)
  const width = Math.max(high - low, 1e-3)
  const most = Math.max(...o.quotes.map((q) => q.vol * q.vol * o.years))
  return {
    low: [0, 0, -STEEPEST, low - width, Math.max(1e-5, 1e-3 * width)],
    high: [2 * most, 5, STEEPEST, high + width, Math.max(3, 10 * width)],
  }
}

export function clamp(x: readonly number[], { low, high }: Bounds): Vector {
  const at = (j: number): number => Math.min(Math.max(x[j] ?? 0, low[j] ?? 0), high[j] ?? 0)
  return [at(0), at(1), at(2), at(3), at(4)]
}

/** Parameters that sit on a bound and would leave the box along −gradient: held for this step. */
export function held(x: Vector, slope: readonly number[], { low, high }: Bounds): readonly boolean[] {
  return Array.from({ length: SIZE }, (_, j) => {
    const value = x[j] ?? 0
    const g = slope[j] ?? 0
    return (value <= (low[j] ?? 0) && g > 0) || (value >= (high[j] ?? 0) && g < 0)
  })
}
