import type { StrategyClass, StrategyCommon } from '../../shared/strategy/types.ts'
import type { SettingTree } from '../../shared/switches.ts'

// Fractions unless a unit is said. Money that the sheet gives per contract is a fraction of the index here, per coin.

export type Side = 'A' | 'B'
export const SIDES: readonly Side[] = ['A', 'B']

/** One calendar spread, in priority order: a leg long against a leg short, so many deltas of each. */
export interface CalendarParams {
  /** Tiers, counted from 1; a tier may spread against itself. */
  readonly near: number
  readonly far: number
  readonly near_deltas: number
  readonly far_deltas: number
  /** Of the index, per spread; and per month between the legs. */
  readonly per_spread: number
  readonly per_month: number
}

export type WprMethod = 'normal' | 'scan-range' | 'scan-range-cap'
export const WPR_METHODS: readonly WprMethod[] = ['normal', 'scan-range', 'scan-range-cap']
export type VolShift = 'absolute' | 'relative'
export const VOL_SHIFTS: readonly VolShift[] = ['absolute', 'relative']
/** `P` = paid up front, has an option value; `F` = futures-style, has none. */
export type PremiumStyle = 'P' | 'F'
export const PREMIUM_STYLES: readonly PremiumStyle[] = ['P', 'F']

/** One combined commodity: everything on one underlying. */
export interface ScanParams {
  readonly price_scan_range: number
  readonly volatility_scan_range: { readonly kind: VolShift; readonly size: number }
  /** Days to expiry up to which a month belongs to the tier; one tier more lies beyond the last. */
  readonly tier_days: readonly number[]
  readonly calendar: readonly CalendarParams[]
  /** Months within so many days of expiry, per delta: in spreads, and outright; of the index. */
  readonly delivery: { readonly within_days: number; readonly spread: number; readonly outright: number }
  /** Short option minimum per coin, of the price scan range. */
  readonly minimum_of_outright: number
  readonly initial_ratio: number
  readonly weighted_price_risk: WprMethod
  readonly premium_style: PremiumStyle
  /** Whether option value beyond the risk may pay for other commodities. */
  readonly excess_may_leave: boolean
  readonly standard: StrategyClass
}

export interface SpreadLeg {
  readonly commodity: string
  readonly side: Side
  readonly deltas: number
}

/** Inter-commodity spread, in priority order. */
export interface SpreadParams {
  /** `delta`: a credit of the weighted price risk; `scanning`: the commodities are scanned together with gains cut down. */
  readonly kind: 'delta' | 'scanning'
  /** The credit, or the gain allowance. */
  readonly rate: number
  readonly legs: readonly SpreadLeg[]
}

/** What holds for the whole exchange set. */
export interface ScanCommon {
  /** Rows 15 and 16: so many ranges, so much of the loss counted. */
  readonly extreme: { readonly multiple: number; readonly cover: number }
  readonly composite_weights: {
    readonly at_0: number
    readonly at_third: number
    readonly at_two_thirds: number
    readonly at_range: number
  }
  readonly look_ahead_days: number
  readonly minimum_method: 'greater' | 'sum'
  /** A fall ends at this part of the price, a vol at this level: both must stay above zero. */
  readonly price_floor: number
  readonly volatility_floor: number
  /** Off the value of coins that are balances. */
  readonly coin_haircut: number
  readonly spreads: readonly SpreadParams[]
  readonly assumptions: SettingTree
  readonly standard: StrategyCommon
}
