/** Columns of a tall matrix are kept as rows of doubles: `rows[i]` is equation i, its last entry the right-hand side. */
export type Equations = readonly Float64Array[]

/**
 * Least squares by Householder reflections (Golub and Van Loan, section 5.3): the x that minimises |A·x − y|, where each row is (A_i, y_i).
 * The rows are overwritten. A column that depends on the others gets 0. Backward stable; squares no condition number, unlike normal equations.
 */
export function leastSquares(rows: Equations, unknowns: number): Float64Array {
  const diagonal = new Float64Array(unknowns)
  let scale = 0
  for (let j = 0; j < unknowns; j++) {
    let norm = 0
    for (let i = j; i < rows.length; i++) norm += at(rows, i, j) * at(rows, i, j)
    norm = Math.sqrt(norm)
    scale = Math.max(scale, norm)
    if (norm <= scale * 1e-15) continue
    const alpha = at(rows, j, j) > 0 ? -norm : norm
    const head = at(rows, j, j) - alpha
    diagonal[j] = alpha
    put(rows, j, j, head)
    // |v|² of the reflector v = (head, rest): 2·norm·(norm + |a_jj|).
    const square = -2 * alpha * head
    for (let c = j + 1; c <= unknowns; c++) {
      let dot = 0
      for (let i = j; i < rows.length; i++) dot += at(rows, i, j) * at(rows, i, c)
      const factor = (2 * dot) / square
      for (let i = j; i < rows.length; i++) put(rows, i, c, at(rows, i, c) - factor * at(rows, i, j))
    }
  }
  const x = new Float64Array(unknowns)
  for (let j = unknowns - 1; j >= 0; j--) {
    const pivot = diagonal[j] ?? 0
    if (pivot === 0) continue
    let sum = at(rows, j, unknowns)
    for (let c = j + 1; c < unknowns; c++) sum -= at(rows, j, c) * (x[c] ?? 0)
    x[j] = sum / pivot
  }
  return x
}

const at = (rows: Equations, i: number, j: number): number => rows[i]?.[j] ?? 0
function put(rows: Equations, i: number, j: number, value: number): void {
  const row = rows[i]
  if (row !== undefined) row[j] = value
}
