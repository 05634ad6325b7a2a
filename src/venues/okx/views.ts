import type { OptionInstrument } from '../../domain/instrument.ts'
import { linearMark, ownMark } from '../../domain/mark.ts'
import type { Expiry } from '../../domain/market.ts'
import type { Leg, Setting } from '../../domain/methodology.ts'
import { expiryOn, volAt } from '../../domain/smile.ts'
import { MILLIS_PER_DAY, yearsBetween } from '../../domain/units.ts'
import { once } from '../shared/once.ts'
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
  /** What a holding is worth: the market's own mark where it gives one, else `value`. */
  readonly mark: number
  /** The same after MR2's hours, at unchanged forward and vol. */
  readonly later: number
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
  /** Average entry: coin of a coin-margined option, else USD; absent = at mark. */
  readonly entry: number | undefined
  /** USD per coin. */
  readonly index: number
  /** USD: mark of a perpetual, future or spot, forward of an option. */
  readonly price: number
  /** Share of `price` that still moves; less than 1 inside the settlement window alone. */
  readonly moving: number
  /** 0 for perpetuals and spot. */
  readonly years: number
  /** Absent for all but options. */
  readonly option: OptionView | undefined
}

const HOURS_A_YEAR = 365 * 24

function optionView(
  i: OptionInstrument,
  name: string,
  forward: number,
  years: number,
  expiry: Expiry,
  { market, numerics, params }: OkxSetting,
): OptionView {
  const cp = i.type === 'call' ? 1 : -1
  const vol = volAt(numerics, expiry, years, i.strike)
  const { price: value, delta } = numerics.greeks(cp, forward, i.strike, years, vol)
  const left = Math.max(0, years - params.common.MR2.hours / HOURS_A_YEAR)
  const later = numerics.price(cp, forward, i.strike, left, vol)
  return {
    cp,
    strike: i.strike,
    vol,
    days: Math.max(0, expiry.at - market.asOf) / MILLIS_PER_DAY,
    value,
    mark: ownMark(market, i, name) ?? value,
    later,
    delta,
  }
}

/** What the rules need to know of a leg. `buildBook` has made sure that the market prices it. */
export const viewOf = once((leg: Leg, setting: OkxSetting): LegView => {
  const { instrument: i, name, quantity, entry } = leg
  const { market } = setting
  const u = market.underlyings[i.underlying]
  const settle = i.kind === 'spot' ? 'coin' : i.settle
  const inverse = settle === 'coin'
  const dated = i.kind === 'option' || i.kind === 'future'
  const expiry = u !== undefined && dated ? expiryOn(u, i.expiry) : undefined
  const years = dated ? yearsBetween(market.asOf, expiry?.at ?? i.expiry) : 0
  const price = i.kind === 'option' ? (expiry?.forward ?? Number.NaN) : linearMark(market, i)
  return {
    name,
    coin: i.underlying,
    kind: i.kind,
    inverse,
    family: inverse || i.kind === 'option' ? 'USD' : settle,
    settles: inverse ? i.underlying : settle,
    quantity,
    entry,
    index: u?.index ?? Number.NaN,
    price,
    moving: expiry === undefined ? 1 : (expiry.forward - expiry.forwardFixed) / expiry.forward,
    years,
    option: i.kind === 'option' && expiry !== undefined ? optionView(i, name, price, years, expiry, setting) : undefined,
  }
})

/** A holding of the coin as far as it is in use in the unit. */
export function spotView(coin: string, quantity: number, { market }: OkxSetting): LegView {
  const index = market.underlyings[coin]?.index ?? Number.NaN
  const shared = { name: coin, coin, kind: 'spot', inverse: true, family: 'USD', settles: coin, entry: undefined } as const
  return { quantity, index, price: index, moving: 1, years: 0, option: undefined, ...shared }
}

/** USD value of an option position: a coin-margined price is converted at the index, as all is in a risk unit (section 3). */
export const optionValue = (v: LegView, value: number): number => v.quantity * (v.inverse ? (value * v.index) / v.price : value)
