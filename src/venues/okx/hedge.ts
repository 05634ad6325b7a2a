import { assetUsd } from '../shared/prices.ts'
import { progressive } from '../shared/tiers.ts'
import { cashDelta } from './delta.ts'
import type { Readings } from './params/readings.ts'
import type { CommonParams, HedgeTier } from './params/types.ts'
import type { LegView, OkxSetting } from './views.ts'

type Family = LegView['family']

/** The order in which opposite amounts are matched (official). */
const PAIRS: readonly (readonly [Family, Family])[] = [
  ['USDT', 'USD'],
  ['USDT', 'USDC'],
  ['USDC', 'USD'],
]

/** A tier's rate at a stablecoin index: above `index_high` the least rate alone (official), below it linear to `index_low` (inferred). */
export function hedgeRate(tier: HedgeTier, index: number, { index_high, index_low }: CommonParams['MR9']): number {
  if (index > index_high) return tier.minimum
  const part = Math.min(1, (index_high - index) / (index_high - index_low))
  return Math.max(tier.minimum, tier.rate_high + (tier.rate_low - tier.rate_high) * part)
}

export interface HedgeRisk {
  readonly mr9: number
  /** Hedged size, USD. */
  readonly matched: number
  /** The lowest index among the stablecoins of the matches. */
  readonly index: number
}

/** MR9 (section 5.3, step 5), USD: cash delta per quote family, opposite amounts matched, the total through the progressive table. */
export function hedgeRisk(views: readonly LegView[], setting: OkxSetting, r: Readings): HedgeRisk {
  const left: Record<Family, number> = { USDT: 0, USDC: 0, USD: 0 }
  for (const v of views) if (v.kind !== 'spot') left[v.family] += cashDelta(v, r)
  let matched = 0
  let index = Number.POSITIVE_INFINITY
  for (const [a, b] of PAIRS) {
    if (!(left[a] * left[b] < 0)) continue
    const amount = Math.min(Math.abs(left[a]), Math.abs(left[b]))
    left[a] -= Math.sign(left[a]) * amount
    left[b] -= Math.sign(left[b]) * amount
    matched += amount
    for (const family of [a, b]) if (family !== 'USD') index = Math.min(index, assetUsd(family, setting.market) ?? 1)
  }
  const p = setting.params.common.MR9
  const table = r['okx.mr9.table']
  if (matched === 0 || table === 'off') return { mr9: 0, matched, index: matched === 0 ? 1 : index }
  const tiers = p.tiers.map((t) => ({ ...(t.upTo === undefined ? {} : { upTo: t.upTo }), rate: hedgeRate(t, index, p) }))
  return { mr9: progressive(matched, table === 'user' ? p.user : tiers), matched, index }
}
