import type { SettingTree } from '../../shared/switches.ts'

/** One tier of a perpetual: from `lowerBound` (USD of notional; left out = 0) on, at most this leverage. Maintenance rate = 1 / (2 × maxLeverage). */
export interface MarginTier {
  readonly lowerBound?: number
  readonly maxLeverage: number
}

/** Cross margin of the perpetual on one coin. */
export interface PerpParams {
  readonly marginTiers: readonly MarginTier[]
  /** What the user chose at the venue; initial margin = size × mark / leverage. */
  readonly leverage: number
}

/** A cap in tokens, for one user and for all users together. The user's part of the second is not known: it binds at most as it stands. */
export interface Cap {
  readonly user: number
  readonly global: number
}

/** A token of the portfolio margin account. */
export interface TokenParams {
  /** 0 = no collateral. */
  readonly ltv: number
  readonly supplyCap: Cap
  /** Only tokens that have one can be borrowed. */
  readonly borrowCap?: Cap
}

/** Stablecoin borrow APY = base + slope × max(0, utilisation − kink); `protocolShare` of the interest stays with the protocol. */
export interface InterestParams {
  readonly base: number
  readonly slope: number
  readonly kink: number
  readonly protocolShare: number
}

export interface CommonParams {
  /** USDC. */
  readonly minBorrowOffset: number
  /** Ratio above which the account may be liquidated. */
  readonly trigger: number
  readonly tokens: Readonly<Record<string, TokenParams>>
  readonly interest: InterestParams
  readonly assumptions: SettingTree
}
