import type { PathCore } from '../path-core.ts'
import type { Group, Plan } from './plan.ts'
import { factorTable, smileFactor } from './smile.ts'

/** Values of one unit of a group's legs at log moves of spot and of the 30-day vol, leg by leg in each scenario (s·legs + i). */
export function groupValues(core: PathCore, group: Group, plan: Plan, x: Float64Array, y: Float64Array): Float64Array {
  const count = x.length
  const n = group.legs.length
  const forward = new Float64Array(count)
  const vol = new Float64Array(count)
  for (let s = 0; s < count; s++) {
    forward[s] = core.exp(group.spotPower * (x[s] ?? 0))
    const move = group.vol >= 0 ? (y[s] ?? 0) : group.beta * (x[s] ?? 0)
    vol[s] = move === 0 ? 1 : core.exp(group.volPower * move)
  }
  const request = { buckets: [group.bucket], legs: group.legs, count, forward, vol }
  if (group.smile === undefined) return core.valueRows(request)
  const factors = new Float64Array(count * n)
  if (plan.dynamics === 'moneyness') {
    const table = factorTable(core, group)
    for (let s = 0; s < count; s++) for (let i = 0; i < n; i++) factors[s * n + i] = table(i, group.spotPower * (x[s] ?? 0))
  } else {
    for (let s = 0; s < count; s++)
      for (let i = 0; i < n; i++) factors[s * n + i] = smileFactor(core, group, i, forward[s] ?? 1, vol[s] ?? 1, plan.dynamics)
  }
  return core.valueRows({ ...request, factors })
}

/** Spot and vol moves of a group out of the moves of all factors (f·count + p). */
export function movesOf(group: Group, moves: Float64Array, count: number): { x: Float64Array; y: Float64Array } {
  const row = (f: number): Float64Array => (f < 0 ? new Float64Array(count) : moves.subarray(f * count, (f + 1) * count))
  return { x: row(group.spot), y: row(group.vol) }
}

/** P&L of every leg in every draw by direct revaluation, p·legs + i: quantity × (value then − value now) + funding. */
export function legPnl(core: PathCore, plan: Plan, moves: Float64Array, count: number): Float64Array {
  const out = new Float64Array(count * plan.legs)
  for (const group of plan.groups) {
    const { x, y } = movesOf(group, moves, count)
    const values = groupValues(core, group, plan, x, y)
    const n = group.legs.length
    for (const [g, i] of group.places.entries()) {
      const quantity = plan.quantities[i] ?? 0
      const base = plan.base[i] ?? 0
      const carry = plan.carry[i] ?? 0
      for (let p = 0; p < count; p++) out[p * plan.legs + i] = quantity * ((values[p * n + g] ?? 0) - base) + carry
    }
  }
  return out
}

/** Sums of rows of `legs` numbers, in the order of the legs. */
export function rowSums(rows: Float64Array, legs: number): Float64Array {
  const count = legs === 0 ? 0 : rows.length / legs
  const out = new Float64Array(count)
  for (let p = 0; p < count; p++) {
    let sum = 0
    for (let i = p * legs; i < (p + 1) * legs; i++) sum += rows[i] ?? 0
    out[p] = sum
  }
  return out
}

/** Adds to `pnl` what a group makes in each draw, priced directly a thousand draws at a time. */
export function addGroup(core: PathCore, plan: Plan, group: Group, x: Float64Array, y: Float64Array, pnl: Float64Array): void {
  const n = group.legs.length
  const STEP = 1024
  let start = 0
  for (const [g, i] of group.places.entries()) start += (group.quantities[g] ?? 0) * (plan.base[i] ?? 0)
  for (let from = 0; from < x.length; from += STEP) {
    const to = Math.min(from + STEP, x.length)
    const values = groupValues(core, group, plan, x.subarray(from, to), y.subarray(from, to))
    for (let p = from; p < to; p++) {
      let sum = 0
      for (let g = 0; g < n; g++) sum += (group.quantities[g] ?? 0) * (values[(p - from) * n + g] ?? 0)
      pnl[p] = (pnl[p] ?? 0) + sum - start
    }
  }
}
