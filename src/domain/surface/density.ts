import type { Expiry } from '../market.ts'
import type { Numerics } from '../numerics.ts'
import { durrleman, strikeDensities } from './arbitrage.ts'
import type { Slice } from './slice.ts'

const TWO_PI = 6.283185307179586

/** Density of ln(S/F) and Durrleman's g along ascending places. */
export interface DensityCurve {
  readonly k: readonly number[]
  readonly g: readonly number[]
  readonly density: readonly number[]
}

/**
 * The distribution that a smile implies: p(k) = g/√(2πw)·exp(−d²/2), d = −k/√w − √w/2 (quant.md 2.1). Raw SVI: at the given places. Points: at
 * the listed strikes but the ends, from the price of each butterfly over its width, since between the strikes the line has no curvature.
 */
export function densityOf(numerics: Numerics, expiry: Expiry, slice: Slice, places: readonly number[]): DensityCurve {
  if (slice.ks !== undefined) {
    const found = strikeDensities(numerics, expiry, slice)
    return { k: found.map((x) => x.k), g: found.map((x) => x.g), density: found.map((x) => x.density) }
  }
  const g = places.map((k) => durrleman(slice, k))
  const density = places.map((k, i) => {
    const w = Math.max(slice.w(k), 1e-12)
    const d = -k / Math.sqrt(w) - Math.sqrt(w) / 2
    return ((g[i] ?? 0) / Math.sqrt(TWO_PI * w)) * numerics.exp((-d * d) / 2)
  })
  return { k: places, g, density }
}
