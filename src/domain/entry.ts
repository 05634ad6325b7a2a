import type { Instrument } from './instrument.ts'
import type { Market } from './market.ts'
import type { Numerics } from './numerics.ts'
import { expiryOn } from './smile.ts'
import { yearsBetween } from './units.ts'

/** How an entry price is said: in coins, in US dollars, or as the volatility it implies (a fraction a year). */
export type EntryUnit = 'coin' | 'USD' | 'IV'

/** The unit in which a contract is quoted: coins for inverse options, dollars for all else. */
export const ownUnit = (i: Instrument): EntryUnit => (i.kind === 'option' && i.settle === 'coin' ? 'coin' : 'USD')

/** True where a price of this contract can be said in the unit: a volatility is of options only, and lines are quoted in dollars. */
export const takesUnit = (i: Instrument, unit: EntryUnit): boolean => unit === 'USD' || i.kind === 'option'

interface Pricing {
  readonly cp: 1 | -1
  readonly forward: number
  readonly strike: number
  readonly years: number
}

function pricing(i: Instrument, market: Market): Pricing | undefined {
  if (i.kind !== 'option') return undefined
  const u = market.underlyings[i.underlying]
  const expiry = u && expiryOn(u, i.expiry)
  if (expiry === undefined) return undefined
  return { cp: i.type === 'call' ? 1 : -1, forward: expiry.forward, strike: i.strike, years: yearsBetween(market.asOf, expiry.at) }
}

/**
 * A price said in some unit, in the contract's own quote. Dollars, coins and volatilities of an option meet at the market's forward of its
 * expiry (undiscounted Black-76; an inverse option's coin price is dollars over that forward). Undefined where the market lacks the expiry,
 * the unit does not fit the contract, or a volatility is given and `numerics` is not there yet.
 */
export function toOwnQuote(value: number, unit: EntryUnit, i: Instrument, market: Market, numerics?: Numerics): number | undefined {
  if (i.kind !== 'option') return unit === 'USD' ? value : undefined
  if (unit === ownUnit(i)) return value
  const at = pricing(i, market)
  if (at === undefined) return undefined
  if (unit !== 'IV') return unit === 'coin' ? value * at.forward : value / at.forward
  if (numerics === undefined) return undefined
  const usd = numerics.price(at.cp, at.forward, at.strike, at.years, value)
  return ownUnit(i) === 'coin' ? usd / at.forward : usd
}

/** The same the other way; undefined too where no volatility gives that price. */
export function fromOwnQuote(price: number, unit: EntryUnit, i: Instrument, market: Market, numerics?: Numerics): number | undefined {
  if (i.kind !== 'option') return unit === 'USD' ? price : undefined
  if (unit === ownUnit(i)) return price
  const at = pricing(i, market)
  if (at === undefined) return undefined
  const usd = ownUnit(i) === 'coin' ? price * at.forward : price
  if (unit === 'USD') return usd
  if (unit === 'coin') return usd / at.forward
  return numerics?.impliedVol(at.cp, at.forward, at.strike, at.years, usd).vol ?? undefined
}
