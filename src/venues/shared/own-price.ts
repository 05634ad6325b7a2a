import type { OptionInstrument } from '../../domain/instrument.ts'
import { ownMark } from '../../domain/mark.ts'
import type { Expiry, Market } from '../../domain/market.ts'
import { printInstrument } from '../../domain/names/canonical.ts'
import type { Numerics } from '../../domain/numerics.ts'
import { expiryOn, volAt } from '../../domain/smile.ts'
import { yearsBetween } from '../../domain/units.ts'

/** Where an option's present value comes from: the market's smile, or the market's own price of the option in USD: its entry under `marks`, else its quote (the smile where none is given). */
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

/** A requirement, its standard and its equity, at several venues, ask the same of an option: kept as long as its market lives. */
interface Asked extends Readonly<Record<Prices, Map<OptionInstrument, OptionNow>>> {
  readonly numerics: Numerics
}
const markets = new WeakMap<Market, Asked>()

/** `buildBook` has made sure that the expiry and its smile are there; NaN where they are not. */
export function optionNow(o: OptionInstrument, market: Market, numerics: Numerics, prices: Prices): OptionNow {
  let asked = markets.get(market)
  if (asked?.numerics !== numerics) {
    asked = { numerics, smile: new Map(), quotes: new Map() }
    markets.set(market, asked)
  }
  const kept = asked[prices].get(o)
  if (kept !== undefined) return kept
  const now = look(o, market, numerics, prices)
  asked[prices].set(o, now)
  return now
}

function look(o: OptionInstrument, market: Market, numerics: Numerics, prices: Prices): OptionNow {
  const { strike } = o
  const u = market.underlyings[o.underlying]
  const expiry = u && expiryOn(u, o.expiry)
  const cp = o.type === 'call' ? 1 : -1
  const nan = Number.NaN
  if (expiry === undefined) return { cp, strike, forward: nan, fixed: 0, years: 0, rate: 0, vol: nan, value: nan, quoted: false }
  const years = yearsBetween(market.asOf, expiry.at)
  const { forward, rate, forwardFixed: fixed } = expiry
  const smiled = volAt(numerics, expiry, years, strike)
  const mark = prices === 'quotes' ? (ownMark(market, o, printInstrument(o)) ?? quoteOf(expiry, o)) : undefined
  if (mark === undefined) {
    const value = numerics.price(cp, forward, strike, years, smiled, rate)
    return { cp, strike, forward, fixed, years, rate, vol: smiled, value, quoted: false }
  }
  const { vol } = numerics.impliedVol(cp, forward, strike, years, mark, rate)
  // A price without time value (an American put deep in the money) implies no European vol.
  return { cp, strike, forward, fixed, years, rate, vol: vol ?? smiled, value: mark, quoted: true }
}
