import type { Numerics } from '../../domain/numerics.ts'
import { type BucketShock, scaledBy, UNCHANGED } from '../../domain/scenario.ts'
import type { Readings } from './params/readings.ts'
import type { MaximumLossParams } from './params/types.ts'
import type { View } from './views.ts'

/** The IV shocks are those of so many days to expiry. */
const REFERENCE_DAYS = 30

/** IV columns in the order of the sample: up, unchanged, down. */
export const COLUMNS = ['up', 'same', 'down'] as const
export type Column = (typeof COLUMNS)[number]

/** Price moves -range to +range in equal steps (official for BTC and ETH). */
export function priceMoves({ price_range, price_steps }: MaximumLossParams): readonly number[] {
  return Array.from({ length: 2 * price_steps + 1 }, (_, i) => (price_range * (i - price_steps)) / price_steps)
}

/** f = (30 / DTE)^power (reproduced at 185 days; below 30 days it is a reading). */
export function ivFactor(days: number, p: MaximumLossParams, r: Readings, numerics: Numerics): number {
  const counted = days + Number(r['bybit.iv.dteOffsetDays'])
  if (r['bybit.iv.shortDated'] === 'capped' && counted < REFERENCE_DAYS) return 1
  return numerics.pow(REFERENCE_DAYS / Math.max(counted, p.dte_floor_days), p.iv_power)
}

/** iv_v / iv of a column: 1 + up × f, 1, 1 - down × f, never below 0. */
function ivMultiple(column: Column, f: number, p: MaximumLossParams): number {
  if (column === 'up') return 1 + p.iv_up * f
  return column === 'same' ? 1 : Math.max(0, 1 - p.iv_down * f)
}

/** One cell's shock of the price and IV that a view's bucket holds; `f` is the expiry's IV factor. */
export function shockOf(move: number, column: Column, view: View, f: number, p: MaximumLossParams, r: Readings): BucketShock {
  const { option, index } = view
  if (option === undefined) {
    const byIndex = r['bybit.perp.stressPrice'] === 'index'
    return { forward: byIndex ? { m: 1, a: index * move } : scaledBy(1 + move), vol: UNCHANGED, volFloor: 0 }
  }
  // While the delivery price is averaged only the part that is not yet fixed moves.
  const byIndex = r['bybit.option.forwardMove'] === 'index'
  const forward = byIndex ? { m: 1, a: (index * move * option.moving) / option.forward } : scaledBy(1 + move)
  return { forward, vol: column === 'same' ? UNCHANGED : scaledBy(ivMultiple(column, f, p)), volFloor: 0 }
}
