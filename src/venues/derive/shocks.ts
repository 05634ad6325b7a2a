import type { Numerics } from '../../domain/numerics.ts'
import { SECONDS_PER_DAY } from '../../domain/units.ts'
import type { Slice } from './holdings.ts'
import type { BasisParams, Pm2Params, VolShockParams } from './params/types.ts'

const THIRTY_DAYS = 30 * SECONDS_PER_DAY

/**
 * Multipliers of vol for the "up" and "down" rows: mult = (30 days / max(seconds, floor))^power, up = 1 + range·mult,
 * down = max(0, 1 − range·mult). Exactly 30 days counts as short-term (sheet 2.1; exact).
 */
export function volMultipliers(numerics: Numerics, p: VolShockParams, seconds: number): { up: number; down: number } {
  const power = seconds <= THIRTY_DAYS ? p.shortTermPower : p.longTermPower
  const mult = numerics.pow(THIRTY_DAYS / Math.max(seconds, p.dteFloorSeconds), power)
  return { up: 1 + p.volRangeUp * mult, down: Math.max(0, 1 - p.volRangeDown * mult) }
}

/** Factor on a leg's vol in the two skew rows, from ln(K/F) with F the whole unshocked forward (sheet 2.2; exact). */
export function skewFactor(numerics: Numerics, p: Pm2Params['skew'], kind: 'linear' | 'abs', slice: Slice, strike: number): number {
  const root = Math.sqrt(slice.tau)
  const cap = kind === 'linear' ? p.linearCBase * root + p.linearBaseCap : p.absCBase * root + p.absBaseCap
  const star = Math.max(p.minKStar, root * p.widthScale * (p.volParamStatic + root * p.volParamScale))
  const log = numerics.log(strike / slice.forward)
  const k = kind === 'abs' ? Math.abs(log) : log
  const tilt = (k * cap) / star
  return Math.max(k >= 0 ? 1 + Math.min(cap, tilt) : 1 + Math.max(-cap, tilt), 0)
}

/** Factors on an expiry's shocked value before the P&L is taken: `positive` where it is an asset, `negative` where it is owed. */
export interface StaticDiscounts {
  readonly positive: number
  readonly negative: number
}

/** PM2: the negative side never exceeds 1/D (sheet 2.1; exact). */
export function pm2Discounts(numerics: Numerics, m: Pm2Params['margin'], slice: Slice): StaticDiscounts {
  const { tau, rate } = slice
  return {
    positive: m.longBaseStaticDiscount * numerics.exp(-tau * (rate * m.longRateMultScale + m.longRateAddScale)),
    negative: Math.min(
      m.shortBaseStaticDiscount * numerics.exp(tau * (rate * m.shortRateMultScale + m.shortRateAddScale)),
      1 / slice.discount,
    ),
  }
}

/** Share of an expiry's forward move that its basis contingency charges: add + mult·tau. */
export const basisFactor = (p: BasisParams, slice: Slice): number => p.basisContAddFactor + p.basisContMultFactor * slice.tau

/** Charge for a feed of low confidence: (1 − c)·confMargin·N below the threshold (strictly), else 0. */
export const confidenceCharge = (p: { confThreshold: number; confMargin: number }, confidence: number, notional: number): number =>
  confidence < p.confThreshold ? (1 - confidence) * p.confMargin * notional : 0
