// PROVISIONAL scalar

import { blackPrice } from '../black76/price'
import { stride } from '../layout'
/**
 * Values of n legs under ns scenarios: row s of stride(n) doubles at `out`.
 * `shocks`: SHOCK_PLANES planes of ns × nb. `factorRows`: ns doubles, index of the row of per-leg vol factors at `factors`, or -1.
 */
export function revalue(legs: i32, n: i32, buckets: i32, nb: i32, shocks: i32, ns: i32, factorRows: i32, factors: i32, out: i32): void {
  const st = stride(n) << 3,
    plane = (ns * nb) << 3
  for (let s = 0; s < ns; s++) {
    const row = <i32>load<f64>(factorRows + (s << 3))
    for (let i = 0; i < n; i++) {
      const p = legs + (i << 3)
      const kind = load<f64>(p),
        b = <i32>load<f64>(p + st),
        K = load<f64>(p + 2 * st)
      let vol = load<f64>(p + 3 * st)
      if (row >= 0) vol *= load<f64>(factors + row * st + (i << 3))
      const q = buckets + (b << 3),
        h = shocks + ((s * nb + b) << 3)
      const F = load<f64>(h) * load<f64>(q) + load<f64>(h + plane) + load<f64>(q + (nb << 3))
      const v = max(load<f64>(h + 2 * plane) * vol + load<f64>(h + 3 * plane), load<f64>(h + 4 * plane))
      const o = out + s * st + (i << 3)
      if (kind == 0) store<f64>(o, F)
      else store<f64>(o, load<f64>(q + nb * 24) * blackPrice(kind, F, K, load<f64>(q + (nb << 4)), v, 0))
    }
  }
}
