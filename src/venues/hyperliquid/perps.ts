import type { Requirement } from '../../domain/margin.ts'
import { linearMark } from '../../domain/mark.ts'
import type { Leg, Setting } from '../../domain/methodology.ts'
import type { Readings } from './params/readings.ts'
import { SETTLES } from './params/sets.ts'
import type { CommonParams, MarginTier, PerpParams } from './params/types.ts'

export type HyperliquidSetting = Setting<PerpParams, CommonParams>

/** Maintenance margin is half of the initial margin at the highest leverage (section 4). */
const rateOf = (tier: MarginTier): number => 1 / (2 * tier.maxLeverage)

const reached = (notional: number, tiers: readonly MarginTier[]): MarginTier | undefined =>
  tiers.findLast((t) => notional >= (t.lowerBound ?? 0))

/** Maintenance margin of a notional, USD. `tiers` ascend by lower bound (the door's word). */
export function maintenanceOf(notional: number, tiers: readonly MarginTier[], r: Readings): number {
  if (r['hyperliquid.tiers'] === 'whole') {
    const tier = reached(notional, tiers)
    return tier === undefined ? Number.NaN : notional * rateOf(tier)
  }
  return tiers.reduce((sum, tier, i) => {
    const part = Math.min(notional, tiers[i + 1]?.lowerBound ?? Number.POSITIVE_INFINITY) - (tier.lowerBound ?? 0)
    return sum + Math.max(0, part) * rateOf(tier)
  }, 0)
}

/** Cross margin of one perpetual in USD: size × mark / leverage (the tier's own where that is lower), and maintenance by tiers. */
export function perpNeed(leg: Leg, setting: HyperliquidSetting, r: Readings): Requirement {
  const p = setting.params.underlyings[leg.instrument.underlying]
  if (p === undefined) return { initial: 0, maintenance: 0 }
  const notional = Math.abs(leg.quantity) * linearMark(setting.market, leg.instrument)
  const leverage = Math.min(p.leverage, reached(notional, p.marginTiers)?.maxLeverage ?? Number.NaN)
  return { initial: notional / leverage, maintenance: maintenanceOf(notional, p.marginTiers, r) }
}

export function perpNeeds(legs: readonly Leg[], setting: HyperliquidSetting, r: Readings): Requirement {
  const needs = legs.map((leg) => perpNeed(leg, setting, r))
  return {
    initial: needs.reduce((sum, n) => sum + n.initial, 0),
    maintenance: needs.reduce((sum, n) => sum + n.maintenance, 0),
  }
}

/** P&L since an entry in USD (formats.md), in USDC, which the perpetual settles in; 0 where it was entered at mark. */
export function unrealised(leg: Leg, { market }: HyperliquidSetting): number {
  if (leg.entry === undefined) return 0
  return (leg.quantity * (linearMark(market, leg.instrument) - leg.entry)) / (market.stablecoins[SETTLES] ?? 1)
}
