import type { RiskNumerics } from '../numerics.ts'

export interface Measures {
  readonly VaR: number
  readonly ES: number
}

/** Density of the standard normal distribution. */
export const normalPdf = (numerics: RiskNumerics, x: number): number => 0.3989422804014327 * numerics.exp(-0.5 * x * x)

/** VaR and ES of a standard normal loss: z and n(z)/(1 − level). */
export function normalMeasures(numerics: RiskNumerics, level: number): Measures {
  const VaR = -numerics.normalInverse(1 - level)
  return { VaR, ES: normalPdf(numerics, VaR) / (1 - level) }
}

/** VaR and ES of a Student-t loss, raw and scaled to unit variance: ES = t(q)/(1 − level)·(ν + q²)/(ν − 1). ν > 1; unit variance needs ν > 2. */
export function studentMeasures(
  numerics: RiskNumerics,
  nu: number,
  level: number,
): Measures & { VaR_unit_variance?: number; ES_unit_variance?: number } {
  const VaR = numerics.studentQuantile(level, nu)
  const ES = ((numerics.studentPdf(VaR, nu) / (1 - level)) * (nu + VaR * VaR)) / (nu - 1)
  if (!(nu > 2)) return { VaR, ES }
  const scale = Math.sqrt((nu - 2) / nu)
  return { VaR, ES, VaR_unit_variance: VaR * scale, ES_unit_variance: ES * scale }
}

/** A generalised Pareto tail of losses above u, which a share `exceed` of all losses goes beyond. */
export interface ParetoTail {
  readonly xi: number
  readonly beta: number
  readonly u: number
  readonly exceed: number
}

/** VaR = u + β/ξ·(((1 − level)/exceed)^−ξ − 1), ES = (VaR + β − ξu)/(1 − ξ), ξ < 1 (McNeil, Frey, Embrechts 2005, 7.2). */
export function paretoMeasures(numerics: RiskNumerics, { xi, beta, u, exceed }: ParetoTail, level: number): Measures {
  const depth = -numerics.log((1 - level) / exceed)
  // (e^(ξd) − 1)/ξ without cancellation for small ξ
  const excess = xi === 0 ? depth : expm1(numerics, xi * depth) / xi
  const VaR = u + beta * excess
  return { VaR, ES: (VaR + beta - xi * u) / (1 - xi) }
}

/** e^x − 1, by its series where the subtraction would lose digits. */
function expm1(numerics: RiskNumerics, x: number): number {
  if (Math.abs(x) > 0.3) return numerics.exp(x) - 1
  let term = x
  let sum = x
  for (let n = 2; n < 30; n++) {
    term *= x / n
    sum += term
  }
  return sum
}

/**
 * Cornish and Fisher's quantile at p from skew S and excess kurtosis K: z + (z² − 1)S/6 + (z³ − 3z)K/24 − (2z³ − 5z)S²/36. Monotone in z only
 * for small S and K: where `valid_domain_monotone` is false the expansion is no quantile function (Maillard 2012).
 */
export function cornishFisher(
  numerics: RiskNumerics,
  skew: number,
  kurtosis: number,
  p: number,
): { z_cf: number; valid_domain_monotone: boolean } {
  const z = numerics.normalInverse(p)
  const s = skew / 6
  const k = kurtosis / 24
  const z_cf = z + (z * z - 1) * s + z * (z * z - 3) * k - z * (2 * z * z - 5) * s * s
  // derivative 1 + 2sz + 3(k − 2s²)z² − 3k + 5s² stays above 0 for every z
  const a = 3 * (k - 2 * s * s)
  const c = 1 - 3 * k + 5 * s * s
  const valid = a > 0 ? 4 * s * s <= 4 * a * c : a === 0 && s === 0 && c > 0
  return { z_cf, valid_domain_monotone: valid }
}

/** Tail dependence of a t copula: 2·T_{ν+1}(−√((ν + 1)(1 − ρ)/(1 + ρ))). ν > 0, −1 < ρ < 1. */
export const tailDependence = (numerics: RiskNumerics, nu: number, rho: number): number =>
  2 * numerics.studentCdf(-Math.sqrt(((nu + 1) * (1 - rho)) / (1 + rho)), nu + 1)
