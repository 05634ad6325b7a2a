import type { SettingTree } from '../../shared/switches.ts'
import type { Tier } from '../../shared/tiers.ts'

// Groups carry the sheet's codes MR1 to MR9: the reason for the charge. Fractions unless a unit is said.

/** Standard margin of an option, per coin (section 4.1). */
export interface StandardOptionParams {
  readonly a: number
  readonly b: number
  readonly c: number
  /** Least margin of an order that opens a short position. */
  readonly order_min: number
  /** Tier factor of the option position tiers. */
  readonly F: number
}

/** Standard margin of a perpetual or future (section 4.2): the user's leverage, and MMR by the position's notional in USD. */
export interface StandardFutureParams {
  readonly leverage: number
  readonly tiers: readonly Tier[]
}

/** What the rule takes from the account and this project cannot know: entered by the user. */
export interface Entered {
  /** USD; count only under the readings `okx.mr3` and `okx.mr5` = user. */
  readonly MR3: number
  readonly MR5: number
  /** Coins, signed; counts only under the reading `okx.spotInUse` = user. */
  readonly spotInUseAmt: number
  /** Coins: the cap that the user set at the venue. */
  readonly maxSpotInUseAmt: number
}

/** The record of one coin, which is one risk unit. `*` stands for every coin without a record of its own. */
export interface UnderlyingParams {
  /** Price moves, each up and down; 0 comes first by itself. `moves_jan2025` follows the group lists of January 2025. */
  readonly MR1: { readonly moves: readonly number[]; readonly moves_jan2025: readonly number[] }
  /** Basis: of |cash delta|, and of |cash delta| × years. */
  readonly MR4: { readonly fixed: number; readonly annualised: number }
  readonly MR6: { readonly move: number }
  /** Raw charge of |cash delta| of a perpetual or future; multipliers by the unit's raw charge in USD. */
  readonly MR7: { readonly rate: number; readonly tiers: readonly Tier[]; readonly tiers_old: readonly Tier[] }
  readonly entered: Entered
  /** Options are absent where the venue lists none. */
  readonly standard: { readonly futures: StandardFutureParams; readonly options?: StandardOptionParams }
}

/** Vol change at so many days to expiry: in vol points (0.30 = 30 points) and as a fraction of the vol. */
export interface VolNode {
  readonly days: number
  readonly points: number
  readonly percent: number
}

/** A tier of matched size in USD: the least rate, and the rates where the stablecoin stands at `index_high` and `index_low`. */
export interface HedgeTier {
  readonly upTo?: number
  readonly minimum: number
  readonly rate_high: number
  readonly rate_low: number
}

export interface BorrowingParams {
  readonly MMR: number
  readonly IMR: number
}

/** What is common to all risk units. */
export interface CommonParams {
  readonly MR1: { readonly vol: readonly VolNode[] }
  readonly MR2: { readonly hours: number }
  readonly MR6: { readonly share: number }
  /** Slippage of an option in coin per coin. */
  readonly MR7: { readonly option_slippage: number }
  /** Borrowing margin by asset; `*` for every other. */
  readonly MR8: Readonly<Record<string, BorrowingParams>>
  readonly MR9: {
    readonly index_high: number
    readonly index_low: number
    readonly tiers: readonly HedgeTier[]
    /** The user's own table, whatever the stablecoin's index. */
    readonly user: readonly Tier[]
  }
  readonly IMR_factor: number
  /** Of (borrowed value + MR8), in the denominator of the margin ratio. */
  readonly liquidation_fee: number
  /** Share of a positive coin equity that counts, by coin amount; `*` for every other asset. */
  readonly discounts: Readonly<Record<string, readonly Tier[]>>
  /** Taker fees: of an option's underlying, at most a part of its premium; of a perpetual's notional. */
  readonly fees: { readonly option: number; readonly option_premium_cap: number; readonly perpetual: number }
  readonly assumptions: SettingTree
}
