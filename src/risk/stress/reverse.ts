import type { History } from '../generate/history.ts'
import { sobolPoint } from '../generate/sobol.ts'
import { cholesky, type Matrix } from '../matrix/cholesky.ts'
import { nearestCorrelation } from '../matrix/nearest.ts'
import type { RiskNumerics } from '../numerics.ts'
import { minimise } from '../stats/minimise.ts'

/** Log moves of several factors, jointly: how large each is and how they go together. */
export interface JointMoves {
  readonly factors: readonly string[]
  /** Standard deviations over the horizon. */
  readonly sigma: readonly number[]
  readonly correlation: Matrix
  /** Lower factor of the covariance: moves = factor · z. */
  readonly factor: Matrix
}

export interface Reversed {
  /** Mahalanobis length of the move, in standard deviations of the joint model. */
  readonly distance: number
  /** First-order chance of a move beyond it, N(−distance) (Hasofer and Lind 1974), under normal moves. */
  readonly probability: number
  /** Move of each factor: exp(log move) − 1. */
  readonly shock: Readonly<Record<string, number>>
}

/** Second moments about 0 of the newest rows, times the horizon in rows. */
export function jointMoves(history: History, lookback: number, steps: number): JointMoves {
  const from = Math.max(0, history.dates.length - lookback)
  const columns = history.columns.map((c) => c.subarray(from))
  const n = history.dates.length - from
  const moment = (x: Float64Array, y: Float64Array): number => x.reduce((sum, v, i) => sum + v * (y[i] ?? 0), 0) / n
  const sigma = columns.map((c) => Math.sqrt(moment(c, c) * steps))
  const correlation = columns.map((x, i) =>
    columns.map((y, j) => (i === j ? 1 : (moment(x, y) * steps) / ((sigma[i] ?? 1) * (sigma[j] ?? 1)))),
  )
  const found = cholesky(correlation)
  const root = 'L' in found ? found : cholesky(nearestCorrelation(correlation).X, 1e-10)
  const L = 'L' in root ? root.L : []
  return { factors: history.factors, sigma, correlation, factor: L.map((row, i) => row.map((v) => v * (sigma[i] ?? 0))) }
}

/** Farthest move looked at, standard deviations; and how finely a ray is searched. */
const FARTHEST = 40
const RUNGS = 80
const BISECTIONS = 40

/** What a search may cost: rays tried, of which so many are refined. */
export interface ReverseBudget {
  readonly rays: number
  readonly refined: number
  readonly restarts: number
}

/**
 * The smallest move, in the joint model's own standard deviations, at which `loss` (of log moves, USD) reaches `target`. Rays from today's
 * market through evenly spread directions (Sobol points through the normal quantile, and both ways along each factor) are searched outward
 * for the first crossing; the best are refined by a simplex over directions. Undefined where nothing within 40 standard deviations does it.
 * A distance of 0: it is reached already.
 */
export function reverseStress(
  numerics: RiskNumerics,
  joint: JointMoves,
  loss: (moves: readonly Float64Array[]) => Float64Array,
  target: number,
  budget: ReverseBudget = { rays: 256, refined: 4, restarts: 3 },
): Reversed | undefined {
  const n = joint.factors.length
  const movesOf = (u: ArrayLike<number>, r: number): Float64Array => {
    let size = 0
    for (let i = 0; i < n; i++) size += (u[i] ?? 0) * (u[i] ?? 0)
    const unit = r / Math.sqrt(size)
    return Float64Array.from({ length: n }, (_, i) => {
      let sum = 0
      for (let j = 0; j <= i; j++) sum += (joint.factor[i]?.[j] ?? 0) * (u[j] ?? 0)
      return sum * unit
    })
  }
  const lossAt = (u: ArrayLike<number>, r: number): number => loss([movesOf(u, r)])[0] ?? Number.NaN
  if ((loss([new Float64Array(n)])[0] ?? 0) >= target)
    return { distance: 0, probability: 0.5, shock: Object.fromEntries(joint.factors.map((f) => [f, 0])) }
  /** First radius on a ray at which the target is reached; Infinity where none. */
  const crossing = (u: ArrayLike<number>): number => {
    const rungs = Array.from({ length: RUNGS }, (_, k) => ((k + 1) * FARTHEST) / RUNGS)
    const losses = loss(rungs.map((r) => movesOf(u, r)))
    const first = losses.findIndex((v) => v >= target)
    if (first < 0) return Number.POSITIVE_INFINITY
    let low = first === 0 ? 0 : (rungs[first - 1] ?? 0)
    let high = rungs[first] ?? 0
    for (let i = 0; i < BISECTIONS && high - low > 1e-9; i++) {
      const middle = (low + high) / 2
      if (lossAt(u, middle) >= target) high = middle
      else low = middle
    }
    return high
  }
  const axes = Array.from({ length: 2 * n }, (_, i) => Array.from({ length: n }, (_, j) => (j === i >> 1 ? (i % 2 === 0 ? 1 : -1) : 0)))
  const spread = Array.from({ length: n === 1 ? 0 : budget.rays }, (_, i) =>
    sobolPoint(n, i + 1).map((p) => numerics.normalInverse(p)),
  ).filter((u) => u.some((x) => x !== 0))
  const rays = [...axes, ...spread].map((u) => ({ u, r: crossing(u) })).filter((ray) => Number.isFinite(ray.r))
  rays.sort((p, q) => p.r - q.r)
  const best = rays
    .slice(0, n === 1 ? 1 : budget.refined)
    .map(({ u, r }) => {
      if (n === 1) return { u: Float64Array.from(u), r }
      const length = Math.sqrt(u.reduce((sum, x) => sum + x * x, 0))
      const refined = minimise(
        crossing,
        u.map((x) => x / length),
        0.15,
        budget.restarts,
      )
      return { u: refined, r: crossing(refined) }
    })
    .sort((p, q) => p.r - q.r)[0]
  if (best === undefined) return undefined
  const moves = movesOf(best.u, best.r)
  return {
    distance: best.r,
    probability: numerics.normalCdf(-best.r),
    shock: Object.fromEntries(joint.factors.map((f, i) => [f, numerics.exp(moves[i] ?? 0) - 1])),
  }
}
