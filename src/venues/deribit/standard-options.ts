import type { StandardParams } from './params/types.ts'

export interface ShortOption {
  readonly cp: 1 | -1
  readonly strike: number
  /** Price against which moneyness is measured: forward or index, USD. */
  readonly underlying: number
  /** Mark in coin (inverse), or as a fraction of the index (linear). */
  readonly mark: number
}

/**
 * Section 4.3, per coin short, in coin (exact up to the denominator); linear options have the same structure × index (approximate).
 * Long options need nothing once paid.
 */
export function shortOption(o: ShortOption, p: StandardParams['options']): { initial: number; maintenance: number } {
  const otm = Math.max(o.cp === 1 ? o.strike - o.underlying : o.underlying - o.strike, 0)
  const initial = Math.max(p.im_max - otm / o.underlying, p.im_min) + o.mark
  if (o.cp === 1) return { initial, maintenance: p.mm + o.mark }
  const maintenance = Math.max(p.mm, p.mm * o.mark) + o.mark
  return { initial: Math.max(initial, maintenance), maintenance }
}
