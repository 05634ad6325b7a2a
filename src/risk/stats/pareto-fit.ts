import type { RiskNumerics } from '../numerics.ts'
import { minimise } from './minimise.ts'

export interface ParetoFit {
  readonly xi: number
  readonly beta: number
  readonly u: number
  readonly n: number
  readonly n_exceed: number
  readonly exceed_prob: number
  /** −2·log-likelihood. */
  readonly deviance: number
  readonly se: { readonly xi: number; readonly beta: number }
}

/**
 * Fits a generalised Pareto tail to the losses above u by maximum likelihood: Σ [ln β + (1 + 1/ξ)·ln(1 + ξy/β)]. Standard errors from the
 * likelihood's own curvature at its top (observed information, by central differences). Undefined for fewer than 10 losses above u.
 */
export function fitPareto(numerics: RiskNumerics, losses: readonly number[], u: number): ParetoFit | undefined {
  const over = losses.filter((x) => x > u).map((x) => x - u)
  const m = over.length
  if (m < 10) return undefined
  const scale = over.reduce((sum, y) => sum + y, 0) / m
  const cost = (x: Float64Array): number => {
    const xi = x[0] ?? 0
    const beta = scale * numerics.exp(x[1] ?? 0)
    let sum = m * numerics.log(beta)
    for (const y of over) {
      const z = y / beta
      if (Math.abs(xi) < 1e-8) {
        sum += z
        continue
      }
      if (!(1 + xi * z > 0)) return Number.POSITIVE_INFINITY
      sum += (1 + 1 / xi) * numerics.log1p(xi * z)
    }
    return sum
  }
  const found = minimise(cost, [0.1, -0.1], 0.2)
  const xi = found[0] ?? 0
  const beta = scale * numerics.exp(found[1] ?? 0)
  // In (ξ, ln β), where both unknowns are of order 1; β's error is β times that of its logarithm.
  const h = 1e-3
  const [x, y] = [found[0] ?? 0, found[1] ?? 0]
  const near = (i: number, j: number): number => cost(Float64Array.of(x + i * h, y + j * h))
  const xx = (near(1, 0) - 2 * near(0, 0) + near(-1, 0)) / (h * h)
  const yy = (near(0, 1) - 2 * near(0, 0) + near(0, -1)) / (h * h)
  const xy = (near(1, 1) - near(1, -1) - near(-1, 1) + near(-1, -1)) / (4 * h * h)
  const det = xx * yy - xy * xy
  const se = { xi: Math.sqrt(yy / det), beta: beta * Math.sqrt(xx / det) }
  return { xi, beta, u, n: losses.length, n_exceed: m, exceed_prob: m / losses.length, deviance: 2 * cost(found), se }
}
