import type { Dialect, Instrument } from './instrument.ts'
import type { Coins, Usd } from './units.ts'

/** One line of the book as the user wrote it. */
export interface Position {
  readonly instrument: Instrument
  /** Signed, in coins. Exactly one of `quantity` and `notionalUsd` is given. */
  readonly quantity?: Coins
  /** Signed USD of a perpetual or future; coins = notionalUsd / mark. */
  readonly notionalUsd?: Usd
  /** Entry price in the instrument's own quote (coin for inverse options, USD otherwise). Left out = entered at mark. */
  readonly price?: number
  /** A leg switched off is kept and not counted. Left out = on. */
  readonly enabled?: boolean
}

export interface CollateralAmount {
  /** Coin, stablecoin or listed asset: `BTC`, `USDC`, `wstETH`. Case as the venue prints it. */
  readonly asset: string
  /** Balance after all trades; negative = borrowed. */
  readonly amount: number
}

export interface Order extends Position {
  readonly status: 'whatif' | 'pending'
}

/** `counterpoise/portfolio@1` after its door: names read, every number finite. */
export interface Portfolio {
  readonly name: string
  readonly names: Dialect
  readonly positions: readonly Position[]
  readonly collateral: readonly CollateralAmount[]
  readonly orders: readonly Order[]
}
