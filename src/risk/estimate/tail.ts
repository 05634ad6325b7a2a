/** How many losses lie beyond a level: n(1 − level), taken as the nearest whole number when within 1e-9 of it. */
export function tailCount(n: number, level: number): number {
  const k = n * (1 - level)
  const whole = Math.round(k)
  return Math.abs(k - whole) <= 1e-9 ? whole : k
}

/** Losses from the worst down. */
export const descending = (losses: Float64Array | readonly number[]): Float64Array => Float64Array.from(losses).sort().reverse()

/**
 * VaR of type 1 (Hyndman and Fan 1996, an observed loss): the least loss x with P(L <= x) >= level. `sorted` descends and holds at least one
 * loss; 0 < level < 1.
 */
export function varOf(sorted: Float64Array, level: number): number {
  return sorted[Math.min(Math.floor(tailCount(sorted.length, level)), sorted.length - 1)] ?? Number.NaN
}

/**
 * Expected shortfall, the fractional estimator of Acerbi and Tasche (2002): with k = n(1 − level), the sum of the ⌊k⌋ worst losses and the
 * rest of k times the next one, over k. Same domain as `varOf`.
 */
export function esOf(sorted: Float64Array, level: number): number {
  const n = sorted.length
  const k = tailCount(n, level)
  const whole = Math.floor(k)
  if (whole === 0) return sorted[0] ?? Number.NaN
  let sum = 0
  for (let i = 0; i < whole; i++) sum += sorted[i] ?? 0
  return (sum + (k - whole) * (sorted[whole] ?? 0)) / k
}

interface Weighted {
  readonly loss: number
  readonly weight: number
}

/** Losses from the worst down with weights that sum to 1. Weights are at or above 0 and not all 0. */
function weightedTail(losses: readonly number[], weights: readonly number[]): Weighted[] {
  const total = weights.reduce((sum, w) => sum + w, 0)
  return losses.map((loss, i) => ({ loss, weight: (weights[i] ?? 0) / total })).sort((p, q) => q.loss - p.loss)
}

/** `varOf` of losses that count by weight (age-weighted history, say). */
export function weightedVar(losses: readonly number[], weights: readonly number[], level: number): number {
  let mass = 0
  for (const { loss, weight } of weightedTail(losses, weights)) {
    mass += weight
    if (mass > 1 - level + 1e-12) return loss
  }
  return Math.min(...losses)
}

/** `esOf` of losses that count by weight: the worst of them up to a mass of 1 − level, the last one in part. */
export function weightedEs(losses: readonly number[], weights: readonly number[], level: number): number {
  const tail = 1 - level
  let mass = 0
  let sum = 0
  for (const { loss, weight } of weightedTail(losses, weights)) {
    const part = Math.min(weight, tail - mass)
    if (part <= 0) break
    sum += part * loss
    mass += part
  }
  return sum / tail
}
