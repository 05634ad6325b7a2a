// The value of the out-of-the-money twin, the one function beneath every price, Greek and implied vol here.
//
// With x = -|ln(F/K)|, s = vol·√T, d1 = x/s + s/2, d2 = d1 - s and L = min(F, K), the option that is out of the money is worth L·v:
//   v = n(d1)·(M(-d1) - M(-d2))          M = N(-u)/n(u) Mills' ratio,
// for calls and, by symmetry, for puts. One exponential, no difference of two large terms. See ../math/mills.ts for e and G.
import { log, log1p } from '../math/log'
import { excess } from '../math/mills'
import { DENSITY_AT_ZERO, gauss } from '../math/normal'

/** n(d1) of the last `otmValue`; L·density = F·n(d1) = K·n(d2) of the call or put as it stands. */
export let density: f64 = 0
/** 1 - v of the last `otmValue`; full digits where v is near 1. */
export let complement: f64 = 0
/** v/n(d1) of the last `otmValue`, where d1 < 0 or s < 0.5. */
export let spread: f64 = 0

/** ln(F/K) for F, K > 0 and finite: within 1.5 ulp, since F - K is exact within a factor of two of the money. */
export function logMoneyness(F: f64, K: f64): f64 {
  const q = F / K
  if (q >= 0.5 && q <= 2) return log1p((F - K) / K)
  if (q > 1e-300 && q < 1e300) return log(q)
  return log(F) - log(K)
}

/**
 * v(x, s) for x <= 0 and 0 < s < Infinity, as above; also sets `density`, `complement`, `spread`. Given x and s as exact, its relative
 * error is below 4 ulp plus that of n(d1), which is d1²·2^-52; 0 where n(d1) underflows. Three forms, each where it does not cancel:
 * s < 0.5 near the money: Taylor series of the difference in s/2, all terms positive; d1 < 0: difference of the excesses beside s, which
 * is exact; d1 >= 0: 1 - n(d1)·(M(d1) + M(-d2)).
 */
export function otmValue(x: f64, s: f64): f64 {
  const h = x / s
  const t = 0.5 * s
  const d1 = h + t
  const n = DENSITY_AT_ZERO * gauss(d1)
  density = n
  if (n == 0) {
    spread = 0
    complement = d1 < 0 ? 1 : 0
    return 1 - complement
  }
  if (t < 0.25 && x > -1) {
    spread = 2 * t * oddSeries(-h, t * t)
    const v = n * spread
    complement = 1 - v
    return v
  }
  const u = abs(d1)
  const w = t - h
  const eu = excess(u)
  const ew = excess(w)
  const product = (u + eu) * (w + ew)
  if (d1 < 0) {
    spread = (s + (ew - eu)) / product
    const v = n * spread
    complement = 1 - v
    return v
  }
  complement = (n * (u + eu + (w + ew))) / product
  return 1 - complement
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
