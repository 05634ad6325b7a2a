// The scalar form of `revalue`, one price after the other through Black-76 as it stands. Not part of the core: the bench compiles it as a
// module of its own, to measure what the kernel gains over it.
import { blackPrice } from '../black76/price'
import { stride } from '../layout'

export { blackPrice } from '../black76/price'
export { BUCKET_COLUMNS, LEG_COLUMNS, reserve, SHOCK_PLANES, stride } from '../layout'

/** As `revalue` of grid.ts, without vol factors and without forward legs; overwrites nothing but `out`. */
export function revalueScalar(legs: usize, n: i32, buckets: usize, nb: i32, shocks: usize, ns: i32, out: usize): void {
  const column = (<usize>stride(n)) << 3
  const row = (<usize>ns) << 3
  const plane = <usize>nb * row
  const step = (<usize>nb) << 3
  for (let i: usize = 0; i < <usize>n; i++) {
    const leg = legs + (i << 3)
    const kind = load<f64>(leg)
    const b = <usize>(<i32>load<f64>(leg + column))
    const strike = load<f64>(leg + 2 * column)
    const vol = load<f64>(leg + 3 * column)
    const bucket = buckets + (b << 3)
    const base = load<f64>(bucket)
    const fixed = load<f64>(bucket + step)
    const years = load<f64>(bucket + 2 * step)
    const discount = load<f64>(bucket + 3 * step)
    for (let s: usize = 0; s < <usize>ns; s++) {
      const shock = shocks + b * row + (s << 3)
      const forward = load<f64>(shock) * base + load<f64>(shock + plane) + fixed
      const shocked = max(load<f64>(shock + 2 * plane) * vol + load<f64>(shock + 3 * plane), load<f64>(shock + 4 * plane))
      store<f64>(out + s * column + (i << 3), discount * blackPrice(kind, forward, strike, years, shocked, 0))
    }
  }
}
