import type { Coins, Millis, Usd } from './units.ts'

export type OptionType = 'call' | 'put'

/** What a contract settles in. `coin` is an inverse contract, the others are linear. */
export type Settle = 'coin' | 'USDC' | 'USDT'

interface Base {
  /** Coin name, upper case: `BTC`. */
  readonly underlying: string
}

export interface OptionInstrument extends Base {
  readonly kind: 'option'
  readonly settle: Settle
  /** 08:00 UTC of the expiry date. Matching to the market is by UTC date, whatever the market's hour. */
  readonly expiry: Millis
  readonly strike: Usd
  readonly type: OptionType
}
export interface FutureInstrument extends Base {
  readonly kind: 'future'
  readonly settle: Settle
  readonly expiry: Millis
}
export interface PerpetualInstrument extends Base {
  readonly kind: 'perpetual'
  readonly settle: Settle
}
/** A holding of the coin itself; the same as collateral of that coin. */
export interface SpotInstrument extends Base {
  readonly kind: 'spot'
}
export type Instrument = OptionInstrument | FutureInstrument | PerpetualInstrument | SpotInstrument

/** An amount of one instrument, signed, in coins of the underlying. */
export interface Holding {
  readonly instrument: Instrument
  readonly quantity: Coins
}

/** Whose dialect a name is in where two venues use one name for different contracts. */
export type Dialect = 'deribit' | 'derive' | 'okx' | 'bybit' | 'binance' | 'paradex'
export const DIALECTS: readonly Dialect[] = ['deribit', 'derive', 'okx', 'bybit', 'binance', 'paradex']
