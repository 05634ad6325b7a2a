// The standard normal distribution.
import { upper } from './exact'
import { expSum } from './exp'
import { log } from './log'
import { excess } from './mills'

/** 1/√(2π). */
export const DENSITY_AT_ZERO: f64 = 0.3989422804014327
/** ln √(2π). */
export const LOG_ROOT_TWO_PI: f64 = 0.9189385332046728
/** Beyond this e^(-x²/2) is below the smallest double. */
const FAR: f64 = 38.7

/**
 * e^(-(x + low)²/2) with |low| <= 4 ulp(x): error below 0.53 ulp where the result is a normal number. The square is taken in two parts,
 * the first exact (Cody's device, Math. Comp. 23, 1969), since the exponent's rounding would be multiplied by x²/2.
 */
export function gauss(x: f64, low: f64): f64 {
  if (abs(x) > FAR) return 0
  const h = upper(x)
  return expSum(-0.5 * h * h, -0.5 * (x - h) * (x + h) - x * low)
}

/** Density n(x), error below 1.5 ulp. */
export function normalPdf(x: f64): f64 {
  return DENSITY_AT_ZERO * gauss(x, 0)
}

/** Distribution function N(x): relative error below 3.5 ulp wherever N > 1e-307. 0 and 1 at the infinities, NaN for NaN. */
export function normalCdf(x: f64): f64 {
  if (isNaN(x)) return NaN
  const a = abs(x)
  if (a > FAR) return x > 0 ? 1 : 0
  const tail = (DENSITY_AT_ZERO * gauss(a, 0)) / (a + excess(a))
  return x > 0 ? 1 - tail : tail
}

/** Half-width of the middle, where the inverse is a rational function of (p - 1/2)². */
const MIDDLE: f64 = 0.35

/**
 * Inverse of the distribution function: relative error below 6e-16 from 5e-324 to 1 - 2^-53, both tails. -Infinity at 0, Infinity at 1,
 * NaN outside [0, 1]. Middle: rational fit to 5e-18 (Lawson, mpmath). Tails: a rational guess (2e-7) and one Halley step on ln N, whose
 * residual is -x²/2 + ln(M(x)/√(2π)) - ln p and so loses nothing however small p is.
 */
export function normalInverse(p: f64): f64 {
  if (!(p >= 0 && p <= 1)) return NaN
  const q = p - 0.5
  if (abs(q) <= MIDDLE) {
    const u = q * q
    let a = -0.8328507572049691 * u - 4.54806678813007
    a = a * u + 98.1529304738493
    a = a * u - 170.21112698741794
    a = a * u + 106.04602472760843
    a = a * u - 27.86250504189151
    a = a * u + 2.6249349909537205
    let b = -58.046766401402095 * u + 152.81702403742676
    b = b * u - 143.96644167189612
    b = b * u + 62.6094472461618
    b = b * u - 12.813665365590275
    b = b * u + 1
    return q * (2.5066282746310007 + (u * a) / b)
  }
  const tail = q < 0 ? p : 1 - p
  if (tail == 0) return q < 0 ? -Infinity : Infinity
  const logTail = log(tail)
  const s = sqrt(-2 * logTail)
  let a = 0.07190291006165427 * s + 1.1530761907401224
  a = a * s + 2.3279531046373902
  a = a * s - 2.09222426117071
  a = a * s - 2.78248896573204
  let b = 0.07189597247680907 * s + 1.1544546324195981
  b = b * s + 2.6773178736045073
  b = b * s + 1
  const x = a / b
  const rise = excess(x)
  const inverseMills = x + rise
  const e = -log(inverseMills) - LOG_ROOT_TWO_PI - 0.5 * x * x - logTail
  const found = x + e / (inverseMills + 0.5 * e * rise)
  return q < 0 ? -found : found
}
