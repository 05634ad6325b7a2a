import type { OptionType } from './instrument.ts'
import type { Fraction, Millis, Rate, Usd, Vol } from './units.ts'

/** A smile of listed points: total variance linear in ln(strike) between them, flat vol beyond the ends. */
export interface PointsSmile {
  readonly type: 'points'
  /** Ascending. */
  readonly strikes: readonly Usd[]
  readonly vols: readonly Vol[]
}
/** Raw SVI of total variance in k = ln(K/forward). */
export interface SviSmile {
  readonly type: 'svi'
  readonly a: number
  readonly b: number
  readonly rho: number
  readonly m: number
  readonly sigma: number
}
export type Smile = PointsSmile | SviSmile

export interface Quote {
  readonly strike: Usd
  readonly type: OptionType
  /** In the instrument's own quote (coin for inverse). */
  readonly bid?: number
  readonly ask?: number
  readonly mark?: number
}

/** Oracle confidences, 0..1; 1 where the file says nothing. */
export interface ExpiryConfidence {
  readonly forward: Fraction
  readonly vol: Fraction
  readonly rate: Fraction
}

export interface Expiry {
  readonly at: Millis
  /** The whole forward, fixed part included. */
  readonly forward: Usd
  /** The part that no longer moves inside a settlement window; 0 outside it. */
  readonly forwardFixed: Usd
  readonly estimatedDelivery?: Usd
  readonly rate: Rate
  /** Absent where the expiry holds no options. */
  readonly smile?: Smile
  /** Strikes that are traded (for `points` the smile's own). */
  readonly strikes: readonly Usd[]
  readonly quotes: readonly Quote[]
  /** A fitted bid-ask spread in vol; shown as "modelled". */
  readonly spread?: { readonly vol: Vol }
  readonly confidence: ExpiryConfidence
}

export interface Underlying {
  readonly index: Usd
  readonly perpetual: Usd
  readonly fundingRate8h: Fraction
  /** Marks of single instruments by canonical name; they win over the defaults. */
  readonly marks: Readonly<Record<string, Usd>>
  /** Ascending by `at`; one per UTC date. */
  readonly expiries: readonly Expiry[]
  readonly confidence: { readonly index: Fraction; readonly perpetual: Fraction }
}

export interface AssetPrice {
  readonly price: Usd
  readonly confidence: Fraction
}

/** `counterpoise/market@1` after its door: every default filled in. */
export interface Market {
  readonly asOf: Millis
  readonly source: string
  readonly underlyings: Readonly<Record<string, Underlying>>
  /** USD price of USDC, USDT, ...; a stablecoin that is not listed is worth 1. */
  readonly stablecoins: Readonly<Record<string, Usd>>
  readonly assets: Readonly<Record<string, AssetPrice>>
}
