import { tailCount } from '../estimate/tail.ts'
import { topLosses } from '../estimate/top.ts'
import type { Draws } from '../generate/draws.ts'
import type { PathCore } from '../path-core.ts'
import { addGroup, legPnl, movesOf, rowSums } from './direct.ts'
import { type BookGrid, gridOf, type Range } from './grid.ts'
import type { Group, Plan } from './plan.ts'

/** Fewer draws than this are all priced directly. */
const WORTH_A_GRID = 8192
/** Draws of one block: what is worked on between two looks at the clock, whoever works. */
export const BLOCK = 8192
/** Share of draws beyond either end of a grid, which are priced directly. */
const BEYOND = 0.0005
/** The largest errors allowed: of the tail's mean loss, and of gross notional; whichever is larger. */
const OF_LOSS = 1e-4
const OF_GROSS = 1e-6
/** The worst draws are always known leg by leg. */
const FEWEST_KNOWN = 10

export interface Prepared {
  /** Per group its grid, or undefined where it is priced directly. */
  readonly grids: readonly (BookGrid | undefined)[]
  /** Σ of the grids' errors: no draw's P&L is further off, as far as the middles of all cells show. */
  readonly bound: number
}

export interface Simulation {
  readonly pnl: Float64Array
  /** The worst draws, worst first: enough for every level asked. All of them directly repriced. */
  readonly tail: readonly number[]
  readonly lookup: {
    readonly used: boolean
    /** Largest difference of a looked-up from a direct P&L among the draws that were priced both ways, USD; and its bound. */
    readonly maxError: number
    readonly bound: number
  }
}

const numbersFrom = (from: number, to: number, step = 1): Float64Array =>
  Float64Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step)

/** Ends that leave a share of the sample outside; a little room where all are alike. */
function endsOf(sample: Float64Array): readonly [number, number] {
  const sorted = Float64Array.from(sample).sort()
  const at = Math.floor(BEYOND * sorted.length)
  const low = sorted[at] ?? 0
  const high = sorted[sorted.length - 1 - at] ?? 0
  return high - low > 1e-9 ? [low, high] : [low - 1e-6, high + 1e-6]
}

/**
 * Grids for every group that is worth one. Deterministic: a sample of 8,192 evenly spaced draws says where grids must reach and, directly
 * priced at 512 of them, how large the tail's loss is about.
 */
export function prepare(core: PathCore, plan: Plan, draws: Draws, levels: readonly number[]): Prepared {
  if (draws.count < WORTH_A_GRID || plan.legs === 0) return { grids: plan.groups.map(() => undefined), bound: 0 }
  const paths = numbersFrom(0, draws.count, Math.max(1, Math.floor(draws.count / 8192)))
  const moves = draws.moves(paths)
  const few = numbersFrom(0, draws.count, Math.max(1, Math.floor(draws.count / 512)))
  const losses = rowSums(legPnl(core, plan, draws.moves(few), few.length), plan.legs)
    .map((v) => -v)
    .sort()
    .reverse()
  const tail = Math.max(1, Math.floor(losses.length * (1 - Math.min(...levels))))
  const loss = losses.subarray(0, tail).reduce((sum, v) => sum + v, 0) / tail
  // Half of what is allowed: the middles of cells are where a cubic errs most, not the proof that it errs nowhere more.
  const allowed = 0.5 * Math.max(OF_LOSS * Math.max(loss, 0), OF_GROSS * plan.gross)
  const gridded = plan.groups.filter((g) => !g.linear)
  const grids = plan.groups.map((group) => {
    if (group.linear) return undefined
    const { x, y } = movesOf(group, moves, paths.length)
    const range: Range = { x: endsOf(x), y: endsOf(y) }
    // A grid and the check of it price each node about three times: beyond a quarter of the draws it costs what it saves.
    return gridOf(core, plan, group, range, allowed / Math.max(gridded.length, 1), draws.count / 4)
  })
  return { grids, bound: grids.reduce((sum, g) => sum + (g?.error ?? 0), 0) }
}

