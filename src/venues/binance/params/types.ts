import type { SettingTree } from '../../shared/switches.ts'

// Fields carry the names of the venue's API (sheet, sections 4 and 10). Fractions unless a unit is said.

/** One leverage bracket. Maintenance = maintMarginRatio × notional − cum. */
export interface Bracket {
  /** From which notional on: USDT or USDC for UM, coin for CM. Left out = 0. */
  readonly notionalFloor?: number
  readonly maintMarginRatio: number
  /** In the unit of the notional. */
  readonly cum: number
}

/** Standard margin of a short option, per coin and as fractions of the index. */
export interface OptionRatios {
  readonly initialMargin: number
  readonly minInitialMargin: number
  readonly maintenanceMargin: number
  readonly minMaintenanceMargin: number
}

/** The record of one coin, by the reason for the charge. */
export interface CoinParams {
  /** Futures maintenance: every UM contract on the coin, then every CM contract. */
  readonly um: readonly Bracket[]
  readonly cm: readonly Bracket[]
  /** What the user chose at the venue: futures initial margin = notional / leverage. */
  readonly leverage: number
  /** Absent where the coin's ratios are not known. */
  readonly options?: OptionRatios
}

/** One row of the tiered collateral rates, in coins. */
export interface CollateralTier {
  readonly tierFloor: number
  readonly tierCap: number
  readonly collateralRate: number
  readonly cum: number
}

export interface CollateralParams {
  readonly collateralRate: number
  /** Used by the tiered reading; absent = the flat rate. */
  readonly collateralInfo?: readonly CollateralTier[]
}

export interface CommonParams {
  /** Margin loan maintenance by the user's loan leverage. */
  readonly loanMMR: { readonly '3x': number; readonly '5x': number; readonly '10x': number }
  /** Collateral rates by asset. */
  readonly collateral: Readonly<Record<string, CollateralParams>>
  /** Gross margin loans with interest, in coins, where the portfolio gives only what is left after them. */
  readonly loans: Readonly<Record<string, number>>
  readonly assumptions: SettingTree
}
