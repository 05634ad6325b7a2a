import type { Expiry, Market, Underlying } from '../domain/market.ts'
import type { Numerics } from '../domain/numerics.ts'
import { yearsBetween } from '../domain/units.ts'

/** A market reduced to what may be bundled, and the expiries that could not be. */
export interface Bundle {
  readonly market: Market
  readonly dropped: readonly { readonly underlying: string; readonly expiry: string; readonly reason: string }[]
}

/** The ladder reaches this many standard deviations either side of the forward, */
const REACH = 2.5
/** in about so many strikes. */
const STRIKES = 24
/** Digits that fitted parameters and forwards keep: far finer than the fit, and short to read. */
const DIGITS = 8

/**
 * Reduces a market that was fitted to a chain to our own numbers: SVI parameters, forwards, index and perpetual, fitted spread, and a
 * strike ladder of round numbers made here. No quote, mark or strike of the chain is kept; an expiry whose smile is not SVI is dropped and
 * named, since its points would be the chain's own. `source` must say what was fitted, with place and date.
 */
export function bundle(market: Market, source: string, numerics: Numerics): Bundle {
  const dropped: { underlying: string; expiry: string; reason: string }[] = []
  const underlyings = Object.entries(market.underlyings).map(([coin, u]) => {
    const expiries = u.expiries.flatMap((e) => {
      const reduced = reduce(e, market, numerics)
      if (reduced === undefined) {
        dropped.push({ underlying: coin, expiry: new Date(e.at).toISOString().slice(0, 10), reason: 'its smile is not fitted SVI' })
        return []
      }
      return [reduced]
    })
    const kept: Underlying = {
      index: round(u.index),
      perpetual: round(u.perpetual),
      fundingRate8h: round(u.fundingRate8h),
      marks: {},
      expiries,
      confidence: u.confidence,
    }
    return [coin, kept] as const
  })
  const { asOf, stablecoins } = market
  return { market: { asOf, source, underlyings: Object.fromEntries(underlyings), stablecoins, assets: {} }, dropped }
}

/** To eight significant digits, by the decimal that prints: exact and the same everywhere. */
const round = (x: number): number => Number(x.toPrecision(DIGITS))
/** Towards more variance, so that rounding never takes a slice out of the domain by more than the door's own tolerance. */
const roundedSvi = (s: { a: number; b: number; rho: number; m: number; sigma: number }) => ({
  a: round(s.a),
  b: round(s.b),
  rho: round(s.rho),
  m: round(s.m),
  sigma: round(s.sigma),
})

function reduce(e: Expiry, market: Market, numerics: Numerics): Expiry | undefined {
  const { smile } = e
  if (smile?.type !== 'svi') return undefined
  const svi = roundedSvi(smile)
  const least = svi.a + svi.b * svi.sigma * Math.sqrt(1 - svi.rho * svi.rho)
  const a = least < 0 ? svi.a - least : svi.a
  const years = yearsBetween(market.asOf, e.at)
  const variance = numerics.svi(a, svi.b, svi.rho, svi.m, svi.sigma, 0).w
  return {
    at: e.at,
    forward: round(e.forward),
    forwardFixed: 0,
    rate: e.rate,
    smile: { type: 'svi', ...svi, a },
    strikes: years > 0 ? ladder(e.forward, Math.sqrt(Math.max(variance, 0)), numerics) : [],
    quotes: [],
    ...(e.spread === undefined ? {} : { spread: { vol: Number(e.spread.vol.toPrecision(3)) } }),
    confidence: e.confidence,
  }
}

/** Steps of a ladder, times a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10]

/**
 * Round strikes about a forward, ascending: `deviation` is the standard deviation of ln(price) to expiry; the step is the round number next
 * above what gives about 24 strikes over ±2.5 of them.
 */
export function ladder(forward: number, deviation: number, numerics: Numerics): readonly number[] {
  const low = forward * numerics.exp(-REACH * deviation)
  const high = forward * numerics.exp(REACH * deviation)
  const wanted = (high - low) / STRIKES
  if (!(wanted > 0) || !Number.isFinite(wanted)) return []
  const power = Number(`1e${wanted.toExponential().split('e')[1] ?? '0'}`)
  const step = (STEPS.find((s) => s * power >= wanted) ?? 10) * power
  const first = Math.max(1, Math.floor(low / step))
  const count = Math.ceil(high / step) - first + 1
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}
