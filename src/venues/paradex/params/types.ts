import type { SettingTree } from '../../shared/switches.ts'

// Fields carry the names of `GET /system/margin-config` and `GET /markets` (sheet, section 10). Fractions unless a unit is said.

/** One row of table 6.1. `vol_shock` is relative and is scaled by the time left; `weight` multiplies the P&L. */
export interface ScenarioParams {
  readonly spot_shock: number
  readonly vol_shock: number
  readonly weight: number
}

/** Portfolio margin of one base asset, by the reason for the charge. */
export interface PortfolioParams {
  /** SCAN risk: the scenario table, and how its vol shocks scale with the time left. */
  readonly scenarios: readonly ScenarioParams[]
  readonly vol_shock_params: {
    /** Days. */
    readonly dte_floor_days: number
    readonly min_vol_shock_up: number
    /** Power below 30 days, and from 30 days on. */
    readonly vega_power_short_dte: number
    readonly vega_power_long_dte: number
  }
  /** Minimum delta requirement: factors on net and on hedged delta. */
  readonly unhedged_margin_factor: number
  readonly hedged_margin_factor: number
  /** Maintenance over initial. */
  readonly mmf_factor: number
  /** Hours of funding that are provided for. */
  readonly funding_provision_hour: number
}

/** Cross margin of a perpetual. */
export interface PerpetualParams {
  readonly imf_base: number
  readonly mmf_factor: number
  /** What the user chose at the venue; its inverse counts where it is above `imf_base`. */
  readonly leverage: number
}

/** Cross margin of one option, per coin: fractions of mark, spot or strike. */
export interface OptionParams {
  readonly premium_multiplier: number
  readonly long_itm: number
  readonly short_itm: number
  readonly short_otm: number
  readonly short_put_cap: number
}

/** The record of one base asset. An asset without portfolio margin (SOL) has cross margin alone. */
export interface AssetParams {
  readonly portfolio_margin?: PortfolioParams
  readonly delta1_cross_margin_params: PerpetualParams
  /** Absent where no options are listed. */
  readonly option_cross_margin_params?: { readonly imf: OptionParams; readonly mmf: OptionParams }
}

export interface CommonParams {
  /** The account's own taker fees: of a perpetual's notional, of an option's spot notional, and the most that an option pays of its premium. */
  readonly fees: {
    readonly perpetual_taker: number
    readonly option_taker: number
    readonly option_premium_cap: number
  }
  readonly assumptions: SettingTree
}
