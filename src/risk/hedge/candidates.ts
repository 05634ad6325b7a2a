import type { Instrument } from '../../domain/instrument.ts'
import { markUsd } from '../../domain/mark.ts'
import type { Expiry } from '../../domain/market.ts'
import { printInstrument } from '../../domain/names/canonical.ts'
import { contractSize } from '../../domain/names/contracts.ts'
import type { Failure } from '../../domain/result.ts'
import { expiryOn, volAt } from '../../domain/smile.ts'
import { yearsBetween } from '../../domain/units.ts'
import type { Subject } from '../subject.ts'

/** What may be traded, as the user gives it; prices in the instrument's own quote (coin for inverse options, USD otherwise). */
export interface Candidate {
  readonly instrument: Instrument
  readonly bid?: number
  readonly ask?: number
  /** Coins. */
  readonly lot?: number
  /** Most coins, either way. */
  readonly max?: number
}

export interface CoinGreeks {
  readonly delta: number
  readonly gamma: number
  readonly vega: number
  readonly theta: number
}

/** One contract ready to be weighed. USD per coin. */
export interface Offer {
  readonly instrument: Instrument
  readonly name: string
  readonly bid: number
  readonly ask: number
  readonly mark: number
  /** USD per unit of the contract's own quote: the forward of an inverse option, else 1. */
  readonly quote: number
  readonly lot: number
  readonly max: number
  readonly greeks: CoinGreeks
}

export interface Offers {
  readonly offers: readonly Offer[]
  readonly failures: readonly Failure[]
  readonly assumptions: readonly string[]
}

/** Where the user gives no lot. */
const LOT = { option: 0.1, line: 0.01 }

/** Greeks of one coin of the contract, USD; vega per 1.00 of vol, theta per year. */
export function greeksOf({ market, core }: Pick<Subject, 'market' | 'core'>, i: Instrument): CoinGreeks {
  if (i.kind !== 'option') return { delta: 1, gamma: 0, vega: 0, theta: 0 }
  const u = market.underlyings[i.underlying]
  const expiry = u && expiryOn(u, i.expiry)
  if (expiry === undefined) return { delta: Number.NaN, gamma: Number.NaN, vega: Number.NaN, theta: Number.NaN }
  const years = yearsBetween(market.asOf, expiry.at)
  const vol = volAt(core, expiry, years, i.strike)
  const { delta, gamma, vega, theta } = core.greeks(i.type === 'call' ? 1 : -1, expiry.forward, i.strike, years, vol)
  return { delta, gamma, vega, theta }
}

/** Every contract of the market's expiries and each perpetual, of the coins of the book, with the market's quotes or fitted spreads. */
export function chainOf({ market, book, core }: Subject): readonly Candidate[] {
  const coins = [...new Set(book.legs.map((l) => l.instrument.underlying))]
  return coins.flatMap((underlying): Candidate[] => {
    const u = market.underlyings[underlying]
    if (u === undefined) return []
    const options = u.expiries.flatMap((e) =>
      e.at <= market.asOf
        ? []
        : e.strikes.flatMap((strike) => (['call', 'put'] as const).map((type) => optionOf(e, underlying, strike, type))),
    )
    return [{ instrument: { kind: 'perpetual', underlying, settle: 'coin' } }, ...options]
  })

  function optionOf(e: Expiry, underlying: string, strike: number, type: 'call' | 'put'): Candidate {
    const instrument: Instrument = { kind: 'option', underlying, settle: 'coin', expiry: e.at, strike, type }
    const quote = e.quotes.find((q) => q.strike === strike && q.type === type)
    if (quote !== undefined) {
      const { bid, ask } = quote
      return { instrument, ...(bid === undefined ? {} : { bid }), ...(ask === undefined ? {} : { ask }) }
    }
    if (e.spread === undefined) return { instrument }
    const years = yearsBetween(market.asOf, e.at)
    const vol = volAt(core, e, years, strike)
    const at = (v: number): number => core.price(type === 'call' ? 1 : -1, e.forward, strike, years, Math.max(v, 0)) / e.forward
    return { instrument, bid: at(vol - e.spread.vol / 2), ask: at(vol + e.spread.vol / 2) }
  }
}

/** Candidates in the venue's own contracts; what it does not list or the market cannot price is a named failure. */
export function offersOf(subject: Subject, candidates: readonly Candidate[]): Offers {
  const { venue, market, core, book } = subject
  const failures: Failure[] = []
  const said = new Set<string>()
  const seen = new Set<string>()
  const offers = candidates.flatMap((c): Offer[] => {
    const adopted = venue.adopt(c.instrument)
    if ('refuse' in adopted) {
      failures.push(adopted.refuse)
      return []
    }
    const { take } = adopted
    const name = printInstrument(take)
    if (seen.has(name) || take.kind === 'spot') return []
    seen.add(name)
    const mark = markUsd(market, take, core)
    if (!Number.isFinite(mark)) {
      failures.push({ instrument: name, reason: 'NO_PRICE', message: `the market has no price of ${name}: it is no candidate` })
      return []
    }
    // A coin premium in USD: the quote times the forward of its expiry.
    const held = c.instrument
    const given = quoteOf(subject, held)
    const usd = (quote: number | undefined): number => (quote === undefined ? mark : quote * given)
    if (c.bid === undefined || c.ask === undefined) said.add('where there is no bid or ask a candidate trades at its mark, at no cost')
    const size = contractSize(take, 'deribit')
    const known = size === undefined ? undefined : 'coins' in size ? size.coins : size.usd / mark
    const lot = c.lot ?? Math.min(known ?? Number.POSITIVE_INFINITY, take.kind === 'option' ? LOT.option : LOT.line)
    if (c.lot === undefined)
      said.add(`where a candidate names no lot: ${LOT.option} of an option, ${LOT.line} of a perpetual or future, in coins`)
    const gross = book.legs.reduce((sum, l) => sum + (l.instrument.underlying === take.underlying ? Math.abs(l.quantity) : 0), 0)
    const max = c.max ?? Math.max(lot, Math.ceil(gross / lot) * lot)
    if (c.max === undefined) said.add('where a candidate names no most, it is the sum of all sizes of its coin’s legs')
    return [
      {
        instrument: take,
        name,
        bid: usd(c.bid),
        ask: usd(c.ask),
        mark,
        quote: quoteOf(subject, take),
        lot,
        max,
        greeks: greeksOf(subject, take),
      },
    ]
  })
  return { offers, failures, assumptions: [...said] }
}

/** A coin premium is worth its forward; every other quote is in USD. */
function quoteOf({ market }: Subject, i: Instrument): number {
  if (i.kind !== 'option' || i.settle !== 'coin') return 1
  const u = market.underlyings[i.underlying]
  return (u && expiryOn(u, i.expiry)?.forward) ?? Number.NaN
}
