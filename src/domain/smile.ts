import type { Expiry, Underlying } from './market.ts'
import type { Numerics } from './numerics.ts'
import { type Millis, type Usd, utcDay, type Vol, type Years } from './units.ts'

// A market never changes, and every venue asks the same of it for every leg: both answers are kept as long as their market lives.
const days = new WeakMap<Underlying, ReadonlyMap<Millis, Expiry>>()
const vols = new WeakMap<Expiry, { readonly numerics: Numerics; readonly years: Years; readonly at: Map<Usd, Vol> }>()

/** The market's expiry on the UTC date of `at`, whatever its hour; undefined where there is none. */
export function expiryOn(underlying: Underlying, at: Millis): Expiry | undefined {
  const known = days.get(underlying)
  if (known !== undefined) return known.get(utcDay(at))
  // Of two on one date the first counts: the later ones go in first.
  days.set(underlying, new Map(underlying.expiries.toReversed().map((e) => [utcDay(e.at), e])))
  return expiryOn(underlying, at)
}

/**
 * Vol of an expiry at a strike. Points: exact at a listed strike, w linear in ln K between, flat beyond. SVI: sqrt(w(k)/years).
 * NaN where the expiry has no smile; 0 for an SVI smile with no time left (the price is then intrinsic whatever the vol).
 */
export function volAt(numerics: Numerics, expiry: Expiry, years: Years, strike: Usd): Vol {
  let known = vols.get(expiry)
  if (known === undefined || known.numerics !== numerics || known.years !== years) {
    known = { numerics, years, at: new Map() }
    vols.set(expiry, known)
  }
  const found = known.at.get(strike)
  if (found !== undefined) return found
  const vol = readVol(numerics, expiry, years, strike)
  known.at.set(strike, vol)
  return vol
}

/** `volAt` that remembers nothing: for strikes asked once, such as those of a smile that moves with its forward. */
export function readVol(numerics: Numerics, expiry: Expiry, years: Years, strike: Usd): Vol {
  const { smile } = expiry
  if (smile === undefined) return Number.NaN
  if (smile.type === 'points') return numerics.pointsVol(smile.strikes, smile.vols, strike)
  if (years <= 0) return 0
  const k = numerics.log(strike / expiry.forward)
  const { w } = numerics.svi(smile.a, smile.b, smile.rho, smile.m, smile.sigma, k)
  return Math.sqrt(Math.max(w, 0) / years)
}
