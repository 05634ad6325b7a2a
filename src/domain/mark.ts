import type { Instrument } from './instrument.ts'
import type { Market } from './market.ts'
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

/**
 * Undiscounted USD value of one coin's worth of the contract at the market's forward and smile (an option), or its mark (all else).
 * An inverse option's own quote is this over the forward. NaN where the market lacks the expiry or a smile.
 */
export function markUsd(market: Market, instrument: Instrument, numerics: Numerics): Usd {
  if (instrument.kind !== 'option') return linearMark(market, instrument)
  const u = market.underlyings[instrument.underlying]
  const expiry = u && expiryOn(u, instrument.expiry)
  if (expiry === undefined) return Number.NaN
  const years = yearsBetween(market.asOf, expiry.at)
  const vol = volAt(numerics, expiry, years, instrument.strike)
  return numerics.price(instrument.type === 'call' ? 1 : -1, expiry.forward, instrument.strike, years, vol)
}
