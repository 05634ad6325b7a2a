// A book's value as a smooth function of two moves, read off a grid.
import { cubic } from './copula'

/**
 * Adds to `out` the value at `count` points (x, y) of a grid of nx by ny nodes (ny rows of nx doubles; ny = 1: y does not count), by the cubic
 * through the four nodes about the point each way (nx >= 4, ny = 1 or >= 4). `x0`, `y0`: the first nodes; `perX`, `perY`: nodes a unit. A
 * point outside the grid gets NaN: whoever asked prices it.
 */
export function lookUp(
  x: usize,
  y: usize,
  count: i32,
  grid: usize,
  x0: f64,
  perX: f64,
  nx: i32,
  y0: f64,
  perY: f64,
  ny: i32,
  out: usize,
): void {
  const mostX = <f64>(nx - 1)
  const mostY = <f64>(ny - 1)
  for (let p: usize = 0; p < (<usize>count) << 3; p += 8) {
    const u = (load<f64>(x + p) - x0) * perX
    const v = ny == 1 ? 0 : (load<f64>(y + p) - y0) * perY
    const target = out + p
    if (!(u >= 0 && u <= mostX && v >= 0 && v <= mostY)) {
      store<f64>(target, NaN)
      continue
    }
    if (ny == 1) {
      store<f64>(target, load<f64>(target) + cubic(grid, nx, u))
      continue
    }
    const cell = max(1, min(nx - 3, <i32>u))
    const t = u - <f64>cell
    const a = t + 1
    const b = t - 1
    const c = t - 2
    const w0 = (t * b * c) / -6
    const w1 = (a * b * c) / 2
    const w2 = (a * t * c) / -2
    const w3 = (a * t * b) / 6
    const rowCell = max(1, min(ny - 3, <i32>v))
    const s = v - <f64>rowCell
    const d = s + 1
    const e = s - 1
    const g = s - 2
    const step = (<usize>nx) << 3
    const at = grid + ((<usize>(rowCell - 1) * <usize>nx + <usize>(cell - 1)) << 3)
    const sum =
      ((s * e * g) / -6) * four(at, w0, w1, w2, w3) +
      ((d * e * g) / 2) * four(at + step, w0, w1, w2, w3) +
      ((d * s * g) / -2) * four(at + 2 * step, w0, w1, w2, w3) +
      ((d * s * e) / 6) * four(at + 3 * step, w0, w1, w2, w3)
    store<f64>(target, load<f64>(target) + sum)
  }
}

function four(at: usize, w0: f64, w1: f64, w2: f64, w3: f64): f64 {
  return load<f64>(at) * w0 + load<f64>(at, 8) * w1 + load<f64>(at, 16) * w2 + load<f64>(at, 24) * w3
}
