// Student's t distribution with any number of degrees of freedom above 0.
import { exp } from '../math/exp'
import { log, log1p } from '../math/log'
import { normalInverse } from '../math/normal'
import { betaSplit, lnBeta } from './incomplete-beta'

/** Density: Γ((ν+1)/2)/(√(νπ)·Γ(ν/2))·(1 + x²/ν)^(-(ν+1)/2) = (1 + x²/ν)^(-(ν+1)/2)/(√ν·B(ν/2, ½)). Relative error about 1e-15·(1 + ν). */
export function studentPdf(x: f64, nu: f64): f64 {
  if (!(nu > 0)) return NaN
  return exp(-0.5 * (nu + 1) * log1p((x * x) / nu) - lnBeta(0.5 * nu, 0.5)) / sqrt(nu)
}

/** T(−a) for a >= 0: ½·I_y(ν/2, ½) with y = ν/(ν + a²). */
function tail(a: f64, nu: f64): f64 {
  const square = a * a
  if (square == Infinity) return 0
  const whole = nu + square
  return 0.5 * betaSplit(nu / whole, square / whole, 0.5 * nu, 0.5)
}

/** Distribution function, both tails to about 1e-14 relative. NaN for ν <= 0. */
export function studentCdf(x: f64, nu: f64): f64 {
  if (!(nu > 0) || isNaN(x)) return NaN
  if (abs(x) == Infinity) return x > 0 ? 1 : 0
  if (x * x < 0.3 * min(nu, 1.0)) {
    // Near the middle ½ + ½·I_z(½, ν/2) with z = x²/(ν + x²).
    const whole = nu + x * x
    const half = 0.5 * betaSplit((x * x) / whole, nu / whole, 0.5, 0.5 * nu)
    return x < 0 ? 0.5 - half : 0.5 + half
  }
  const t = tail(abs(x), nu)
  return x < 0 ? t : 1 - t
}

/**
 * Quantile, 0 < p < 1. In the middle Newton on the distance from ½; outside on ln T(−a) in ln a, which falls and is concave, so that
 * Newton's steps come down on the root from one side wherever they start. Relative error about 1e-14.
 */
export function studentQuantile(p: f64, nu: f64): f64 {
  if (!(nu > 0) || !(p >= 0 && p <= 1)) return NaN
  if (p == 0.5) return 0
  const q = p < 0.5 ? p : 1 - p
  if (q == 0) return p < 0.5 ? -Infinity : Infinity
  const a = q > 0.35 ? inner(abs(p - 0.5), nu) : outer(q, nu)
  return p < 0.5 ? -a : a
}

/** a with T(a) − ½ = d for small d. */
function inner(d: f64, nu: f64): f64 {
  let a = d / studentPdf(0, nu)
  for (let i = 0; i < 60; i++) {
    const whole = nu + a * a
    const step = (0.5 * betaSplit((a * a) / whole, nu / whole, 0.5, 0.5 * nu) - d) / studentPdf(a, nu)
    a -= step
    // Newton doubles the digits: after so small a step only rounding is left.
    if (abs(step) <= 1e-9 * a) break
  }
  return a
}

/** a with T(−a) = q. */
function outer(q: f64, nu: f64): f64 {
  const target = log(q)
  const z = -normalInverse(q)
  let a = z * (1 + (z * z + 1) / (4 * nu))
  // Far out T(−a) ~ ν^((ν−1)/2)·a^(−ν)/B(ν/2, ½).
  if (z * z > nu) a = exp((-target - lnBeta(0.5 * nu, 0.5) + 0.5 * (nu - 2) * log(nu)) / nu)
  for (let i = 0; i < 100; i++) {
    const t = tail(a, nu)
    const step = max(-2.0, min(2.0, ((log(t) - target) * t) / (a * studentPdf(a, nu))))
    a *= exp(step)
    if (abs(step) < 1e-9) break
  }
  return a
}
