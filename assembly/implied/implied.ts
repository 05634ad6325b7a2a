// Implied vol: refusals first, then one solve in normalised terms.

import { setMoneyness } from '../black76/otm'
import { sumError } from '../math/exact'
import { exp } from '../math/exp'
import { solveDeviation } from './solve'

// Why there is no vol; the sentences are REFUSALS in src/engine/core.ts, in this order.
const SOLVED: i32 = 0
const NOT_FINITE: i32 = 1
const NOT_POSITIVE: i32 = 2
const EXPIRED: i32 = 3
const BELOW_INTRINSIC: i32 = 4
const NO_TIME_VALUE: i32 = 5
const ABOVE_BOUND: i32 = 6
const UNREACHABLE: i32 = 7
const NEITHER_CALL_NOR_PUT: i32 = 8

let reason: i32 = SOLVED

/** Why the last impliedVol gave NaN; 0 = it did not. */
export function impliedReason(): i32 {
  return reason
}

function refuse(why: i32): f64 {
  reason = why
  return NaN
}

/**
 * The vol per year at which Black-76 gives `price`. `cp` +1 call, -1 put; T in years; r per year: the price is divided by exp(-rT) first.
 * NaN, with a reason for `impliedReason`, where there is none. Time value and the distance to the upper bound are taken without rounding
 * error, so that a price counts as the exact double it is. Error within 3 times what the rounding of the price alone makes unavoidable,
 * plus 2 ulp.
 */
export function impliedVol(cp: f64, F: f64, K: f64, T: f64, price: f64, r: f64): f64 {
  if (!(abs(F) < Infinity && abs(K) < Infinity && abs(T) < Infinity && abs(price) < Infinity && abs(r) < Infinity))
    return refuse(NOT_FINITE)
  if (cp != 1 && cp != -1) return refuse(NEITHER_CALL_NOR_PUT)
  if (F <= 0 || K <= 0) return refuse(NOT_POSITIVE)
  if (T <= 0) return refuse(EXPIRED)
  const p = r == 0 ? price : price / exp(-r * T)
  const bound = cp > 0 ? F : K
  const lower = min(F, K)
  let time = p
  if (cp * (F - K) > 0) {
    const upper = max(F, K)
    const intrinsic = upper - lower
    time = p - intrinsic - sumError(upper, -lower, intrinsic)
  }
  if (time < 0) return refuse(BELOW_INTRINSIC)
  if (time == 0) return refuse(NO_TIME_VALUE)
  if (p >= bound) return refuse(ABOVE_BOUND)
  setMoneyness(F, K)
  const vol = solveDeviation(time, bound - p, lower) / sqrt(T)
  if (!(vol > 0 && vol < Infinity)) return refuse(UNREACHABLE)
  reason = SOLVED
  return vol
}
