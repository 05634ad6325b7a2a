import type { PathCore, ValueGrid } from '../path-core.ts'
import { groupValues } from './direct.ts'
import type { Group, Plan } from './plan.ts'

/** Where most draws lie. */
export interface Range {
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
}

export interface BookGrid {
  readonly grid: ValueGrid
  /** Largest error of P&L in the middle of a cell (where a cubic errs most), and of its edges' middles, USD. */
  readonly error: number
}

const MOST_X = 1025
const MOST_Y = 129

/** P&L of a group at evenly spaced moves. */
function tabulate(core: PathCore, plan: Plan, group: Group, range: Range, nx: number, ny: number): ValueGrid {
  const stepX = (range.x[1] - range.x[0]) / (nx - 1)
  const stepY = ny === 1 ? 0 : (range.y[1] - range.y[0]) / (ny - 1)
  const at = (i: number, j: number): readonly [number, number] => [range.x[0] + i * stepX, ny === 1 ? 0 : range.y[0] + j * stepY]
  const points = Array.from({ length: nx * ny }, (_, p) => at(p % nx, Math.floor(p / nx)))
  return {
    x0: range.x[0],
    perX: 1 / stepX,
    nx,
    y0: ny === 1 ? 0 : range.y[0],
    perY: ny === 1 ? 0 : 1 / stepY,
    ny,
    values: pnlAt(core, plan, group, points),
  }
}

function pnlAt(core: PathCore, plan: Plan, group: Group, points: readonly (readonly [number, number])[]): Float64Array {
  const x = Float64Array.from(points, (p) => p[0])
  const y = Float64Array.from(points, (p) => p[1])
  const out = new Float64Array(points.length)
  const n = group.legs.length
  const STEP = 1024
  for (let from = 0; from < points.length; from += STEP) {
    const to = Math.min(from + STEP, points.length)
    const values = groupValues(core, group, plan, x.subarray(from, to), y.subarray(from, to))
    for (let p = from; p < to; p++) {
      let sum = 0
      for (const [g, i] of group.places.entries())
        sum += (group.quantities[g] ?? 0) * ((values[(p - from) * n + g] ?? 0) - (plan.base[i] ?? 0))
      out[p] = sum
    }
  }
  return out
}

/** The largest error of a grid at the middles of its cells in x, in y, or both. */
function errorAt(core: PathCore, plan: Plan, group: Group, grid: ValueGrid, halfX: boolean, halfY: boolean): number {
  const points: [number, number][] = []
  for (let j = 0; j < grid.ny - (halfY ? 1 : 0); j++)
    for (let i = 0; i < grid.nx - (halfX ? 1 : 0); i++) {
      const x = grid.x0 + (i + (halfX ? 0.5 : 0)) / grid.perX
      points.push([x, grid.ny === 1 ? 0 : grid.y0 + (j + (halfY ? 0.5 : 0)) / grid.perY])
    }
  const exact = pnlAt(core, plan, group, points)
  const read = new Float64Array(points.length)
  core.lookUp(
    [grid],
    Float64Array.from(points, (p) => p[0]),
    Float64Array.from(points, (p) => p[1]),
    read,
  )
  let worst = 0
  // What rounding puts outside the grid's last node reads as NaN and is no error of the grid.
  for (const [p, value] of read.entries()) if (!Number.isNaN(value)) worst = Math.max(worst, Math.abs(value - (exact[p] ?? 0)))
  return worst
}

/**
 * The coarsest grid whose error stays within `tolerance`, the direction that errs more being halved first. Undefined where even the finest
 * does not (short-dated gamma), or where more than `most` nodes would be needed: the group is then priced directly.
 */
export function gridOf(core: PathCore, plan: Plan, group: Group, range: Range, tolerance: number, most: number): BookGrid | undefined {
  const flat = group.vol < 0
  let nx = 65
  let ny = flat ? 1 : 9
  for (;;) {
    const grid = tabulate(core, plan, group, range, nx, ny)
    const alongX = errorAt(core, plan, group, grid, true, false)
    const alongY = flat ? 0 : errorAt(core, plan, group, grid, false, true)
    const error = alongX + alongY
    if (error <= tolerance) return { grid, error }
    if (alongX >= alongY) nx = 2 * nx - 1
    else ny = 2 * ny - 1
    if (nx > MOST_X || ny > MOST_Y || nx * ny > most) return undefined
  }
}
