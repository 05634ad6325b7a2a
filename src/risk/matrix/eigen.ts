import type { Matrix } from './cholesky.ts'

export interface Eigen {
  /** Ascending. */
  readonly values: readonly number[]
  /** vectors[i] belongs to values[i]. */
  readonly vectors: readonly (readonly number[])[]
}

/** Eigenvalues and vectors of a symmetric matrix by Jacobi's cyclic rotations (Golub and Van Loan 8.5): square roots only. */
export function eigen(matrix: Matrix): Eigen {
  const n = matrix.length
  const a = matrix.map((row) => Float64Array.from(row))
  const v = matrix.map((_, i) => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)))
  const get = (m: readonly Float64Array[], i: number, j: number): number => m[i]?.[j] ?? 0
  const set = (m: readonly Float64Array[], i: number, j: number, value: number): void => {
    const row = m[i]
    if (row !== undefined) row[j] = value
  }
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0
    let size = 0
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const square = get(a, i, j) * get(a, i, j)
        if (i === j) size += square
        else off += square
      }
    }
    if (off <= 1e-36 * size || off === 0) break
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = get(a, p, q)
        if (apq === 0) continue
        const theta = (get(a, q, q) - get(a, p, p)) / (2 * apq)
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
        const c = 1 / Math.sqrt(t * t + 1)
        const s = t * c
        for (let k = 0; k < n; k++) {
          const kp = get(a, k, p)
          const kq = get(a, k, q)
          set(a, k, p, c * kp - s * kq)
          set(a, k, q, s * kp + c * kq)
        }
        for (let k = 0; k < n; k++) {
          const pk = get(a, p, k)
          const qk = get(a, q, k)
          set(a, p, k, c * pk - s * qk)
          set(a, q, k, s * pk + c * qk)
          const vp = get(v, k, p)
          const vq = get(v, k, q)
          set(v, k, p, c * vp - s * vq)
          set(v, k, q, s * vp + c * vq)
        }
      }
    }
  }
  const order = matrix.map((_, i) => i).sort((p, q) => get(a, p, p) - get(a, q, q))
  return { values: order.map((i) => get(a, i, i)), vectors: order.map((i) => v.map((row) => row[i] ?? 0)) }
}
