// Draws of a t copula with any margins: Sobol points through the normal quantile, a Cholesky factor, the mixing variable and one table a
// margin.
import { exp } from '../math/exp'
import { log } from '../math/log'
import { normalInverse } from '../math/normal'
import { uniform } from './scramble'

/** Nodes of the table of ½·ln(ν/χ²) over the mixing variable's normal score, and where they begin and end. */
export const MIX_NODES: i32 = 1041
export const MIX_REACH: f64 = 6.5
/** Nodes of a margin's table over asinh of the copula's t, and where they begin and end. */
export const MARGIN_NODES: i32 = 4097
export const MARGIN_REACH: f64 = 24

/** Cubic through the four nodes about `at` (in steps from the first): Lagrange's form. Ends are held. */
export function cubic(table: usize, nodes: i32, at: f64): f64 {
  const last = <f64>(nodes - 1)
  const x = max(0.0, min(last, at))
  const cell = max(1, min(nodes - 3, <i32>x))
  const t = x - <f64>cell
  const from = table + ((<usize>(cell - 1)) << 3)
  const a = t + 1
  const b = t - 1
  const c = t - 2
  return (
    (load<f64>(from) * t * b * c) / -6 +
    (load<f64>(from, 8) * a * b * c) / 2 -
    (load<f64>(from, 16) * a * t * c) / 2 +
    (load<f64>(from, 24) * a * t * b) / 6
  )
}

/**
 * Moves of `n` factors in the draws named by `count` whole numbers at `paths`: draw p is point p mod `size` of scrambling p div `size`. Row f of
 * `out` (count doubles) is factor f.
 *
 * `directions`: n + 1 rows of 32 integers, the first row for the mixing variable; `seeds`: n + 1 integers a scrambling; `factor`: the Cholesky
 * factor by rows; `mix`: MIX_NODES doubles; `margins`: n tables of MARGIN_NODES doubles; `limits`: n pairs, least and largest move;
 * `work`: n doubles, free.
 */
export function copulaPaths(
  paths: usize,
  count: i32,
  n: i32,
  size: f64,
  directions: usize,
  seeds: usize,
  factor: usize,
  mix: usize,
  margins: usize,
  limits: usize,
  work: usize,
  out: usize,
): void {
  const mixStep = <f64>(MIX_NODES - 1) / (2 * MIX_REACH)
  const marginStep = <f64>(MARGIN_NODES - 1) / (2 * MARGIN_REACH)
  const row = (<usize>count) << 3
  for (let p: usize = 0; p < row; p += 8) {
    const path = load<f64>(paths + p)
    const round = floor(path / size)
    const index = <u32>(path - round * size)
    const seed = seeds + ((<usize>round * (<usize>n + 1)) << 2)
    const score = normalInverse(uniform(index, directions, load<u32>(seed)))
    const stretch = exp(cubic(mix, MIX_NODES, (score + MIX_REACH) * mixStep))
    for (let f: usize = 0; f < <usize>n; f++) {
      const z = normalInverse(uniform(index, directions + ((f + 1) << 7), load<u32>(seed + ((f + 1) << 2))))
      store<f64>(work + (f << 3), z)
      let sum: f64 = 0
      const line = factor + ((f * <usize>n) << 3)
      for (let g: usize = 0; g <= f; g++) sum += load<f64>(line + (g << 3)) * load<f64>(work + (g << 3))
      const t = stretch * sum
      const far = log(abs(t) + sqrt(t * t + 1))
      const s = t < 0 ? -far : far
      const move = cubic(margins + ((f * <usize>MARGIN_NODES) << 3), MARGIN_NODES, (s + MARGIN_REACH) * marginStep)
      const limit = limits + (f << 4)
      store<f64>(out + f * row + p, max(load<f64>(limit), min(load<f64>(limit, 8), move)))
    }
  }
}
