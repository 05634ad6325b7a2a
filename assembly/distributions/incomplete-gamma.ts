// The regularised incomplete gamma functions, and through them the chi-square distribution.
import { exp } from '../math/exp'
import { log, log1p } from '../math/log'
import { normalInverse } from '../math/normal'
import { lnGamma, stirling } from './gamma'

const TINY: f64 = 1e-300
const EPS: f64 = 1e-16
const MOST: i32 = 10000

/**
 * x^a·e^(-x)/Γ(a + 1) for a > 0, x > 0. Near x = a the exponents cancel, so that for large a the difference is taken through
 * ln(x/a) − (x − a)/a (Temme, SIAM J. Math. Anal. 10, 1979) and only Stirling's rest remains.
 */
function front(a: f64, x: f64): f64 {
  if (a < 12) return exp(a * log(x) - x - lnGamma(a + 1))
  const mu = (x - a) / a
  return exp(a * (log1p(mu) - mu) - stirling(a)) / sqrt(6.283185307179586 * a)
}

/** Σ x^n / ((a + 1)…(a + n)) (DLMF 8.11.4). */
function series(a: f64, x: f64): f64 {
  let term: f64 = 1
  let sum: f64 = 1
  for (let n = 1; n < MOST; n++) {
    term *= x / (a + n)
    sum += term
    if (term < sum * EPS) break
  }
  return sum
}

/** Legendre's continued fraction of Γ(a, x)/(x^a·e^(-x)) (DLMF 8.9.2), by Lentz's method. */
function fraction(a: f64, x: f64): f64 {
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let h = d
  for (let n = 1; n < MOST; n++) {
    const an = -(<f64>n) * (<f64>n - a)
    b += 2
    d = an * d + b
    if (abs(d) < TINY) d = TINY
    c = b + an / c
    if (abs(c) < TINY) c = TINY
    d = 1 / d
    const step = d * c
    h *= step
    if (abs(step - 1) < EPS) break
  }
  return h
}

/** P(a, x) = γ(a, x)/Γ(a), the lower tail: a > 0, x >= 0. Relative error about 1e-14 for a below 1e4. NaN out of domain. */
export function gammaP(a: f64, x: f64): f64 {
  if (!(a > 0) || !(x >= 0)) return NaN
  if (x == 0) return 0
  if (x == Infinity) return 1
  return x < a + 1 ? front(a, x) * series(a, x) : 1 - front(a, x) * a * fraction(a, x)
}

/** Q(a, x) = 1 − P(a, x), the upper tail. Same domain and error. */
export function gammaQ(a: f64, x: f64): f64 {
  if (!(a > 0) || !(x >= 0)) return NaN
  if (x == 0) return 1
  if (x == Infinity) return 0
  return x < a + 1 ? 1 - front(a, x) * series(a, x) : front(a, x) * a * fraction(a, x)
}

/**
 * Quantile of the chi-square distribution with k > 0 degrees of freedom: x with P(k/2, x/2) = p. Wilson and Hilferty's guess (PNAS 17,
 * 1931), then Newton on the logarithm of the smaller tail. Relative error about 1e-14. 0 at 0, Infinity at 1, NaN out of domain.
 */
export function chi2Quantile(p: f64, k: f64): f64 {
  if (!(k > 0) || !(p >= 0 && p <= 1)) return NaN
  if (p == 0) return 0
  if (p == 1) return Infinity
  const a = 0.5 * k
  const v = 2 / (9 * k)
  const root = 1 - v + normalInverse(p) * sqrt(v)
  let x = 0.5 * k * root * root * root
  // Far down the left tail P ~ x^a/Γ(a + 1).
  if (root < 0.3) x = exp((log(p) + lnGamma(a + 1)) / a)
  if (!(x > 0)) return 0
  const lower = p <= 0.5
  const target = log(lower ? p : 1 - p)
  for (let i = 0; i < 100; i++) {
    const tail = lower ? gammaP(a, x) : gammaQ(a, x)
    // x·density over the tail: the slope of ln P, or less the slope of ln Q, in ln x.
    const slope = (front(a, x) * a) / tail
    const miss = (log(tail) - target) / slope
    // A step in ln x, never more than a factor of e at a time.
    const step = max(-1.0, min(1.0, lower ? -miss : miss))
    x *= exp(step)
    // Newton doubles the digits: after so small a step only rounding is left.
    if (abs(step) < 1e-9) break
  }
  return 2 * x
}
