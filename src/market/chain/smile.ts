import type { Quote } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import type { SmileQuote } from '../svi/objective.ts'
import { median } from './rows.ts'
import type { ExpiryRows, OptionRow } from './sort.ts'

/** Call deltas between which quotes are fitted. */
const DELTA_LOW = 0.05
const DELTA_HIGH = 0.95

/** A call from the forward up and a put below it is out of the money. */
const isOutOfTheMoney = (row: OptionRow, forward: number): boolean => (row.instrument.type === 'call') === row.instrument.strike >= forward

/**
 * One vol a strike. A call and a put of one strike are one volatility by parity, whatever the forward; where a chain marks them apart, the
 * out-of-the-money one is taken (its whole price is time value, so its vol is the better determined one), and the other only where it is
 * alone. Ascending by strike.
 */
export function volByStrike(rows: ExpiryRows): { readonly strikes: readonly number[]; readonly vols: readonly number[] } {
  const chosen = new Map<number, OptionRow>()
  for (const row of rows.options) {
    const { strike } = row.instrument
    if (!chosen.has(strike) || isOutOfTheMoney(row, rows.forward)) chosen.set(strike, row)
  }
  const sorted = [...chosen].sort(([p], [q]) => p - q)
  return { strikes: sorted.map(([strike]) => strike), vols: sorted.map(([, row]) => row.vol) }
}

/** The quotes that a smile is fitted to: out of the money, call delta from 0.05 to 0.95 at their own vol, weighted by vega. */
export function fitQuotes(rows: ExpiryRows, years: number, numerics: Numerics): readonly SmileQuote[] {
  const quotes: SmileQuote[] = []
  for (const row of rows.options) {
    const { strike } = row.instrument
    if (!isOutOfTheMoney(row, rows.forward)) continue
    const { delta, vega } = numerics.greeks(1, rows.forward, strike, years, row.vol)
    if (delta >= DELTA_LOW && delta <= DELTA_HIGH && vega > 0) {
      quotes.push({ k: numerics.log(strike / rows.forward), vol: row.vol, weight: vega })
    }
  }
  return quotes.sort((p, q) => p.k - q.k)
}

/** The prices of the chain as quotes of the market, where the chain has any. */
export const quotesOf = (rows: ExpiryRows): readonly Quote[] =>
  rows.options
    .map(
      (row): Quote => ({
        strike: row.instrument.strike,
        type: row.instrument.type,
        ...(row.bid === undefined || row.bid < 0 ? {} : { bid: row.bid }),
        ...(row.ask === undefined || row.ask < 0 ? {} : { ask: row.ask }),
        ...(row.mark === undefined || row.mark < 0 ? {} : { mark: row.mark }),
      }),
    )
    .filter((q) => q.bid !== undefined || q.ask !== undefined || q.mark !== undefined)
    .sort((p, q) => p.strike - q.strike || (p.type < q.type ? -1 : 1))

/**
 * Bid-ask spread of an expiry in vol: median over its out-of-the-money quotes of vol(ask) − vol(bid), both implied at the expiry's
 * forward. Undefined where fewer than three quotes have a bid and an ask that imply a vol.
 */
export function spreadOf(rows: ExpiryRows, years: number, numerics: Numerics): number | undefined {
  const spreads: number[] = []
  for (const row of rows.options) {
    const { strike, settle } = row.instrument
    if (row.bid === undefined || row.ask === undefined || row.bid <= 0 || row.ask < row.bid || !isOutOfTheMoney(row, rows.forward)) continue
    const unit = settle === 'coin' ? rows.forward : 1
    const cp = row.instrument.type === 'call' ? 1 : -1
    const { delta } = numerics.greeks(1, rows.forward, strike, years, row.vol)
    if (delta < DELTA_LOW || delta > DELTA_HIGH) continue
    const bid = numerics.impliedVol(cp, rows.forward, strike, years, row.bid * unit)
    const ask = numerics.impliedVol(cp, rows.forward, strike, years, row.ask * unit)
    if (bid.vol !== null && ask.vol !== null) spreads.push(ask.vol - bid.vol)
  }
  return spreads.length < 3 ? undefined : median(spreads)
}
