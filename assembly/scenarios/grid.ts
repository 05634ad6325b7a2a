import { KIND_FORWARD, stride } from '../layout'
import { logParts } from './lanes'
import { priceLeg } from './price'

/** Ends of a deviation and of √T that keep 0/0 and ∞·0 out of the pricing: edges are data, not branches. */
const LEAST_DEVIATION: f64 = 1e-300
const MOST_ROOT: f64 = 1e150

/**
 * Values of n legs (two per step of the preparation, four scenarios per step of the pricing) under ns scenarios, ns a multiple of 4, row s of
 * stride(n) doubles at `out`. USD, discounted; a `forward` leg is worth the shocked forward.
 *
 * `legs`: LEG_COLUMNS columns of stride(n); `buckets`: BUCKET_COLUMNS columns of nb; `shocks`: SHOCK_PLANES planes of nb rows of ns, the
 * last plane free; `factors`: nf rows of stride(n) vol factors, row r for scenario `factorRows[r]`; `work`: ns doubles, free.
 * Legs' columns 4 and 5, the shocks and `work` are overwritten.
 *
 * Domain: any double. F' <= 0 counts as 0 for options, vol <= 0 or years <= 0 is intrinsic value, strike < 0 and NaN in any input of a leg
 * give NaN for that leg (in that scenario). Absolute error <= 4e-16·max(F', K)·discount.
 */
export function revalue(
  legs: usize,
  n: i32,
  buckets: usize,
  nb: i32,
  shocks: usize,
  ns: i32,
  factorRows: usize,
  nf: i32,
  factors: usize,
  work: usize,
  out: usize,
): void {
  const column = (<usize>stride(n)) << 3
  const row = (<usize>ns) << 3
  const plane = <usize>nb * row
  for (let b = 0; b < nb; b++) prepareBucket(buckets + ((<usize>b) << 3), (<usize>nb) << 3, shocks + <usize>b * row, plane, row)
  for (let i: usize = 0; i < column; i += 16) {
    const strike = v128.load(legs + 2 * column + i)
    // A strike below 0 is out of domain: 0/0 turns it into NaN.
    const domain = f64x2.div(f64x2.splat(0), v128.andnot(f64x2.splat(1), f64x2.lt(strike, f64x2.splat(0))))
    logParts(f64x2.add(strike, domain), legs + 4 * column + i, legs + 5 * column + i)
  }
  for (let i: usize = 0; i < <usize>n; i++) {
    const leg = legs + (i << 3)
    const kind = load<f64>(leg)
    const b = <usize>(<i32>load<f64>(leg + column))
    const shock = shocks + b * row
    const target = out + (i << 3)
    if (kind == KIND_FORWARD) {
      for (let s: usize = 0; s < <usize>ns; s++) store<f64>(target + s * column, load<f64>(shock + (s << 3)))
      continue
    }
    let volMultiples = shock + 2 * plane
    if (nf > 0) {
      memory.copy(work, volMultiples, row)
      for (let r: usize = 0; r < <usize>nf; r++) {
        const cell = work + ((<usize>(<i32>load<f64>(factorRows + (r << 3)))) << 3)
        store<f64>(cell, load<f64>(cell) * load<f64>(factors + r * column + (i << 3)))
      }
      volMultiples = work
    }
    const bucket = buckets + (b << 3)
    const step = (<usize>nb) << 3
    priceLeg(leg, column, load<f64>(bucket + 3 * step), rootOf(load<f64>(bucket + 2 * step)), shock, plane, volMultiples, row, target)
  }
}

/** Turns one bucket's shocks into what the pricing reads: F', coarse ln F', vol m, vol a·√T, floor·√T, fine ln F'. */
function prepareBucket(bucket: usize, step: usize, shock: usize, plane: usize, row: usize): void {
  const forward = f64x2.splat(load<f64>(bucket))
  const fixed = f64x2.splat(load<f64>(bucket + step))
  const rootT = f64x2.splat(rootOf(load<f64>(bucket + 2 * step)))
  for (let s: usize = 0; s < row; s += 16) {
    const at = shock + s
    const F = f64x2.add(f64x2.add(f64x2.mul(v128.load(at), forward), v128.load(at + plane)), fixed)
    v128.store(at, F)
    logParts(F, at + plane, at + 5 * plane)
    const floor = f64x2.mul(v128.load(at + 4 * plane), rootT)
    // floor − floor: a NaN floor would be lost in the maximum below, so it enters here.
    const shift = f64x2.add(f64x2.mul(v128.load(at + 3 * plane), rootT), f64x2.sub(floor, floor))
    v128.store(at + 3 * plane, shift)
    v128.store(at + 4 * plane, f64x2.pmax(f64x2.splat(LEAST_DEVIATION), floor))
  }
}

/** √T, 0 for an expired bucket; NaN stays NaN. */
function rootOf(years: f64): f64 {
  if (years <= 0) return 0
  const root = sqrt(years)
  return root > MOST_ROOT ? MOST_ROOT : root
}
