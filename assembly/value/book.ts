// Every leg of a book at the base market.
import { blackGreeks } from '../black76/greeks'
import { GREEK_COUNT, KIND_FORWARD, stride } from '../layout'

/**
 * All Greeks of n legs, one row of GREEK_COUNT doubles per leg at `out`, in the order of `blackGreeks`. Columns of `legs` and `buckets` as
 * in ../layout.ts. The forward is the bucket's moving part plus its fixed part; the discount is the bucket's number, taken as constant:
 * so theta has no interest in it, and rho is -years·price. A forward leg: price F, delta 1, the rest 0. Edges as `blackGreeks`.
 */
export function bookGreeks(legs: i32, n: i32, buckets: i32, nb: i32, out: i32): void {
  const column = stride(n) << 3
  const bucketColumn = nb << 3
  for (let i = 0; i < n; i++) {
    const leg = legs + (i << 3)
    const bucket = buckets + ((<i32>load<f64>(leg + column)) << 3)
    const kind = load<f64>(leg)
    const F = load<f64>(bucket) + load<f64>(bucket + bucketColumn)
    const row = out + ((i * GREEK_COUNT) << 3)
    if (kind == KIND_FORWARD) {
      memory.fill(row, 0, GREEK_COUNT << 3)
      store<f64>(row, F)
      store<f64>(row, 1, 8)
      continue
    }
    blackGreeks(kind, F, load<f64>(leg + 2 * column), load<f64>(bucket + 2 * bucketColumn), load<f64>(leg + 3 * column), 0, row)
    const discount = load<f64>(bucket + 3 * bucketColumn)
    for (let g = 0; g < GREEK_COUNT; g++) store<f64>(row + (g << 3), load<f64>(row + (g << 3)) * discount)
  }
}
