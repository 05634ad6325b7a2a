// From time value to deviation s = vol·√T.
//
// Jaeckel's construction ("Let's be rational", Wilmott, January 2015), written from its description: reduce to the out-of-the-money
// option, split at the point of inflection s = √(2|x|), guess, then Householder steps of fourth order on an objective that is nearly
// straight in each part: 1/ln v in the low wing, v in the middle, ln(1 - v) near the bound. What differs: v is a share of min(F, K), so
// that dv/ds = n(d1); guesses are rational fits of our own; a bracket guards every step; v comes from ../black76/otm.ts, which is right
// to a few ulp near the money, where F/K rounded would not be.
import { complement, density, firstArgument, moneyness, ratio, spread, timeValueAt } from '../black76/otm'
import { log } from '../math/log'
import { mills } from '../math/mills'
import { DENSITY_AT_ZERO, LOG_ROOT_TWO_PI, normalInverse } from '../math/normal'

const ROOT_TWO_PI: f64 = 2.5066282746310002
/** M(0). */
const MILLS_AT_ZERO: f64 = 1.2533141373155003
/** A step of fourth order that was smaller than this leaves nothing to do. */
const SMALL_STEP: f64 = 2e-5
const MOST_STEPS: i32 = 40

/** Which objective: 1/ln v, v, ln(1 - v). */
const LOW: i32 = 0
const MIDDLE: i32 = 1
const HIGH: i32 = 2

/**
 * s > 0 with time = L·v(x, s), where `rest` = L - time is given too since it may have more digits. x as set by `setMoneyness`.
 * Infinity or NaN where no double is near.
 */
export function solveDeviation(time: f64, rest: f64, lower: f64): f64 {
  const v = time / lower
  const c = rest / lower
  const x = abs(moneyness)
  const logV = v > 1e-290 ? log(v) : log(time) - log(lower)

  // The inflection, its value v_c = n(0)·(M(0) - M(s_c)), and where its tangent reaches 0: a vol is never above the tangent's.
  const inflection = sqrt(2 * x)
  const foot =
    inflection < 0.01
      ? 2 * x * (0.5 * MILLS_AT_ZERO - inflection * (1.0 / 3) + 2 * x * (MILLS_AT_ZERO / 8))
      : inflection - (MILLS_AT_ZERO - mills(inflection))
  // dv/ds is at most n(0).
  const least = v * ROOT_TWO_PI
  if (v >= DENSITY_AT_ZERO * (inflection - foot)) {
    const d = -normalInverse(0.5 * c)
    const guess = d + sqrt(d * d + 2 * x)
    return search(c < 0.5 ? HIGH : MIDDLE, max(guess, least), max(least, inflection) * 0.999, Infinity, v, c, logV)
  }
  const tangent = foot + least
  const depth = 0.5 * x - logV - LOG_ROOT_TWO_PI + log(x)
  if (!(depth > 0)) return search(MIDDLE, tangent, least * 0.999, inflection * 1.001, v, c, logV)
  const a = depthRatio(depth)
  const t = (0.5 * x) / a
  const corrected = depth - t * t * (0.5 - 1 / (3 + a * a))
  const guess = corrected > 0 ? min(x / depthRatio(corrected), tangent) : tangent
  return search(LOW, guess, 0, inflection * 1.001, v, c, logV)
}

/**
 * a = |x|/s of the limit of small s, where v·√(2π)·e^(-|x|/2)/|x| = e^(-a²/2)·G(a)/a = e^(-depth): to 7e-4 for depth from 0 to 1500
 * (Lawson's fit in mpmath).
 */
function depthRatio(depth: f64): f64 {
  const r = sqrt(2 * depth + 1)
  const p = 0.2269925304131721 + r * (0.33145896316579654 + r * (r * 0.16158693290990292 - 0.2270407120749188))
  return p / (1 + r * (r * 0.16087912719952274 - 0.16979325377916188))
}

/** Householder's steps from s within (low, high). */
function search(part: i32, start: f64, low: f64, high: f64, v: f64, c: f64, logV: f64): f64 {
  let s = start
  for (let i = 0; i < MOST_STEPS; i++) {
    const value = timeValueAt(s)
    const h = ratio
    // Second and third derivative of v over the first.
    const second = (h * h) / s - 0.25 * s
    const third = second * second - (3 * h * h) / (s * s) - 0.25
    let newton: f64
    let bend = second
    let twist = third
    if (part == LOW) {
      const d1 = firstArgument
      const l = log(spread) - LOG_ROOT_TWO_PI - 0.5 * d1 * d1
      const slope = 1 / spread
      const lift = slope * (1 + 2 / l)
      newton = ((logV - l) * l) / (logV * slope)
      bend = second - lift
      twist = third + 2 * slope * slope * (1 + (3 / l) * (1 + 1 / l)) - 3 * second * lift
    } else if (part == HIGH) {
      const slope = density / complement
      newton = log(complement / c) / slope
      bend = second + slope
      twist = third + 3 * second * slope + 2 * slope * slope
    } else newton = (v - value) / density
    if (newton > 0) low = s
    else if (newton < 0) high = s
    let next = s + (newton * (1 + 0.5 * bend * newton)) / (1 + newton * (bend + (twist * newton) / 6))
    if (abs(next - s) <= SMALL_STEP * s) return next
    if (!(next > low && next < high)) {
      const plain = s + newton
      next = plain > low && plain < high ? plain : high < Infinity ? 0.5 * (low + high) : 2 * s
    }
    s = next
  }
  return s
}
