// PROVISIONAL

import { blackGreeks } from '../black76/greeks'
import { GREEK_COUNT, LEG_COLUMNS, stride } from '../layout'
/**
 * All Greeks of n legs at the base market, discounted by the bucket's discount, one row of GREEK_COUNT doubles per leg at `out`.
 * A `forward` leg: price F, delta 1, the rest 0.
 */
export function bookGreeks(legs: i32, n: i32, buckets: i32, nb: i32, out: i32): void {
  const s = stride(n) << 3
  for (let i = 0; i < n; i++) {
    const p = legs + (i << 3)
    const kind = load<f64>(p),
      b = <i32>load<f64>(p + s),
      K = load<f64>(p + 2 * s),
      vol = load<f64>(p + 3 * s)
    const q = buckets + (b << 3)
    const F = load<f64>(q) + load<f64>(q + (nb << 3)),
      T = load<f64>(q + (nb << 4)),
      D = load<f64>(q + nb * 24)
    const o = out + i * GREEK_COUNT * 8
    if (kind == 0) {
      memory.fill(o, 0, GREEK_COUNT * 8)
      store<f64>(o, F)
      store<f64>(o + 8, 1)
      continue
    }
    blackGreeks(kind, F, K, T, vol, 0, o)
    for (let g = 0; g < GREEK_COUNT; g++) store<f64>(o + (g << 3), load<f64>(o + (g << 3)) * D)
  }
}
