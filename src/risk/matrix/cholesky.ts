/** A square matrix by rows. */
export type Matrix = readonly (readonly number[])[]

export const at = (m: Matrix, i: number, j: number): number => m[i]?.[j] ?? Number.NaN

/**
 * Lower triangle L with L·Lᵀ = A. A pivot within `tolerance` of 0 counts as 0 and its column is left empty (positive semidefinite); one below
 * makes the answer its row number and value: A is not positive semidefinite.
 */
export function cholesky(a: Matrix, tolerance = 1e-12): { readonly L: number[][] } | { readonly row: number; readonly pivot: number } {
  const n = a.length
  const L = Array.from({ length: n }, () => new Array<number>(n).fill(0))
  for (let j = 0; j < n; j++) {
    const row = L[j] ?? []
    let pivot = at(a, j, j)
    for (let k = 0; k < j; k++) pivot -= (row[k] ?? 0) * (row[k] ?? 0)
    if (!(pivot >= -tolerance)) return { row: j, pivot }
    const root = Math.sqrt(Math.max(pivot, 0))
    row[j] = root
    for (let i = j + 1; i < n; i++) {
      const below = L[i] ?? []
      let sum = at(a, i, j)
      for (let k = 0; k < j; k++) sum -= (below[k] ?? 0) * (row[k] ?? 0)
      if (pivot <= tolerance && Math.abs(sum) > Math.sqrt(tolerance)) return { row: i, pivot: -Math.abs(sum) }
      below[j] = pivot <= tolerance ? 0 : sum / root
    }
  }
  return { L }
}

/** x with A·x = b for a symmetric positive definite A; undefined where it is none. */
export function solveSymmetric(a: Matrix, b: readonly number[]): number[] | undefined {
  const factor = cholesky(a, 0)
  if (!('L' in factor)) return undefined
  const { L } = factor
  const n = b.length
  const y: number[] = []
  for (let i = 0; i < n; i++) {
    let sum = b[i] ?? 0
    for (let k = 0; k < i; k++) sum -= at(L, i, k) * (y[k] ?? 0)
    y.push(sum / at(L, i, i))
  }
  const x = new Array<number>(n).fill(0)
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i] ?? 0
    for (let k = i + 1; k < n; k++) sum -= at(L, k, i) * (x[k] ?? 0)
    x[i] = sum / at(L, i, i)
  }
  return x.every(Number.isFinite) ? x : undefined
}
