import { KIND_FORWARD, stride } from '../layout'
import { exp2, fma, logParts, ratioGap } from './lanes'

/** Beyond this |d| the density is below 1e-300 and a time value counts as 0. */
const FAR: f64 = 37.5
/** What a time value per unit must exceed not to count as 0; swallows what the clamp at FAR leaves. */
const NOTHING: f64 = 1e-290
/** Ends of ln(F/K), of a deviation and of √T that keep 0/0 and ∞·0 out of the hot loop: edges are data, not branches. */
const LEAST_MONEYNESS: f64 = 1e-200
const LEAST_DEVIATION: f64 = 1e-300
const MOST_DEVIATION: f64 = 1e16
const MOST_ROOT: f64 = 1e150

/**
 * Values of n legs (two per step of the preparation, two scenarios per step of the pricing) under ns scenarios, ns even, row s of
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
    const b = <usize>load<f64>(leg + column)
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
        const cell = work + ((<usize>load<f64>(factorRows + (r << 3))) << 3)
        store<f64>(cell, load<f64>(cell) * load<f64>(factors + r * column + (i << 3)))
      }
      volMultiples = work
    }
    priceLeg(leg, column, buckets + (b << 3), (<usize>nb) << 3, shock, plane, volMultiples, row, kind, target)
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

/**
 * One option under every scenario. With h = |ln(F/K)|/sd, u = h − sd/2 and w = h + sd/2 the out-of-the-money twin is worth
 * min(F, K)·[N(−u) − exp((w² − u²)/2)·N(−w)] = min(F, K)·φ·[R(u) − R(w)] with φ = exp(−u²/2) and R(x) = N(−x)·exp(x²/2): one exponential
 * and, over a common denominator, one division. For u < 0, N(−u) = 1 − φ·R(|u|). Then parity.
 */
function priceLeg(
  leg: usize,
  column: usize,
  bucket: usize,
  step: usize,
  shock: usize,
  plane: usize,
  volMultiples: usize,
  row: usize,
  kind: f64,
  target: usize,
): void {
  const K = v128.load64_splat(leg + 2 * column)
  const deviation = f64x2.splat(load<f64>(leg + 3 * column) * rootOf(load<f64>(bucket + 2 * step)))
  const discount = v128.load64_splat(bucket + 3 * step)
  const coarseK = v128.load64_splat(leg + 4 * column)
  const fineK = v128.load64_splat(leg + 5 * column)
  const side = f64x2.splat(kind)
  const zero = f64x2.splat(0)
  for (let s: usize = 0; s < row; s += 16) {
    const at = shock + s
    const coarse = f64x2.sub(v128.load(at + plane), coarseK)
    const fine = f64x2.sub(v128.load(at + 5 * plane), fineK)
    const x = f64x2.pmax(f64x2.abs(f64x2.add(coarse, fine)), f64x2.splat(LEAST_MONEYNESS))
    const sd = f64x2.pmax(fma(v128.load(volMultiples + s), deviation, v128.load(at + 3 * plane)), v128.load(at + 4 * plane))
    const h = f64x2.div(x, sd)
    const half = f64x2.mul(sd, f64x2.splat(0.5))
    const d = f64x2.sub(h, half)
    const sign = v128.and(d, f64x2.splat(-0.0))
    const u = f64x2.pmin(v128.xor(d, sign), f64x2.splat(FAR))
    const w = f64x2.pmin(f64x2.add(h, half), f64x2.splat(MOST_DEVIATION))
    const density = exp2(f64x2.mul(f64x2.mul(u, u), f64x2.splat(-0.7213475204444817)))
    const whole = f64x2.sub(v128.and(f64x2.lt(d, zero), f64x2.splat(1)), f64x2.splat(NOTHING))
    const unit = f64x2.pmax(fma(density, ratioGap(u, w, sign), whole), zero)
    const F = f64x2.pmax(v128.load(at), zero)
    const intrinsic = f64x2.pmax(f64x2.mul(f64x2.sub(F, K), side), zero)
    const value = f64x2.mul(fma(f64x2.pmin(F, K), unit, intrinsic), discount)
    const cell = target + (s >> 3) * column
    v128.store64_lane(cell, value, 0)
    v128.store64_lane(cell + column, value, 1)
  }
}
