/** Branded numbers: the compiler keeps a vol from being added to a price. All are plain doubles at run time. */
declare const unit: unique symbol
type Unit<U extends string> = number & { readonly [unit]?: U }

/** US dollars. */
export type Usd = Unit<'usd'>
/** Coins of an underlying (never contracts). */
export type Coins = Unit<'coins'>
/** Volatility as a fraction a year: 0.65 is 65 %. */
export type Vol = Unit<'vol'>
/** Years of 365 days. */
export type Years = Unit<'years'>
/** Continuous rate per year as a fraction. */
export type Rate = Unit<'rate'>
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Millis = Unit<'millis'>
/** A pure ratio: 0.16 is 16 %. */
export type Fraction = Unit<'fraction'>

export const MILLIS_PER_DAY = 86_400_000
export const SECONDS_PER_DAY = 86_400
export const SECONDS_PER_YEAR = 365 * SECONDS_PER_DAY

/** Seconds from `now` to `then`, never negative: an expired contract has none left. */
export const secondsBetween = (now: Millis, then: Millis): number => Math.max(0, then - now) / 1000
/** Years (ACT/365) from `now` to `then`, never negative. */
export const yearsBetween = (now: Millis, then: Millis): Years => secondsBetween(now, then) / SECONDS_PER_YEAR
/** Midnight UTC of the day that holds `at`: the key by which expiries are matched. */
export const utcDay = (at: Millis): Millis => Math.floor(at / MILLIS_PER_DAY) * MILLIS_PER_DAY

const EXPIRY_HOUR = 8
/** 08:00 UTC of a calendar day (month 1..12), the hour at which contracts expire; undefined where there is no such day. */
export function expiryDay(year: number, month: number, day: number): Millis | undefined {
  const at = Date.UTC(year, month - 1, day, EXPIRY_HOUR)
  const d = new Date(at)
  return d.getUTCFullYear() === year && d.getUTCMonth() === month - 1 && d.getUTCDate() === day ? at : undefined
}
