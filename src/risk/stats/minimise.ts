interface Corner {
  readonly x: Float64Array
  readonly f: number
}

/**
 * Least value of f near `start` by Nelder and Mead's simplex (1965), started anew from its best point until a whole run gains nothing.
 * Enough for a handful of unknowns of order 1. f may be Infinity out of its domain. Only IEEE basic operations of its own.
 */
export function minimise(f: (x: Float64Array) => number, start: readonly number[], step: number, restarts = 6): Float64Array {
  let best: Corner = { x: Float64Array.from(start), f: f(Float64Array.from(start)) }
  for (let run = 0; run < restarts; run++) {
    const found = simplex(f, best, run === 0 ? step : step / 10)
    const gain = best.f - found.f
    best = found.f < best.f ? found : best
    if (run > 0 && !(gain > 1e-12 * Math.abs(best.f))) break
  }
  return best.x
}

function simplex(f: (x: Float64Array) => number, from: Corner, step: number): Corner {
  const n = from.x.length
  const at = (x: Float64Array): Corner => ({ x, f: f(x) })
  const moved = (i: number): Float64Array => from.x.map((v, j) => (i === j ? v + step : v))
  const corners: Corner[] = [from, ...Array.from({ length: n }, (_, i) => at(moved(i)))]
  const blend = (a: Float64Array, b: Float64Array, t: number): Float64Array => a.map((v, i) => v + t * ((b[i] ?? 0) - v))
  for (let round = 0; round < 400 * n; round++) {
    corners.sort((p, q) => p.f - q.f)
    const [best, worst, second] = [corners[0], corners[n], corners[n - 1]]
    if (best === undefined || worst === undefined || second === undefined) break
    if (worst.f - best.f <= 1e-14 * Math.abs(best.f) && spread(corners) < 1e-9) break
    const middle = from.x.map((_, i) => corners.slice(0, n).reduce((sum, c) => sum + (c.x[i] ?? 0), 0) / n)
    const mirrored = at(blend(middle, worst.x, -1))
    if (mirrored.f < best.f) {
      const further = at(blend(middle, worst.x, -2))
      corners[n] = further.f < mirrored.f ? further : mirrored
    } else if (mirrored.f < second.f) corners[n] = mirrored
    else {
      const nearer = mirrored.f < worst.f ? at(blend(middle, worst.x, -0.5)) : at(blend(middle, worst.x, 0.5))
      if (nearer.f < Math.min(worst.f, mirrored.f)) corners[n] = nearer
      else for (let i = 1; i <= n; i++) corners[i] = at(blend(best.x, corners[i]?.x ?? best.x, 0.5))
    }
  }
  return corners.reduce((p, q) => (q.f < p.f ? q : p))
}

/** The largest distance, in any coordinate, of a corner from the first. */
const spread = (corners: readonly Corner[]): number => {
  const first = corners[0]?.x
  return Math.max(...corners.map((c) => Math.max(...c.x.map((v, i) => Math.abs(v - (first?.[i] ?? v))))))
}
