import type { Readings } from './params/readings.ts'
import type { LegView } from './views.ts'

/** Delta of a whole position in coins. An option's is N(d1) on the forward; PA takes off the coin price (section 3, reproduced on one row). */
export function deltaOf(v: LegView, r: Readings): number {
  const { option } = v
  if (option === undefined) return v.quantity * v.moving
  const black = option.delta * v.moving
  return v.quantity * (r['okx.optionDelta'] === 'PA' && v.inverse ? black - option.value / v.price : black)
}

/** Cash delta, USD: size × mark (section 3, reproduced for linear perpetuals); of an option delta × the underlying index (inferred). */
export const cashDelta = (v: LegView, r: Readings): number => deltaOf(v, r) * (v.option === undefined ? v.price : v.index)

/**
 * Spot that joins the unit (section 5.1), coins: as far as it hedges the derivatives' delta D, at most the user's cap. The formula is inferred.
 */
export function spotInUse(balance: number, delta: number, cap: number): number {
  if (balance > 0 && delta < 0) return Math.min(balance, -delta, cap)
  if (balance < 0 && delta > 0) return -Math.min(-balance, delta)
  return 0
}
