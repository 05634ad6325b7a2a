import { linearMark } from '../../domain/mark.ts'
import type { Market } from '../../domain/market.ts'
import type { Leg, Setting } from '../../domain/methodology.ts'
import { expiryOn, volAt } from '../../domain/smile.ts'
import { MILLIS_PER_DAY, yearsBetween } from '../../domain/units.ts'
import type { CommonParams, UnderlyingParams } from './params/types.ts'

export type OkxSetting = Setting<UnderlyingParams, CommonParams>

/** The record of a coin: its own, else that of every other coin. */
export const recordFor = (coin: string, { params }: OkxSetting): UnderlyingParams | undefined =>
  params.underlyings[coin] ?? params.underlyings['*']

/** What an option adds to a view: everything of it that no scenario moves. */
export interface OptionView {
  readonly cp: 1 | -1
  readonly strike: number
  readonly vol: number
  readonly days: number
  /** Black-76 value in USD per coin on the forward; the coin price is this over the forward. */
  readonly value: number
  /** Black delta to the forward. */
  readonly delta: number
}

export interface LegView {
  readonly name: string
  readonly coin: string
  readonly kind: 'perpetual' | 'future' | 'option' | 'spot'
  /** Settles in the coin itself. */
  readonly inverse: boolean
  /** Quote family of MR9. USD holds inverse contracts and all options. */
  readonly family: 'USDT' | 'USDC' | 'USD'
  /** Where its P&L and value count: a coin, USDT or USDC (USD-margined contracts settle in dollars and several dollar stablecoins). */
  readonly settles: string
  /** Signed, coins. */
  readonly quantity: number
  /** Average entry in the contract's own quote; absent = at mark. */
  readonly entry: number | undefined
  /** USD per coin. */
  readonly index: number
  /** USD: mark of a perpetual, future or spot, forward of an option. */
  readonly price: number
  /** Share of `price` that still moves; less than 1 inside the settlement window alone. */
  readonly moving: number
  /** 0 for perpetuals and spot. */
  readonly years: number
  readonly option?: OptionView
}

/** USD per unit of an asset; undefined where the market has no price of it. */
export function assetUsd(asset: string, market: Market): number | undefined {
  if (asset === 'USD') return 1
  const listed = market.stablecoins[asset] ?? market.underlyings[asset]?.index ?? market.assets[asset]?.price
  return listed ?? (asset === 'USDC' || asset === 'USDT' ? 1 : undefined)
}

/** What the rules need to know of a leg. `buildBook` has made sure that the market prices it. */
export function viewOf(leg: Leg, { market, numerics }: OkxSetting): LegView {
  const { instrument: i, name, quantity, entry } = leg
  const u = market.underlyings[i.underlying]
  const coin = i.underlying
  const settle = i.kind === 'spot' ? 'coin' : i.settle
  const inverse = settle === 'coin'
  const shared = {
    name,
    coin,
    kind: i.kind,
    inverse,
    family: inverse || i.kind === 'option' ? 'USD' : settle,
    settles: inverse ? coin : settle,
    quantity,
    entry,
    index: u?.index ?? Number.NaN,
  } as const
  const expiry = u !== undefined && (i.kind === 'option' || i.kind === 'future') ? expiryOn(u, i.expiry) : undefined
  const moving = expiry === undefined ? 1 : (expiry.forward - expiry.forwardFixed) / expiry.forward
  if (i.kind !== 'option') {
    const at = i.kind === 'future' ? (expiry?.at ?? i.expiry) : market.asOf
    return { ...shared, price: linearMark(market, i), moving, years: yearsBetween(market.asOf, at) }
  }
  if (expiry === undefined) return { ...shared, price: Number.NaN, moving, years: 0 }
  const cp = i.type === 'call' ? 1 : -1
  const years = yearsBetween(market.asOf, expiry.at)
  const vol = volAt(numerics, expiry, years, i.strike)
  const { price: value, delta } = numerics.greeks(cp, expiry.forward, i.strike, years, vol)
  const days = Math.max(0, expiry.at - market.asOf) / MILLIS_PER_DAY
  return { ...shared, price: expiry.forward, moving, years, option: { cp, strike: i.strike, vol, days, value, delta } }
}

/** A holding of the coin as far as it is in use in the unit. */
export function spotView(coin: string, quantity: number, { market }: OkxSetting): LegView {
  const index = market.underlyings[coin]?.index ?? Number.NaN
  const shared = { name: coin, coin, kind: 'spot', inverse: true, family: 'USD', settles: coin, entry: undefined } as const
  return { ...shared, quantity, index, price: index, moving: 1, years: 0 }
}

/** USD value of an option position: a coin-margined price is converted at the index, as all is in a risk unit (section 3). */
export function optionValue(v: LegView, value: number, forward = v.price, index = v.index): number {
  return v.quantity * (v.inverse ? (value * index) / forward : value)
}
