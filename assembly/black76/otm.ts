// The value of the out-of-the-money twin, the one function beneath every price, Greek and implied vol here.
//
// With x = -|ln(F/K)|, s = vol·√T, d1 = x/s + s/2, d2 = d1 - s and L = min(F, K), the option that is out of the money is worth L·v:
//   v = n(d1)·(M(-d1) - M(-d2))          M = N(-u)/n(u) Mills' ratio,
// for calls and, by symmetry, for puts. One exponential, no difference of two large terms. See ../math/mills.ts for e and G.
import { productError, sumError } from '../math/exact'
import { log, logLow, logOf } from '../math/log'
import { excess } from '../math/mills'
import { DENSITY_AT_ZERO, gauss } from '../math/normal'

/** Where |d1| is larger everything made of n(d1) is taken as 0. (n(d1) itself is 0 from 38.7; `spread` still counts for a logarithm.) */
const BEYOND: f64 = 60

/** ln(F/K) of the last `setTerms`, and what it lost to rounding. */
export let moneyness: f64 = 0
let moneynessLow: f64 = 0
/** vol·√T of the last `setTerms`, and what it lost. */
export let deviation: f64 = 0
let deviationLow: f64 = 0

/** n(d1) of the last `otmValue`; L·density = F·n(d1) = K·n(d2) of the call or put as it stands. */
export let density: f64 = 0
/** -|ln(F/K)|/s of the last `otmValue`, right to half an ulp. */
export let ratio: f64 = 0
/** d1 of the last `otmValue`. */
export let firstArgument: f64 = 0
/** 1 - v of the last `otmValue`; full digits where v is near 1. */
export let complement: f64 = 0
/** v/n(d1) of the last `otmValue`, where d1 < 0 or s < 0.5. */
export let spread: f64 = 0

/** Sets ln(F/K), to 2^-100 for ratios and sizes within 2^±900, for F, K > 0 and finite. */
export function setMoneyness(F: f64, K: f64): void {
  const q = F / K
  if (q > 1e-270 && q < 1e270 && max(F, K) < 1e270 && min(F, K) > 1e-270) {
    const p = q * K
    moneyness = logOf(q, (F - p - productError(q, K, p)) / K, 0)
    moneynessLow = logLow
    return
  }
  moneyness = log(F) - log(K)
  moneynessLow = 0
}

/** Sets vol·√T, to about 2^-100, for vol, T > 0 whose product is finite and above 0. */
export function setDeviation(T: f64, vol: f64): void {
  const root = sqrt(T)
  const s = vol * root
  deviation = s
  deviationLow = 0
  if (min(T, s) < 1e-270 || max(T, vol) > 1e270) return
  const low = productError(vol, root, s) + (vol * rootError(T, root)) / (root + root)
  deviation = s + low
  deviationLow = s - deviation + low
}

/** T - root². */
function rootError(T: f64, root: f64): f64 {
  const p = root * root
  return T - p - productError(root, root, p)
}

/** L·v of the last `setMoneyness` and `setDeviation`: relative error below 4 ulp where L·n(d1) and n(d1) are normal numbers. */
export function timeValue(lower: f64): f64 {
  const x = moneyness
  return x > 0 ? otmValue(-x, -moneynessLow, deviation, deviationLow, lower) : otmValue(x, moneynessLow, deviation, deviationLow, lower)
}

/** v at another deviation s, taken as exact. */
export function timeValueAt(s: f64): f64 {
  const x = moneyness
  return x > 0 ? otmValue(-x, -moneynessLow, s, 0, 1) : otmValue(x, moneynessLow, s, 0, 1)
}

/**
 * L·v(x, s) for x <= 0 and 0 < s < Infinity, each with what its rounding lost; sets `density`, `complement`, `spread`. 0 where n(d1)
 * underflows. d1 is carried to more than a double into the exponential, which would multiply its error by d1². Three forms, each where
 * it does not cancel: s < 0.5 near the money: Taylor series of the difference in s/2; d1 < 0: difference of the excesses beside s, which
 * stands apart; d1 >= 0: 1 - n(d1)·(M(d1) + M(-d2)).
 */
function otmValue(x: f64, xLow: f64, s: f64, sLow: f64, lower: f64): f64 {
  const t = 0.5 * s
  let h = x / s
  density = 0
  spread = 0
  ratio = h
  firstArgument = h + t
  if (abs(h + t) > BEYOND) {
    complement = h + t < 0 ? 1 : 0
    return lower * (1 - complement)
  }
  const back = h * s
  let hLow = (x - back - productError(h, s, back) + xLow - h * sLow) / s
  ratio = h + hLow
  hLow += h - ratio
  h = ratio
  const d1 = h + t
  firstArgument = d1
  const n = DENSITY_AT_ZERO * gauss(d1, sumError(h, t, d1) + hLow + 0.5 * sLow)
  density = n
  if (t < 0.25 && x > -1) {
    spread = s * oddSeries(-h, t * t)
    complement = 1 - n * spread
    return lower * n * spread
  }
  const u = abs(d1)
  const w = t - h
  const eu = excess(u)
  const ew = excess(w)
  const product = (u + eu) * (w + ew)
  if (d1 < 0) {
    spread = (s + (ew - eu)) / product
    complement = 1 - n * spread
    return lower * n * spread
  }
  complement = (n * (u + eu + (w + ew))) / product
  return lower * (1 - complement)
}

/**
 * (M(a - t) - M(a + t))/(2t) for a >= 0, t2 = t² < 1/16, a·t < 1/2: the sum of G_{2j+1}(a)·t^(2j)/(2j+1)!, where G_n is the n-th
 * derivative of M with its sign removed: G_1 = 1 - a·M, G_3 = (a² + 3)·G_1 - 1, G_{n+3} = (a² + 2n + 3)·G_{n+1} - n·(n + 1)·G_{n-1}.
 * What the recurrence loses for large a is multiplied by (a·t)²/6, and so stays below half an ulp.
 */
function oddSeries(a: f64, t2: f64): f64 {
  const q = a * a
  const e = excess(a)
  const g1 = e / (a + e)
  const g3 = (q + 3) * g1 - 1
  const g5 = (q + 7) * g3 - 6 * g1
  const g7 = (q + 11) * g5 - 20 * g3
  const g9 = (q + 15) * g7 - 42 * g5
  let sum: f64 = 0
  if (t2 > 0.003) {
    const g11 = (q + 19) * g9 - 72 * g7
    const g13 = (q + 23) * g11 - 110 * g9
    const g15 = (q + 27) * g13 - 156 * g11
    sum = t2 * (g11 * (1.0 / 39916800) + t2 * (g13 * (1.0 / 6227020800) + t2 * g15 * (1.0 / 1307674368000)))
  }
  return g1 + t2 * (g3 * (1.0 / 6) + t2 * (g5 * (1.0 / 120) + t2 * (g7 * (1.0 / 5040) + t2 * (g9 * (1.0 / 362880) + sum))))
}
