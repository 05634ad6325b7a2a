import type { Expiry, Market, Smile, Underlying } from '../domain/market.ts'
import type { Numerics } from '../domain/numerics.ts'
import { expiryOn, volAt } from '../domain/smile.ts'
import { yearsBetween } from '../domain/units.ts'

/** What can differ between two markets. Rates, funding, quotes, spreads and confidences go with the prices. */
export type MarketCause = 'spot' | 'vol' | 'time'

/** Vols that differ by less than this share are the same vol read through another formula. */
const SAME = 1e-10

const text = (value: unknown): string => JSON.stringify(value)

/** Everything of a market but its vols and its time. */
const prices = (m: Market): string =>
  text([
    m.stablecoins,
    m.assets,
    Object.entries(m.underlyings).map(([coin, u]) => [
      coin,
      { ...u, expiries: u.expiries.map(({ smile: _smile, strikes: _strikes, quotes: _quotes, ...e }) => e) },
    ]),
  ])

const strikesOf = (e: Expiry): readonly number[] =>
  e.strikes.length > 0 ? e.strikes : e.smile?.type === 'points' ? e.smile.strikes : [e.forward * 0.8, e.forward, e.forward * 1.25]

function sameVols(a: Market, b: Market, numerics: Numerics): boolean {
  if (Object.keys(a.underlyings).length !== Object.keys(b.underlyings).length) return false
  return Object.entries(a.underlyings).every(([coin, u]) => {
    const other = b.underlyings[coin]
    if (other === undefined || other.expiries.length !== u.expiries.length) return false
    return u.expiries.every((e) => {
      const f = expiryOn(other, e.at)
      if (f === undefined || (e.smile === undefined) !== (f.smile === undefined)) return false
      if (e === f || e.smile === undefined || text(e.smile) === text(f.smile)) return true
      const [p, q] = [yearsBetween(a.asOf, e.at), yearsBetween(b.asOf, f.at)]
      // With no time left no vol prices anything.
      if (p <= 0 || q <= 0) return true
      return [...strikesOf(e), ...strikesOf(f)].every((k) => {
        const [v, w] = [volAt(numerics, e, p, k), volAt(numerics, f, q, k)]
        return Math.abs(v - w) <= SAME * Math.max(v, w)
      })
    })
  })
}

/** What differs between two markets, in the order spot, vol, time. A vol is compared strike by strike. */
export function marketCauses(a: Market, b: Market, numerics: Numerics): readonly MarketCause[] {
  return [
    ...(prices(a) === prices(b) ? [] : ['spot' as const]),
    ...(sameVols(a, b, numerics) ? [] : ['vol' as const]),
    ...(a.asOf === b.asOf ? [] : ['time' as const]),
  ]
}

/** The prices of `to` with the vols, strike by strike, and the time of `from`. */
export function withPrices(from: Market, to: Market, numerics: Numerics): Market {
  const underlyings: Record<string, Underlying> = {}
  for (const [coin, u] of Object.entries(to.underlyings)) {
    const was = from.underlyings[coin]
    underlyings[coin] = { ...u, expiries: u.expiries.map((e) => withSmileOf(e, was && expiryOn(was, e.at), from, from.asOf, numerics)) }
  }
  return { ...to, asOf: from.asOf, underlyings }
}

/** The market `to` at the time of `from`: prices and vols, strike by strike, are those of `to`. */
export function atTimeOf(from: Market, to: Market, numerics: Numerics): Market {
  const underlyings: Record<string, Underlying> = {}
  for (const [coin, u] of Object.entries(to.underlyings)) {
    underlyings[coin] = { ...u, expiries: u.expiries.map((e) => withSmileOf(e, e, to, from.asOf, numerics)) }
  }
  return { ...to, asOf: from.asOf, underlyings }
}

/** The expiry with the vols that `of` has in its market, kept strike by strike under another forward and another time. */
function withSmileOf(e: Expiry, of: Expiry | undefined, market: Market, now: number, numerics: Numerics): Expiry {
  if (of?.smile === undefined) return e
  const smile = kept(of, of.smile, yearsBetween(market.asOf, of.at), e.forward, yearsBetween(now, of.at), numerics)
  return smile === of.smile && e === of ? e : { ...e, smile, strikes: of.strikes }
}

function kept(of: Expiry, smile: Smile, years: number, forward: number, left: number, numerics: Numerics): Smile {
  if (smile.type === 'points' || (forward === of.forward && years === left)) return smile
  if (years > 0 && left > 0) {
    const time = left / years
    return { ...smile, a: smile.a * time, b: smile.b * time, m: smile.m - numerics.log(forward / of.forward) }
  }
  // Raw SVI says no vol where no time is left: read at the strikes with whatever time there is.
  if (years <= 0 || of.strikes.length === 0) return smile
  return { type: 'points', strikes: of.strikes, vols: of.strikes.map((k) => volAt(numerics, of, years, k)) }
}
