import { linearMark, ownMark } from '../../domain/mark.ts'
import type { Leg, Setting } from '../../domain/methodology.ts'
import { expiryOn, volAt } from '../../domain/smile.ts'
import { yearsBetween } from '../../domain/units.ts'
import { once } from '../shared/once.ts'
import { assetUsd } from '../shared/prices.ts'
import type { CoinParams, CommonParams } from './params/types.ts'

export type BinanceSetting = Setting<CoinParams, CommonParams>

interface Shared {
  readonly name: string
  readonly coin: string
  /** Signed, coins. */
  readonly quantity: number
  /** What the contract is margined and settled in: USDT, USDC or the coin. */
  readonly asset: string
  /** USD per unit of `asset`, at index. */
  readonly rate: number
  /** P&L since entry, in `asset`; 0 where entered at mark. */
  readonly pnl: number
}

export interface FutureView extends Shared {
  readonly kind: 'um' | 'cm'
  /** Size × mark in `asset`: the coins themselves for a CM contract. Not negative. */
  readonly notional: number
  readonly notionalUsd: number
}

/** Prices in USDT per coin. */
export interface OptionView extends Shared {
  readonly kind: 'option'
  readonly mark: number
  readonly index: number
  /** What it is out of the money by. */
  readonly otm: number
}

export type View = FutureView | OptionView

/** What the rules need to know of a leg. `buildBook` has made sure that the market prices it. Prices and entries in USD are divided by the stablecoin's. */
export const viewOf = once((leg: Leg, setting: BinanceSetting): View => {
  const { instrument, name, quantity, entry } = leg
  const coin = instrument.underlying
  const { market } = setting
  const asset = instrument.kind === 'spot' || instrument.settle === 'coin' ? coin : instrument.settle
  const rate = assetUsd(asset, market) ?? Number.NaN
  const shared = { name, coin, quantity, asset, rate }
  if (instrument.kind === 'option') {
    const mark = optionMark(leg, rate, setting)
    const index = (market.underlyings[coin]?.index ?? Number.NaN) / rate
    const otm = Math.max(0, instrument.type === 'call' ? instrument.strike - index : index - instrument.strike)
    // The premium is in the balance: an option counts at its mark. `pnl` is what an order at this price would win at once.
    return { kind: 'option', mark, index, otm, pnl: entry === undefined ? 0 : quantity * (mark - entry / rate), ...shared }
  }
  const usd = linearMark(market, instrument)
  const size = Math.abs(quantity)
  if (asset === coin) {
    // contracts × multiplier × (1/entry − 1/mark), and contracts × multiplier = coins × mark.
    const pnl = entry === undefined ? 0 : quantity * (usd / entry - 1)
    return { kind: 'cm', notional: size, notionalUsd: size * usd, pnl, ...shared }
  }
  const mark = usd / rate
  const pnl = entry === undefined ? 0 : quantity * (mark - entry / rate)
  return { kind: 'um', notional: size * mark, notionalUsd: size * usd, pnl, ...shared }
})

/** The market's own mark, else Black-Scholes on the forward, in USDT (section 3; the vol is the market's own). */
function optionMark({ instrument, name }: Leg, usdt: number, { market, numerics }: BinanceSetting): number {
  const u = market.underlyings[instrument.underlying]
  const expiry = u && instrument.kind === 'option' ? expiryOn(u, instrument.expiry) : undefined
  if (instrument.kind !== 'option' || expiry === undefined) return Number.NaN
  const own = ownMark(market, instrument, name)
  if (own !== undefined) return own / usdt
  const years = yearsBetween(market.asOf, expiry.at)
  const vol = volAt(numerics, expiry, years, instrument.strike)
  return numerics.price(instrument.type === 'call' ? 1 : -1, expiry.forward / usdt, instrument.strike, years, vol)
}
