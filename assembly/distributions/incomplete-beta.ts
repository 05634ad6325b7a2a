// The regularised incomplete beta function, from which the binomial and Student's t distribution come.
import { exp } from '../math/exp'
import { log } from '../math/log'
import { lnGamma, stirling } from './gamma'

const TINY: f64 = 1e-300
const EPS: f64 = 1e-16
const MOST: i32 = 20000

/** ln B(a, b). Where one of the two is large its Γ are taken together, so that their size does not eat digits. */
export function lnBeta(a: f64, b: f64): f64 {
  const p = min(a, b)
  const q = max(a, b)
  if (q < 12) return lnGamma(p) + lnGamma(q) - lnGamma(p + q)
  const s = p + q
  // ln Γ(q) − ln Γ(q + p) by Stirling's series
  const ratio = (q - 0.5) * -log1pOf(p / q) - p * log(s) + p + stirling(q) - stirling(s)
  return lnGamma(p) + ratio
}

function log1pOf(x: f64): f64 {
  // ln(1 + x), x >= 0: the rounding of 1 + x is put back to first order.
  const u = 1 + x
  return log(u) + (x - (u - 1)) / u
}

/** The continued fraction of DLMF 8.17.22 by Lentz's method. */
function fraction(a: f64, b: f64, x: f64): f64 {
  let c: f64 = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  if (abs(d) < TINY) d = TINY
  d = 1 / d
  let h = d
  for (let m = 1; m < MOST; m++) {
    const k = <f64>m
    const even = (k * (b - k) * x) / ((a + 2 * k - 1) * (a + 2 * k))
    d = 1 + even * d
    if (abs(d) < TINY) d = TINY
    c = 1 + even / c
    if (abs(c) < TINY) c = TINY
    d = 1 / d
    h *= d * c
    const odd = (-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1))
    d = 1 + odd * d
    if (abs(d) < TINY) d = TINY
    c = 1 + odd / c
    if (abs(c) < TINY) c = TINY
    d = 1 / d
    const step = d * c
    h *= step
    if (abs(step - 1) < EPS) break
  }
  return h
}

/**
 * I_x(a, b) of x and y = 1 − x, both given so that neither end loses digits: a, b > 0. Relative error about 1e-14 for a, b below 1e3.
 */
export function betaSplit(x: f64, y: f64, a: f64, b: f64): f64 {
  if (x <= 0) return 0
  if (y <= 0) return 1
  const front = exp(a * log(x) + b * log(y) - lnBeta(a, b))
  if (x < (a + 1) / (a + b + 2)) return (front * fraction(a, b, x)) / a
  return 1 - (front * fraction(b, a, y)) / b
}

/** I_x(a, b), the regularised incomplete beta function: a, b > 0, 0 <= x <= 1; NaN out of domain. */
export function betaI(x: f64, a: f64, b: f64): f64 {
  if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1)) return NaN
  return betaSplit(x, 1 - x, a, b)
}
