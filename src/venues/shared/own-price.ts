import type { Instrument, OptionInstrument } from '../../domain/instrument.ts'
import type { Expiry, Market } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import { expiryOn, volAt } from '../../domain/smile.ts'
import { yearsBetween } from '../../domain/units.ts'

/** Where an option's present value comes from: the market's smile, or the market's own quote of the option in USD (its smile where none is given). */
export type Prices = 'smile' | 'quotes'
export const PRICES: readonly Prices[] = ['smile', 'quotes']

/** An option today: what its model needs, and its present value. USD per unit of the underlying, discounted. */
export interface OptionNow {
  readonly cp: 1 | -1
  readonly strike: number
  readonly forward: number
  /** The part of the forward that no longer moves (settlement window). */
  readonly fixed: number
  readonly years: number
  readonly rate: number
  /** Of the smile, or implied by the quote under Black-76. */
  readonly vol: number
  readonly value: number
  /** True where `value` is the market's quote. */
  readonly quoted: boolean
}

const quoteOf = (expiry: Expiry, o: OptionInstrument): number | undefined =>
  expiry.quotes.find((q) => q.strike === o.strike && q.type === o.type)?.mark

/** `buildBook` has made sure that the expiry and its smile are there; NaN where they are not. */
export function optionNow(o: OptionInstrument, market: Market, numerics: Numerics, prices: Prices): OptionNow {
  const u = market.underlyings[o.underlying]
  const expiry = u && expiryOn(u, o.expiry)
  const cp = o.type === 'call' ? 1 : -1
  const none = { cp, strike: o.strike, forward: Number.NaN, fixed: 0, years: 0, rate: 0, vol: Number.NaN, value: Number.NaN } as const
  if (expiry === undefined) return { ...none, quoted: false }
  const years = yearsBetween(market.asOf, expiry.at)
  const { forward, rate, forwardFixed: fixed } = expiry
  const smiled = volAt(numerics, expiry, years, o.strike)
  const base = { cp, strike: o.strike, forward, fixed, years, rate } as const
  const mark = prices === 'quotes' ? quoteOf(expiry, o) : undefined
  if (mark === undefined) return { ...base, vol: smiled, value: numerics.price(cp, forward, o.strike, years, smiled, rate), quoted: false }
  const { vol } = numerics.impliedVol(cp, forward, o.strike, years, mark, rate)
  // A price without time value (an American put deep in the money) implies no European vol.
  return { ...base, vol: vol ?? smiled, value: mark, quoted: true }
}

/** Index price of what a contract is on; NaN where the market has none. */
const indexOf = (instrument: Instrument, market: Market): number => market.underlyings[instrument.underlying]?.index ?? Number.NaN
