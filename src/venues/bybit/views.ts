import type { Settle } from '../../domain/instrument.ts'
import { linearMark } from '../../domain/mark.ts'
import type { Leg, Setting } from '../../domain/methodology.ts'
import { expiryOn, volAt } from '../../domain/smile.ts'
import { MILLIS_PER_DAY, yearsBetween } from '../../domain/units.ts'
import type { CoinParams, CommonParams } from './params/types.ts'

export type BybitSetting = Setting<CoinParams, CommonParams>

/** What an option adds to a view: everything of it that no scenario moves. */
export interface OptionView {
  readonly cp: 1 | -1
  readonly strike: number
  readonly vol: number
  readonly years: number
  readonly days: number
  readonly forward: number
  /** The part of the forward that still moves; less than the whole only while the delivery price is averaged. */
  readonly moving: number
  /** The mark that the market lists for this very contract. */
  readonly published: number | undefined
}

/** One leg as the rules look at it. Prices in USD per coin. */
export interface View {
  readonly name: string
  readonly coin: string
  readonly settle: Settle
  /** Signed, coins. */
  readonly quantity: number
  /** Average entry of a position, limit price of an order; absent = at mark. */
  readonly entry: number | undefined
  readonly index: number
  readonly mark: number
  /** Absent for perpetuals and futures. */
  readonly option?: OptionView
}

/** The record of a coin, or that of all other coins. */
export const coinParams = (coin: string, { params }: BybitSetting): CoinParams | undefined =>
  params.underlyings[coin] ?? params.underlyings['*']

/** What the rules need to know of a leg. `buildBook` has made sure that the market prices it. */
export function viewOf(leg: Leg, { market, numerics }: BybitSetting): View {
  const { instrument, name, quantity, entry } = leg
  const u = market.underlyings[instrument.underlying]
  const settle = instrument.kind === 'spot' ? 'coin' : instrument.settle
  const shared = { name, coin: instrument.underlying, settle, quantity, entry, index: u?.index ?? Number.NaN }
  if (instrument.kind !== 'option') return { ...shared, mark: linearMark(market, instrument) }
  const expiry = u && expiryOn(u, instrument.expiry)
  if (expiry === undefined) return { ...shared, mark: Number.NaN }
  const { strike } = instrument
  const cp = instrument.type === 'call' ? 1 : -1
  const years = yearsBetween(market.asOf, expiry.at)
  const vol = volAt(numerics, expiry, years, strike)
  const { forward } = expiry
  return {
    ...shared,
    mark: numerics.price(cp, forward, strike, years, vol),
    option: {
      cp,
      strike,
      vol,
      years,
      days: Math.max(0, expiry.at - market.asOf) / MILLIS_PER_DAY,
      forward,
      moving: forward - expiry.forwardFixed,
      published: u?.marks[name],
    },
  }
}
