import type { Holding, Instrument } from './instrument.ts'
import type { LiquidationRule } from './liquidation.ts'
import type { AccountResult, AccuracyRow, Requirement } from './margin.ts'
import type { Market } from './market.ts'
import type { Numerics } from './numerics.ts'
import type { CollateralAmount } from './portfolio.ts'
import type { Failure, Result } from './result.ts'
import type { GridValues, Revalue, ScenarioGrid } from './scenario.ts'

/**
 * Parameters that came into force on one day for one underlying. `params` is plain JSON: it is printed by `cli venues`, edited by the
 * user and handed back through `restoreParams`.
 */
export interface Dated<U> {
  /** Coin, or `*` for what holds for every coin. */
  readonly underlying: string
  /** ISO date (UTC) of the first day in force, or on which it was first known where `knownFrom` says so. */
  readonly from: string
  /** True where the start day is unknown and `from` is the day on which the set was known to hold. */
  readonly knownFrom?: boolean
  readonly label: string
  readonly source: string
  readonly params: U
}

/**
 * The whole parameter record of a venue for one run, as `cli venues` prints it and `--params` takes it:
 * one entry per underlying, plus what is common to all. Keys are the sheet's own names.
 */
export interface VenueParams<U = unknown, C = unknown> {
  readonly underlyings: Readonly<Record<string, U>>
  readonly common: C
}

/** One leg of the netted book, in the venue's own contract. */
export interface Leg extends Holding {
  /** Canonical name of `instrument`. */
  readonly name: string
  /** Canonical name of the contract the user holds, where the venue margins its own counterpart instead. */
  readonly heldAs?: string
  /** Average entry price in the venue's contract's own quote; absent = entered at mark. */
  readonly entry?: number
}

/** A book as one methodology sees it: netted per instrument, mapped to the venue's contracts, split into its accounts. */
export interface Account {
  /** `BTC`, `USDC`, or `all` where the venue keeps one account. */
  readonly name: string
  /** What the account's numbers are in: `USD`, `BTC`, ... */
  readonly currency: string
  readonly legs: readonly Leg[]
  readonly collateral: readonly CollateralAmount[]
  /** Orders that are resting (status `pending`), mapped like legs, not netted: one a line, `entry` its limit price. */
  readonly pending: readonly Leg[]
}

export interface Book {
  readonly legs: readonly Leg[]
  readonly pending: readonly Leg[]
  readonly collateral: readonly CollateralAmount[]
}

/** Everything a pure rule may look at. */
export interface Setting<U, C> {
  readonly params: VenueParams<U, C>
  readonly market: Market
  readonly numerics: Numerics
}

export interface Split {
  readonly accounts: readonly Account[]
  /** Sentences for the user: how collateral was spread, what was assumed. */
  readonly assumptions: readonly string[]
  readonly failures: readonly Failure[]
}

/** How a leg in another venue's style is taken: as it is, as the venue's own counterpart (said in `assumptions`), or not at all. */
export type Adoption = { readonly take: Instrument; readonly assumption?: string } | { readonly refuse: Failure }

/**
 * A venue's rules as data and pure functions. `U` is the parameter record of one underlying, `C` what is common to all.
 * Ask, then compute: `scenarios` says what is needed, `margin` uses exactly that.
 */
export interface Methodology<U = unknown, C = unknown> {
  readonly id: string
  readonly label: string
  readonly source: { readonly url: string; readonly asOf: string }
  readonly versions: readonly Dated<U>[]
  readonly common: readonly Dated<C>[]
  readonly accuracy: readonly AccuracyRow[]
  /** The door for edited parameters: every fault at once, by path. */
  restoreParams(value: unknown): Result<VenueParams<U, C>>
  /**
   * Where the record's price and vol ranges stand, for the slider that scales them: dotted patterns, `*` = every entry, `*[weight=1]` and
   * `*[weight!=1]` = those with or without that value, `@1` at the end = 1 means "nothing moves" (else 0). Absent = no rule looks at a range.
   */
  readonly ranges?: readonly string[]
  /** Sentences for the assumptions in force under these parameters (named switches and their setting). */
  assumptions(params: VenueParams<U, C>): readonly string[]
  adopt(instrument: Instrument): Adoption
  /**
   * Splits the book into margin accounts. `weights` (per account name, summing to 1) say how stablecoins are spread where the venue keeps
   * several accounts; absent on the first pass, in which stablecoins are left out and the initial requirements give the weights.
   */
  accounts(book: Book, setting: Setting<U, C>, weights?: Readonly<Record<string, number>>): Split
  /** Depends on nothing of an account but its name, legs, orders and coins: shared stablecoins move no scenario, and the engine asks once. */
  scenarios(account: Account, setting: Setting<U, C>): ScenarioGrid
  margin(account: Account, grid: ScenarioGrid, values: GridValues, setting: Setting<U, C>): AccountMargin
  /** The venue's non-portfolio margin of the same book, in USD over all accounts. Prices through `revalue`. */
  standard?(book: Book, setting: Setting<U, C>, revalue: Revalue): StandardMargin
  /** When and how the venue liquidates; absent = equity below maintenance, and the generic policy. */
  readonly liquidation?: LiquidationRule<U, C>
}

export interface AccountMargin {
  readonly result: AccountResult
  readonly failures: readonly Failure[]
}

export interface StandardMargin extends Requirement {
  /** Per account name, in that account's currency, where the standard rule also works account by account. */
  readonly accounts?: Readonly<Record<string, Requirement>>
  readonly failures: readonly Failure[]
  readonly assumptions: readonly string[]
}
