import type { PointsSmile } from '../market.ts'
import { withinLimits } from './limits.ts'
import type { Place } from './places.ts'

/** How far a move of one point goes at a log-moneyness. */
type Weight = (k: number) => number

/**
 * A smooth weight through two places on either side of the forward, 0 at the forward and flat far out: an odd and an even part of k on one
 * width, so that it has no kink at the money.
 */
export function through(put: Place, call: Place, atPut: number, atCall: number): Weight {
  const width = (call.k - put.k) / 2
  const odd = (k: number): number => k / Math.sqrt(k * k + width * width)
  const even = (k: number): number => (k * k) / (k * k + width * width)
  const det = odd(put.k) * even(call.k) - odd(call.k) * even(put.k)
  const a = (atPut * even(call.k) - atCall * even(put.k)) / det
  const b = (odd(put.k) * atCall - odd(call.k) * atPut) / det
  return (k) => a * odd(k) + b * even(k)
}

/** One wing alone: 0 on the other side and at the forward, with no kink there, 1 at the place, flat at 2 far out. */
export function oneWing({ k: place }: Place): Weight {
  return (k) => {
    const u = k / place
    return u <= 0 ? 0 : (2 * u * u) / (1 + u * u)
  }
}

/** Adds `amount` times the weight at each point. A point that does not move keeps its vol to the bit. */
export function pointsBy(smile: PointsSmile, ks: readonly number[], amount: number, weight: Weight): PointsSmile {
  const vols = smile.vols.map((vol, i) => {
    const move = amount * weight(ks[i] ?? 0)
    return move === 0 || !Number.isFinite(move) ? vol : withinLimits(vol + move)
  })
  return { ...smile, vols }
}
