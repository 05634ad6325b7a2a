import type { Prices } from '../own-price.ts'
import type { SettingTree } from '../switches.ts'

// Fields by the reason for the charge; a and b are the sheet's own letters. Fractions unless a unit is said.

/** The class of one underlying: which percentages a naked option on it pays. */
export interface StrategyClass {
  /** Of the price of the underlying, less the amount out of the money. */
  readonly a: number
  /** The floor: of the price for calls, of the strike for puts. */
  readonly b: number
  /** Of a leveraged fund; multiplies both. */
  readonly leverage_factor: number
  /** European and settled in cash: a short box then needs no more than its cost to close, with a margin. */
  readonly cash_settled: boolean
  readonly prices: Prices
  /** A unit that covers options on another underlying: one unit of it stands for so many units there. */
  readonly stands_for?: { readonly underlying: string; readonly units: number }
}

export interface StrategyCommon {
  readonly stock: {
    readonly long_initial: number
    readonly long_maintenance: number
    /** Beyond the proceeds. */
    readonly short_initial: number
    readonly short_maintenance: number
  }
  readonly long_option: {
    /** Of the option's value; 1 = no loan value. */
    readonly share: number
    /** The same beyond so many calendar months. */
    readonly long_dated_share: number
    readonly long_dated_months: number
  }
  /** Maintenance of stock with an option beside it. */
  readonly hedged_stock: {
    /** Of a long put's strike, plus the amount out of the money. */
    readonly strike_share: number
    /** A collar's most: of the call's strike. */
    readonly collar_call_share: number
    /** Conversion and reverse conversion: of the strike. */
    readonly conversion_share: number
  }
  /** A cash-settled short box: its cost to close times this. */
  readonly box_close_factor: number
  readonly assumptions: SettingTree
}

/** One option of the netted book. USD per unit of the underlying. */
export interface OptionLot {
  readonly name: string
  readonly cp: 1 | -1
  readonly strike: number
  /** Milliseconds; only the order matters, and equality. */
  readonly expiry: number
  /** Signed units of the underlying (contracts × contract size). */
  readonly units: number
  /** Premium at the start, current value later. */
  readonly value: number
  /** Whether it has more than the nine months left. */
  readonly longDated: boolean
}

/** Net units of the underlying, signed, and the price of one. */
export interface StockLot {
  readonly units: number
  readonly price: number
}

/** One position or recognised strategy of the netted book; amounts in USD. */
export interface Part {
  readonly kind: PartKind
  /** The requirement of the sheet's section 2. */
  readonly initial: number
  readonly maintenance: number
  /** Option value inside the requirement that the account's equity already lacks: it counts once. */
  readonly value: number
  /** The formula filled in; a large book shows few of them. */
  readonly formula: () => string
}

export type PartKind = 'stock' | 'covered options' | 'spreads' | 'straddles' | 'naked options' | 'long options'
export const PART_KINDS: readonly PartKind[] = ['stock', 'covered options', 'spreads', 'straddles', 'naked options', 'long options']
