import type { SettingTree } from '../../shared/switches.ts'
import type { Tier } from '../../shared/tiers.ts'

// Grouped by the reason for the charge. Fractions unless a unit is said.

/** Maximum loss: the grid of prices and implied vols (section 5, steps 1 and 2). */
export interface MaximumLossParams {
  /** Farthest price move either way. */
  readonly price_range: number
  /** Steps between no move and the farthest; one step is price_range / price_steps. */
  readonly price_steps: number
  /** Relative IV shocks at 30 days to expiry. */
  readonly iv_up: number
  readonly iv_down: number
  /** They grow with (30 / DTE) to this power. */
  readonly iv_power: number
  /** Least days to expiry that count. */
  readonly dte_floor_days: number
}

/** Contingencies (section 5, step 5). Factors of the index per coin; 0 where the factor is not known and the user has entered none. */
export interface ContingencyParams {
  readonly short_option: number
  /** Per day between the expiries. */
  readonly vega_spread: number
  readonly usdt_usdc: number
  /** USD: an amount of the user's, since the rule could not be matched. */
  readonly delta_spread_amount: number
  readonly futures: number
}

/** One risk limit: holds for position values up to `limit` USDT. */
export interface RiskLimit {
  readonly limit: number
  readonly max_leverage: number
  readonly mmr: number
}

/** Standard margin of perpetuals and futures (section 4.2). */
export interface PerpetualParams {
  /** What the user chose at the venue; the risk limit's own leverage counts where it is lower. */
  readonly leverage: number
  /** Ascending by `limit`. */
  readonly risk_limits: readonly RiskLimit[]
}

/** The record of one base coin, which is one risk unit. `*` stands for every coin without a record of its own. */
export interface CoinParams {
  readonly maximum_loss: MaximumLossParams
  readonly contingency: ContingencyParams
  /** Initial over maintenance margin. */
  readonly im_factor: number
  /** Absent where no risk limits are known. */
  readonly perpetuals?: PerpetualParams
}

/** Standard margin of options per coin (section 4.1): fractions of the index, MMf of index or mark. */
export interface OptionParams {
  readonly im_short: number
  readonly im_short_min: number
  readonly mmf: number
  readonly liquidation_fee: number
}

/** Loan margin of a borrowed asset, of its value. */
interface LoanParams {
  readonly position_imr: number
  readonly position_mmr: number
}

export interface CommonParams {
  readonly options: OptionParams
  /** Taker fee of an option: of the index, at most a part of its price. */
  readonly fees: { readonly option_taker: number; readonly option_cap: number }
  /** Collateral ratio by asset, tiers in units of the asset; `*` for every other asset. */
  readonly collateral: Readonly<Record<string, readonly Tier[]>>
  readonly loans: Readonly<Record<string, LoanParams>>
  readonly assumptions: SettingTree
}
