import type { Draws } from '../generate/draws.ts'
import type { PathCore } from '../path-core.ts'
import { groupValues, legPnl, movesOf } from '../revalue/direct.ts'
import type { Group, Plan } from '../revalue/plan.ts'
import { BLOCK, type Simulation } from '../revalue/simulate.ts'
import { riskOf } from './measure.ts'
import { tailCount } from './tail.ts'

export interface Component {
  /** Euler: the leg's mean loss in the tail that makes ES, and its loss in the scenario that is VaR. Both add up over legs. */
  readonly es: number
  readonly var: number
}

/** Tail draws priced leg by leg in one go: a million draws have a tail that is not worth holding whole. */
const AT_ONCE = 512

/**
 * Euler components of ES and VaR at a level, leg by leg (Tasche 1999): each leg's loss averaged over the same tail, the last scenario in part.
 * Adds up to ES to rounding, since a scenario's P&L is the sum of its legs'.
 */
export function components(core: PathCore, plan: Plan, draws: Draws, { pnl, tail }: Simulation, level: number): Component[] {
  const k = Math.max(tailCount(pnl.length, level), Number.MIN_VALUE)
  const whole = Math.floor(k)
  const es = new Float64Array(plan.legs)
  const at = new Float64Array(plan.legs)
  const count = Math.min(whole + 1, tail.length)
  for (let from = 0; from < count; from += AT_ONCE) {
    const paths = Float64Array.from(tail.slice(from, Math.min(from + AT_ONCE, count)))
    const rows = legPnl(core, plan, draws.moves(paths), paths.length)
    for (let t = 0; t < paths.length; t++) {
      const last = from + t === count - 1
      const weight = whole === 0 ? 1 : last ? (k - whole) / k : 1 / k
      for (let i = 0; i < plan.legs; i++) {
        const loss = -(rows[t * plan.legs + i] ?? 0)
        es[i] = (es[i] ?? 0) + weight * loss
        if (last) at[i] = loss
      }
    }
  }
  return Array.from(es, (v, i) => ({ es: v, var: at[i] ?? 0 }))
}

export interface Alone {
  /** ES of the leg by itself. */
  readonly standalone: number
  /** ES of the book less ES of the book without the leg. */
  readonly incremental: number
}

/** Legs priced over all draws in one go: so many columns are held. */
const TOGETHER = 8

/** Each leg by itself and taken out, by direct revaluation in every draw. `es` is that of the whole book. */
export function alone(core: PathCore, plan: Plan, draws: Draws, pnl: Float64Array, level: number, es: number): Alone[] {
  const out: Alone[] = Array.from({ length: plan.legs }, () => ({ standalone: 0, incremental: 0 }))
  const rest = new Float64Array(draws.count)
  const moves = allMoves(draws)
  for (const group of plan.groups) {
    for (let from = 0; from < group.places.length; from += TOGETHER) {
      const part = partOf(group, from, Math.min(from + TOGETHER, group.places.length))
      const columns = columnsOf(core, plan, part, moves, draws.count)
      for (const [g, i] of part.places.entries()) {
        const column = columns[g] ?? rest
        for (let p = 0; p < draws.count; p++) rest[p] = (pnl[p] ?? 0) - (column[p] ?? 0)
        out[i] = { standalone: riskOf(column, level).es, incremental: es - riskOf(rest, level).es }
      }
    }
  }
  return out
}

const partOf = (group: Group, from: number, to: number): Group => ({
  ...group,
  legs: group.legs.slice(from, to),
  places: group.places.slice(from, to),
  quantities: group.quantities.slice(from, to),
})

/** Every draw's moves, factor by factor (f·count + p), made block by block. */
function allMoves(draws: Draws): Float64Array {
  const out = new Float64Array(draws.count * draws.factors.length)
  for (let from = 0; from < draws.count; from += BLOCK) {
    const count = Math.min(BLOCK, draws.count - from)
    const block = draws.moves(Float64Array.from({ length: count }, (_, p) => from + p))
    for (let f = 0; f < draws.factors.length; f++) out.set(block.subarray(f * count, (f + 1) * count), f * draws.count + from)
  }
  return out
}

/** P&L of a few legs of one group in every draw. */
function columnsOf(core: PathCore, plan: Plan, part: Group, moves: Float64Array, total: number): Float64Array[] {
  const n = part.places.length
  const columns = part.places.map(() => new Float64Array(total))
  const { x, y } = movesOf(part, moves, total)
  for (let from = 0; from < total; from += BLOCK) {
    const to = Math.min(from + BLOCK, total)
    const values = groupValues(core, part, plan, x.subarray(from, to), y.subarray(from, to))
    for (const [g, i] of part.places.entries()) {
      const column = columns[g]
      const quantity = plan.quantities[i] ?? 0
      const base = plan.base[i] ?? 0
      const carry = plan.carry[i] ?? 0
      if (column === undefined) continue
      for (let p = from; p < to; p++) column[p] = quantity * ((values[(p - from) * n + g] ?? 0) - base) + carry
    }
  }
  return columns
}
