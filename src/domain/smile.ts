import type { Expiry, Underlying } from './market.ts'
import type { Numerics } from './numerics.ts'
import { type Millis, type Usd, utcDay, type Vol, type Years } from './units.ts'

/** The market's expiry on the UTC date of `at`, whatever its hour; undefined where there is none. */
export function expiryOn(underlying: Underlying, at: Millis): Expiry | undefined {
  const day = utcDay(at)
  return underlying.expiries.find((e) => utcDay(e.at) === day)
}

/**
 * Vol of an expiry at a strike. Points: exact at a listed strike, w linear in ln K between, flat beyond. SVI: sqrt(w(k)/years).
 * NaN where the expiry has no smile; 0 for an SVI smile with no time left (the price is then intrinsic whatever the vol).
 */
export function volAt(numerics: Numerics, expiry: Expiry, years: Years, strike: Usd): Vol {
  const { smile } = expiry
  if (smile === undefined) return Number.NaN
  if (smile.type === 'points') return numerics.pointsVol(smile.strikes, smile.vols, strike)
  if (years <= 0) return 0
  const k = numerics.log(strike / expiry.forward)
  const { w } = numerics.svi(smile.a, smile.b, smile.rho, smile.m, smile.sigma, k)
  return Math.sqrt(Math.max(w, 0) / years)
}
