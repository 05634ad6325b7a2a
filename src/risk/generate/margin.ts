import { cholesky, type Matrix, solveSymmetric } from '../matrix/cholesky.ts'
import { nearestCorrelation } from '../matrix/nearest.ts'
import type { RiskNumerics } from '../numerics.ts'
import { minimise } from '../stats/minimise.ts'
import { kendall, sinHalfPi } from './kendall.ts'

/** A Student-t margin: location + scale·t(ν). */
export interface Margin {
  readonly location: number
  readonly scale: number
  readonly nu: number
}

/** Degrees of freedom looked at: fewer have no variance, more are normal for all purposes. */
const FEWEST = 2.05
const MOST = 200

/** Maximum likelihood of a Student-t margin: location, scale, ν in [2.05, 200]. */
export function fitMargin(numerics: RiskNumerics, sample: Float64Array): Margin {
  const n = sample.length
  const mean = sample.reduce((sum, x) => sum + x, 0) / n
  const sd = Math.sqrt(sample.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / n)
  const unit = sample.map((x) => (x - mean) / sd)
  const nuOf = (u: number): number => FEWEST + (MOST - FEWEST) / (1 + numerics.exp(-u))
  const cost = (x: Float64Array): number => {
    const scale = numerics.exp(x[1] ?? 0)
    const nu = nuOf(x[2] ?? 0)
    let sum = 0
    for (const v of unit) {
      const z = (v - (x[0] ?? 0)) / scale
      sum += numerics.log1p((z * z) / nu)
    }
    return 0.5 * (nu + 1) * sum - n * (numerics.log(numerics.studentPdf(0, nu)) - (x[1] ?? 0))
  }
  const found = minimise(cost, [0, -0.3, -3.5], 0.4)
  return { location: mean + sd * (found[0] ?? 0), scale: sd * numerics.exp(found[1] ?? 0), nu: nuOf(found[2] ?? 0) }
}

/** Correlation of a t copula from Kendall's τ, pair by pair: sin(πτ/2) (Lindskog, McNeil and Schmock 2003). Not always a correlation matrix. */
export const kendallCorrelation = (columns: readonly Float64Array[]): number[][] =>
  columns.map((x, i) => columns.map((y, j) => (i === j ? 1 : sinHalfPi(kendall(x, y)))))

/**
 * ν of a t copula by profile likelihood over [2.05, 60], the correlation held: golden section on ln ν. `uniforms` are the margins' own
 * distribution functions at the sample, factor by factor.
 */
export function fitCopulaNu(numerics: RiskNumerics, uniforms: readonly Float64Array[], correlation: Matrix): number {
  const d = uniforms.length
  const n = uniforms[0]?.length ?? 0
  const matrix = 'L' in cholesky(correlation, 0) ? correlation : nearestCorrelation(correlation).X
  // A singular repair has no inverse: a shade of the identity gives it one.
  const held = matrix.map((row, i) => row.map((v, j) => (i === j ? 1 : v * (1 - 1e-6))))
  const inverse = held.map((_, i) =>
    solveSymmetric(
      held,
      held.map((_, j) => (i === j ? 1 : 0)),
    ),
  )
  const logDet = determinantLog(numerics, held)
  const likelihood = (nu: number): number => {
    const constant = numerics.lnGamma((nu + d) / 2) + (d - 1) * numerics.lnGamma(nu / 2) - d * numerics.lnGamma((nu + 1) / 2) - 0.5 * logDet
    let sum = n * constant
    const x = new Float64Array(d)
    for (let t = 0; t < n; t++) {
      let single = 0
      for (let i = 0; i < d; i++) {
        const q = numerics.studentQuantile(Math.max(1e-12, Math.min(1 - 1e-12, uniforms[i]?.[t] ?? 0.5)), nu)
        x[i] = q
        single += numerics.log1p((q * q) / nu)
      }
      let form = 0
      for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) form += (x[i] ?? 0) * (inverse[i]?.[j] ?? 0) * (x[j] ?? 0)
      sum += 0.5 * (nu + 1) * single - 0.5 * (nu + d) * numerics.log1p(form / nu)
    }
    return sum
  }
  const ratio = 0.6180339887498949
  let low = numerics.log(FEWEST)
  let high = numerics.log(60)
  let p = high - ratio * (high - low)
  let q = low + ratio * (high - low)
  let fp = likelihood(numerics.exp(p))
  let fq = likelihood(numerics.exp(q))
  for (let i = 0; i < 18; i++) {
    if (fp > fq) {
      ;[high, q, fq] = [q, p, fp]
      p = high - ratio * (high - low)
      fp = likelihood(numerics.exp(p))
    } else {
      ;[low, p, fp] = [p, q, fq]
      q = low + ratio * (high - low)
      fq = likelihood(numerics.exp(q))
    }
  }
  return numerics.exp((low + high) / 2)
}

function determinantLog(numerics: RiskNumerics, matrix: Matrix): number {
  const factor = cholesky(matrix, 0)
  return 'L' in factor ? 2 * factor.L.reduce((sum, row, i) => sum + numerics.log(row[i] ?? 1), 0) : Number.NaN
}
