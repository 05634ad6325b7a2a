import { at, type Matrix } from '../matrix/cholesky.ts'
import type { RiskNumerics } from '../numerics.ts'

/** A Student-t margin with this standard deviation; ν > 2. */
export interface StudentMargin {
  readonly nu: number
  readonly sd: number
}

export interface CopulaPoint {
  readonly z: readonly number[]
  readonly chi2: number
  readonly t: readonly number[]
  readonly copula_u: readonly number[]
  readonly log_return: readonly number[]
}

/**
 * One draw of a t copula with Student-t margins from uniforms, one a factor and a last one for the mixing variable: z = N⁻¹(u), W = the
 * chi-square quantile of the last, t = √(ν/W)·L·z, then each margin's quantile at T_ν(t). Every step as it is defined, without tables.
 */
export function copulaPoint(
  numerics: RiskNumerics,
  L: Matrix,
  nu: number,
  margins: readonly StudentMargin[],
  u: readonly number[],
): CopulaPoint {
  const z = margins.map((_, i) => numerics.normalInverse(u[i] ?? Number.NaN))
  const chi2 = numerics.chi2Quantile(u[margins.length] ?? Number.NaN, nu)
  const mix = Math.sqrt(nu / chi2)
  const t = margins.map((_, i) => mix * z.slice(0, i + 1).reduce((sum, v, j) => sum + at(L, i, j) * v, 0))
  // In the upper half through the mirror image: 1 − u would round away what a far quantile needs.
  const log_return = margins.map(({ nu: m, sd }, i) => {
    const x = t[i] ?? Number.NaN
    const q = numerics.studentQuantile(numerics.studentCdf(-Math.abs(x), nu), m)
    return sd * Math.sqrt((m - 2) / m) * (x > 0 ? -q : q)
  })
  return { z, chi2, t, copula_u: t.map((x) => numerics.studentCdf(x, nu)), log_return }
}
