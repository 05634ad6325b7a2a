import type { Instrument } from './instrument.ts'
import type { Market, Underlying } from './market.ts'
import { printInstrument } from './names/canonical.ts'
import type { Numerics } from './numerics.ts'
import { expiryOn, volAt } from './smile.ts'
import { type Usd, yearsBetween } from './units.ts'

/** The mark of a future, perpetual or spot holding in USD: the market's own `marks` first, else by kind. NaN where the market has none. */
export function linearMark(market: Market, instrument: Instrument): Usd {
  const u = market.underlyings[instrument.underlying]
  if (u === undefined) {
    const asset = market.assets[instrument.underlying]
    return instrument.kind === 'spot' && asset !== undefined ? asset.price : Number.NaN
  }
  if (instrument.kind === 'spot') return u.index
  const own = u.marks[printInstrument(instrument)]
  if (own !== undefined) return own
  if (instrument.kind === 'perpetual') return u.perpetual
  return expiryOn(u, instrument.expiry)?.forward ?? Number.NaN
}

/** What the market's own `marks` say of an instrument, USD; undefined where they do not name it. `name` is its canonical name. */
export function ownMark(market: Market, { underlying }: Instrument, name: string): Usd | undefined {
  const u = market.underlyings[underlying]
  if (u === undefined) return undefined
  let marks = listed.get(u)
  if (marks === undefined) {
    marks = new Map(Object.entries(u.marks))
    listed.set(u, marks)
  }
  return marks.size === 0 ? undefined : marks.get(name)
}

/** The marks by name: every venue asks for those of every leg, and most markets list none. Kept as long as the market lives. */
const listed = new WeakMap<Underlying, ReadonlyMap<string, Usd>>()

/**
 * USD value of one coin's worth of the contract: the market's own `marks` first, else an option's undiscounted price at the market's forward
 * and smile. An inverse option's own quote is this over the forward. NaN where the market lacks the expiry or a smile. What a scenario
 * compares with is the model's price, never this.
 */
export function markUsd(market: Market, instrument: Instrument, numerics: Numerics): Usd {
  if (instrument.kind !== 'option') return linearMark(market, instrument)
  const u = market.underlyings[instrument.underlying]
  const expiry = u && expiryOn(u, instrument.expiry)
  if (expiry === undefined) return Number.NaN
  const own = ownMark(market, instrument, printInstrument(instrument))
  if (own !== undefined) return own
  const years = yearsBetween(market.asOf, expiry.at)
  const vol = volAt(numerics, expiry, years, instrument.strike)
  return numerics.price(instrument.type === 'call' ? 1 : -1, expiry.forward, instrument.strike, years, vol)
}