/** P&L of the draws numbered from `from` to `to`: looked up where there is a grid, exact elsewhere. Depends on nothing but the numbers. */
export function blockPnl(core: PathCore, plan: Plan, draws: Draws, { grids }: Prepared, from: number, to: number): Float64Array {
  const paths = numbersFrom(from, to)
  const count = paths.length
  const moves = draws.moves(paths)
  if (!grids.some((g) => g !== undefined)) return rowSums(legPnl(core, plan, moves, count), plan.legs)
  const out = new Float64Array(count).fill(plan.carry.reduce((sum, v) => sum + v, 0))
  // Groups that see the same moves share one reading of them.
  const together = new Map<string, { group: Group; grids: BookGrid[] }>()
  const slope = new Map<number, { group: Group; slope: number }>()
  for (const [g, group] of plan.groups.entries()) {
    const grid = grids[g]
    const { x, y } = movesOf(group, moves, count)
    if (group.linear) {
      const sum = group.quantities.reduce((s, q) => s + q, 0) * group.bucket.forward
      const known = slope.get(group.spot)
      slope.set(group.spot, { group, slope: (known?.slope ?? 0) + sum })
    } else if (grid === undefined) addGroup(core, plan, group, x, y, out)
    else {
      const key = `${group.spot} ${group.vol}`
      const known = together.get(key)
      if (known === undefined) together.set(key, { group, grids: [grid] })
      else known.grids.push(grid)
    }
  }
  for (const { group, slope: perUnit } of slope.values()) {
    const { x } = movesOf(group, moves, count)
    for (let p = 0; p < count; p++) out[p] = (out[p] ?? 0) + perUnit * (core.exp(x[p] ?? 0) - 1)
  }
  for (const { group, grids: shared } of together.values()) {
    const { x, y } = movesOf(group, moves, count)
    core.lookUp(
      shared.map((g) => g.grid),
      x,
      y,
      out,
    )
  }
  const outside = paths.filter((_, p) => Number.isNaN(out[p]))
  const exact = rowSums(legPnl(core, plan, draws.moves(outside), outside.length), plan.legs)
  for (const [i, p] of outside.entries()) out[p - from] = exact[i] ?? Number.NaN
  return out
}

/**
 * Reprices directly every draw that the tail may hold: those whose looked-up loss comes within twice the bound of the last one that counts.
 * `pnl` is corrected in place.
 */
export function finish(
  core: PathCore,
  plan: Plan,
  draws: Draws,
  prepared: Prepared,
  pnl: Float64Array,
  levels: readonly number[],
): Simulation {
  const counted = Math.floor(tailCount(pnl.length, Math.min(...levels))) + 1
  const known = Math.min(pnl.length, Math.max(counted, FEWEST_KNOWN))
  const sure = topLosses(pnl, known)
  const last = -(pnl[sure.at(-1) ?? 0] ?? 0)
  const used = prepared.bound > 0 || prepared.grids.some((g) => g !== undefined)
  const candidates: number[] = []
  if (used) for (let p = 0; p < pnl.length; p++) if (-(pnl[p] ?? 0) >= last - 2 * prepared.bound) candidates.push(p)
  let maxError = 0
  const STEP = 1024
  for (let from = 0; from < candidates.length; from += STEP) {
    const paths = Float64Array.from(candidates.slice(from, from + STEP))
    const exact = rowSums(legPnl(core, plan, draws.moves(paths), paths.length), plan.legs)
    for (const [i, p] of paths.entries()) {
      maxError = Math.max(maxError, Math.abs((exact[i] ?? 0) - (pnl[p] ?? 0)))
      pnl[p] = exact[i] ?? Number.NaN
    }
  }
  const tail = topLosses(pnl, known)
  return { pnl, tail, lookup: { used, maxError, bound: prepared.bound } }
}

/**
 * The book's P&L in every draw, and which of them make its tail. Blocks are the unit of work: they may be shared among workers, since each draw's
 * digits depend on its number alone. `heard` is told after each block and ends the work by answering false (the answer is then undefined).
 */
export function simulate(
  core: PathCore,
  plan: Plan,
  draws: Draws,
  levels: readonly number[],
  heard: (done: number, count: number) => boolean = () => true,
): Simulation | undefined {
  const prepared = prepare(core, plan, draws, levels)
  const pnl = new Float64Array(draws.count)
  for (let from = 0; from < draws.count; from += BLOCK) {
    const to = Math.min(from + BLOCK, draws.count)
    pnl.set(blockPnl(core, plan, draws, prepared, from, to), from)
    if (!heard(to, draws.count)) return undefined
  }
  return finish(core, plan, draws, prepared, pnl, levels)
}
