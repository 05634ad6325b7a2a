import type { RiskNumerics } from '../numerics.ts'
import { minimise } from '../stats/minimise.ts'

/** r(t) = μ + e(t), h(t + 1) = ω + α·e(t)² + β·h(t). */
export interface GarchParameters {
  readonly mu: number
  readonly omega: number
  readonly alpha1: number
  readonly beta1: number
}

export interface GarchFit extends GarchParameters {
  readonly loglik: number
  /** Variance of each period, and of the one after the last. */
  readonly h: Float64Array
}

/** Variances of the recursion. h(1) = ω + (α + β)·mean(e²), the pre-sample square and variance both being the sample's (as R's fGarch). */
export function garchVariances(returns: ArrayLike<number>, { mu, omega, alpha1, beta1 }: GarchParameters): Float64Array {
  const n = returns.length
  let square = 0
  for (let t = 0; t < n; t++) square += ((returns[t] ?? 0) - mu) * ((returns[t] ?? 0) - mu)
  const h = new Float64Array(n + 1)
  h[0] = omega + ((alpha1 + beta1) * square) / n
  for (let t = 0; t < n; t++) {
    const e = (returns[t] ?? 0) - mu
    h[t + 1] = omega + alpha1 * e * e + beta1 * (h[t] ?? 0)
  }
  return h
}

/** Gaussian log-likelihood: −½ Σ [ln 2π + ln h + e²/h]. */
function logLikelihood(numerics: RiskNumerics, returns: ArrayLike<number>, p: GarchParameters, h: Float64Array): number {
  let sum = 0
  // The logarithm of a product of eight variances is one logarithm instead of eight.
  let product = 1
  for (let t = 0; t < returns.length; t++) {
    const e = (returns[t] ?? 0) - p.mu
    const v = h[t] ?? 0
    product *= v
    sum += (e * e) / v
    if ((t & 7) === 7 || t === returns.length - 1) {
      sum += numerics.log(product)
      product = 1
    }
  }
  return -0.5 * (sum + 1.8378770664093453 * returns.length)
}

/**
 * Fits GARCH(1,1) with a constant mean by Gaussian (quasi) maximum likelihood (Bollerslev 1986), α, β >= 0 and α + β < 1. The search runs on
 * returns scaled to unit variance, so that units do not matter. Undefined for fewer than 20 returns or without variance.
 */
export function fitGarch(numerics: RiskNumerics, returns: ArrayLike<number>): GarchFit | undefined {
  const n = returns.length
  if (n < 20) return undefined
  const values = Float64Array.from(returns)
  const mean = values.reduce((sum, r) => sum + r, 0) / n
  const scale = Math.sqrt(values.reduce((sum, r) => sum + (r - mean) * (r - mean), 0) / n)
  if (!(scale > 0)) return undefined
  const unit = values.map((r) => r / scale)
  const logistic = (u: number): number => 1 / (1 + numerics.exp(-u))
  // Unknowns of order 1: the mean, ln of the long-run variance, persistence and α's share of it.
  const read = ([m = 0, v = 0, p = 0, s = 0]: ArrayLike<number> & Iterable<number>): GarchParameters => {
    const persistence = logistic(p)
    const alpha1 = persistence * logistic(s)
    return { mu: m, omega: numerics.exp(v) * (1 - persistence), alpha1, beta1: persistence - alpha1 }
  }
  const cost = (x: Float64Array): number => {
    const p = read(x)
    const value = -logLikelihood(numerics, unit, p, garchVariances(unit, p))
    return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY
  }
  const starts = [
    [mean / scale, 0, 3, -2.5],
    [mean / scale, 0, 1, -1],
  ]
  const found = starts.map((s) => minimise(cost, s, 0.3)).reduce((p, q) => (cost(q) < cost(p) ? q : p))
  const at = read(found)
  const fit = { mu: at.mu * scale, omega: at.omega * scale * scale, alpha1: at.alpha1, beta1: at.beta1 }
  const h = garchVariances(values, fit)
  return { ...fit, loglik: logLikelihood(numerics, values, fit, h), h }
}
