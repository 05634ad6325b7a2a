import { type Bounds, clamp } from './bounds.ts'
import { leastSquares } from './least-squares.ts'
import type { Vector } from './model.ts'
import { cost, type Objective } from './objective.ts'

const CENTRES = 17
const WIDTHS = 11
/** Ratio of one sigma of the grid to the next, from a fiftieth of the quoted width up. */
const STEP = 1.8

/** A cell (i, j) of the grid over (m, sigma), solved. */
interface Cell {
  readonly i: number
  readonly j: number
  readonly x: Vector
  readonly cost: number
}

/**
 * Quasi-explicit starting points (De Marco and Martini, Zeliade 2009): for a given m and sigma, y = (k − m)/sigma makes w = a + d·y +
 * c·√(y² + 1) linear in (a, d, c), solved by weighted least squares and put back into the domain. A grid over (m, sigma) gives many;
 * the `count` best by the objective come back, no two of them neighbours, best first.
 */
export function quasiExplicitStarts(o: Objective, bounds: Bounds, count: number): readonly Vector[] {
  const ks = o.quotes.map((q) => q.k)
  const low = Math.min(...ks)
  const width = Math.max(Math.max(...ks) - low, 1e-3)
  const found: Cell[] = []
  for (let i = 0; i < CENTRES; i++) {
    const m = low - width / 2 + (2 * width * i) / (CENTRES - 1)
    let sigma = width / 50
    for (let j = 0; j < WIDTHS; j++, sigma *= STEP) {
      const x = clamp(inner(o, m, sigma), bounds)
      found.push({ i, j, x, cost: cost(o, x) })
    }
  }
  const chosen: Cell[] = []
  for (const cell of found.sort((p, q) => p.cost - q.cost)) {
    if (chosen.length === count) break
    // Neighbours lead to one and the same minimum: take the best of each neighbourhood.
    if (!chosen.some((c) => Math.abs(c.i - cell.i) <= 1 && Math.abs(c.j - cell.j) <= 1)) chosen.push(cell)
  }
  return chosen.map((c) => c.x)
}

function inner(o: Objective, m: number, sigma: number): Vector {
  const rows = o.quotes.map(({ k, vol, weight }) => {
    const y = (k - m) / sigma
    // An error of vol is one of variance over 2·vol·years.
    const g = Math.sqrt(weight) / (o.error === 'vol' ? 2 * vol * o.years : 1)
    return Float64Array.of(g, g * y, g * Math.sqrt(y * y + 1), g * vol * vol * o.years)
  })
  const [a = 0, d = 0, c = 0] = leastSquares(rows, 3)
  const b = Math.max(c, 1e-9) / sigma
  const rho = Math.min(Math.max(d / Math.max(c, 1e-9), -0.99), 0.99)
  return [a + b * sigma * Math.sqrt(1 - rho * rho), b, rho, m, sigma]
}
