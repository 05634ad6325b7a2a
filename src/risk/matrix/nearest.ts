import { at, type Matrix, solveSymmetric } from './cholesky.ts'
import { type Eigen, eigen } from './eigen.ts'

export interface Nearest {
  readonly X: readonly (readonly number[])[]
  /** √Σ(X − A)², how far the matrix moved. */
  readonly frobenius_distance: number
  readonly min_eigenvalue_input: number
  /** Of X, ascending. */
  readonly eigenvalues: readonly number[]
}

/** Σ over eigenvalues above 0 of λ·v·vᵀ: the projection on positive semidefinite matrices. */
function positivePart({ values, vectors }: Eigen): number[][] {
  const n = values.length
  const out = Array.from({ length: n }, () => new Array<number>(n).fill(0))
  for (let e = 0; e < n; e++) {
    const value = values[e] ?? 0
    if (value <= 0) continue
    for (let i = 0; i < n; i++) {
      const row = out[i]
      if (row === undefined) continue
      for (let j = 0; j < n; j++) row[j] = (row[j] ?? 0) + value * at(vectors, e, i) * at(vectors, e, j)
    }
  }
  return out
}

const shifted = (a: Matrix, y: readonly number[]): number[][] => a.map((row, i) => row.map((v, j) => (i === j ? v + (y[i] ?? 0) : v)))

/** The dual's value ½‖(A + diag y)₊‖² − Σy, to be as small as possible. */
const dual = ({ values }: Eigen, y: readonly number[]): number =>
  0.5 * values.reduce((sum, v) => sum + (v > 0 ? v * v : 0), 0) - y.reduce((sum, v) => sum + v, 0)

/** Its second derivative: Σ Ω(k, l)·v_k(i)·v_l(i)·v_k(j)·v_l(j), Ω from divided differences of max(0, λ). */
function curvature({ values, vectors }: Eigen): number[][] {
  const n = values.length
  const omega = values.map((p) =>
    values.map((q) => (p > 0 && q > 0 ? 1 : p <= 0 && q <= 0 ? 0 : (Math.max(p, 0) - Math.max(q, 0)) / (p - q))),
  )
  // W(k, i·l): Σ_l Ω(k, l) v_l(i) v_l(j) for each k first: n⁴ work for the small matrices of a risk model.
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => {
      let sum = 0
      for (let k = 0; k < n; k++) {
        const left = at(vectors, k, i) * at(vectors, k, j)
        for (let l = 0; l < n; l++) sum += at(omega, k, l) * left * at(vectors, l, i) * at(vectors, l, j)
      }
      return sum
    }),
  )
}

/**
 * The correlation matrix nearest to a symmetric one in the Frobenius norm (Higham 2002), by Qi and Sun's Newton method on its dual (2006):
 * minimise ½‖(A + diag y)₊‖² − Σy over y; X is the projection there, scaled to a diagonal of exactly 1. To about 1e-14.
 */
export function nearestCorrelation(a: Matrix): Nearest {
  const n = a.length
  const first = eigen(a)
  let y = a.map((row, i) => 1 - (row[i] ?? 0))
  let system = eigen(shifted(a, y))
  for (let round = 0; round < 100; round++) {
    const slope = positivePart(system).map((row, i) => (row[i] ?? 0) - 1)
    const size = Math.sqrt(slope.reduce((sum, g) => sum + g * g, 0))
    if (size < 1e-15 * n) break
    const hessian = curvature(system).map((row, i) => row.map((v, j) => (i === j ? v + Math.min(1e-10, 1e-3 * size) : v)))
    const step = solveSymmetric(hessian, slope) ?? slope
    const descent = step.reduce((sum, s, i) => sum + s * (slope[i] ?? 0), 0)
    const before = dual(system, y)
    let length = 1
    let moved = false
    for (let halving = 0; halving < 40; halving++) {
      const next = y.map((v, i) => v - length * (step[i] ?? 0))
      const candidate = eigen(shifted(a, next))
      if (dual(candidate, next) <= before - 1e-4 * length * descent + 1e-15 * Math.abs(before)) {
        y = next
        system = candidate
        moved = true
        break
      }
      length /= 2
    }
    if (!moved) break
  }
  const X = withUnitDiagonal(positivePart(system))
  let square = 0
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) square += (at(X, i, j) - at(a, i, j)) * (at(X, i, j) - at(a, i, j))
  return {
    X,
    frobenius_distance: Math.sqrt(square),
    min_eigenvalue_input: first.values[0] ?? Number.NaN,
    eigenvalues: eigen(X).values.map((v) => Math.max(v, 0)),
  }
}

function withUnitDiagonal(x: readonly (readonly number[])[]): number[][] {
  const root = x.map((row, i) => Math.sqrt(row[i] ?? 1))
  return x.map((row, i) => row.map((v, j) => (i === j ? 1 : v / ((root[i] ?? 1) * (root[j] ?? 1)))))
}
