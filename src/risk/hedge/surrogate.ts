import type { AccountResult } from '../../domain/margin.ts'
import type { Market } from '../../domain/market.ts'
import { usdPer } from '../subject.ts'
import type { Scales, Trade } from './measure.ts'
import { shortfall, type Tail } from './tail.ts'

/** Rows of one account in the flat list of scenarios, and what its worst row costs. */
export interface Block {
  readonly name: string
  readonly from: number
  readonly to: number
  /** Requirement per dollar of the worst row's loss. */
  readonly factor: number
}

/** One offer bought or sold: what a coin of it adds to each row and to all charges but the worst row's. */
export interface Column {
  readonly offer: number
  readonly side: 1 | -1
  readonly rows: Float64Array
  readonly other: number
}

/**
 * The venue's rule made linear: per account factor × worst row, plus all else, with the effect of each offer measured by the rule itself on a
 * small trade either way. Good enough to choose by; nothing of it is shown but the relaxed bound.
 */
export interface Surrogate {
  readonly blocks: readonly Block[]
  readonly base: Float64Array
  readonly other: number
  readonly columns: readonly Column[]
  /** Rows are scenarios of which the tail beyond this level counts by its mean, not the worst one. */
  readonly level?: number
}

const lossOf = (rows: ArrayLike<number>, from: number, to: number): number => {
  let worst = 0
  for (let s = from; s < to; s++) worst = Math.min(worst, rows[s] ?? 0)
  return -worst
}

interface Flat {
  readonly rows: Float64Array
  readonly first: readonly number[]
  readonly total: number
}

/** Expected shortfall is no surrogate: its scenarios say all of it. */
export function tailSurrogate({ base, unit, level }: Tail): Surrogate {
  const columns = unit.flatMap((pnl, offer) =>
    ([1, -1] as const).map((side): Column => ({ offer, side, rows: pnl.map((x) => side * x), other: 0 })),
  )
  return { blocks: [{ name: 'scenarios', from: 0, to: base.length, factor: 1 }], base, other: 0, columns, level }
}

/** Measures every offer either way. Yields the share done. */
export function* surrogateBlocks(scales: Scales, market: Market, objective: 'initial' | 'maintenance'): Generator<number, Surrogate> {
  const now = scales.before
  const names = now.results.map((r) => r.name)
  const counts = now.results.map((r) => r.scenarios.length)
  const starts = counts.map((_, i) => counts.slice(0, i).reduce((sum, n) => sum + n, 0))
  const size = counts.reduce((sum, n) => sum + n, 0)
  const flat = (results: readonly AccountResult[]): Flat => {
    const rows = new Float64Array(size)
    const first = names.map(() => 0)
    let total = 0
    for (const r of results) {
      const rate = usdPer(r.currency, market)
      total += r[objective] * rate
      const i = names.indexOf(r.name)
      if (i < 0) continue
      first[i] = (r.charges[0]?.[objective] ?? 0) * rate
      if (r.scenarios.length === counts[i]) for (const [s, row] of r.scenarios.entries()) rows[(starts[i] ?? 0) + s] = row.pnl * rate
    }
    return { rows, first, total }
  }
  const base = flat(now.results)
  const factorOf = (f: Flat, i: number): number => {
    const from = starts[i] ?? 0
    const loss = lossOf(f.rows, from, from + (counts[i] ?? 0))
    return loss > 0 ? (f.first[i] ?? 0) / loss : 0
  }
  const factors = names.map((_, i) => factorOf(base, i))
  const worstPart = (f: Flat): number =>
    factors.reduce((sum, k, i) => sum + k * lossOf(f.rows, starts[i] ?? 0, (starts[i] ?? 0) + (counts[i] ?? 0)), 0)
  const trials: { offer: number; side: 1 | -1; unit: number; flat: Flat }[] = []
  for (const [offer, o] of scales.offers.entries()) {
    const unit = Math.max(o.lot, Math.round((0.1 * o.max) / o.lot) * o.lot)
    for (const side of [1, -1] as const) trials.push({ offer, side, unit, flat: flat(scales.results([{ offer, quantity: side * unit }])) })
    yield (offer + 1) / scales.offers.length
  }
  // A book that loses nothing today says nothing of the factor: the trades do.
  names.forEach((_, i) => {
    if (factors[i] === 0) factors[i] = Math.max(0, ...trials.map((t) => factorOf(t.flat, i)))
  })
  const columns = trials.map(({ offer, side, unit, flat: f }): Column => {
    const rows = new Float64Array(size)
    for (let s = 0; s < size; s++) rows[s] = ((f.rows[s] ?? 0) - (base.rows[s] ?? 0)) / unit
    return { offer, side, rows, other: (f.total - worstPart(f) - (base.total - worstPart(base))) / unit }
  })
  const blocks = names.map(
    (name, i): Block => ({ name, from: starts[i] ?? 0, to: (starts[i] ?? 0) + (counts[i] ?? 0), factor: factors[i] ?? 0 }),
  )
  return { blocks, base: base.rows, other: base.total - worstPart(base), columns }
}

/** The requirement by the surrogate, of sizes (coins, not negative) of some columns. */
export function requirementOf(s: Surrogate, columns: readonly Column[], sizes: readonly number[]): number {
  if (s.level !== undefined)
    return shortfall(
      s.base,
      columns.map((c, j) => ({ size: sizes[j] ?? 0, pnl: c.rows })),
      s.level,
    )
  let sum = s.other
  for (let j = 0; j < columns.length; j++) sum += (sizes[j] ?? 0) * (columns[j]?.other ?? 0)
  for (const { from, to, factor } of s.blocks) {
    if (factor === 0) continue
    let worst = 0
    for (let r = from; r < to; r++) {
      let pnl = s.base[r] ?? 0
      for (let j = 0; j < columns.length; j++) pnl += (sizes[j] ?? 0) * (columns[j]?.rows[r] ?? 0)
      if (pnl < worst) worst = pnl
    }
    sum -= factor * worst
  }
  return sum
}

export const tradeOf = (columns: readonly Column[], sizes: readonly number[]): Trade =>
  columns.map(({ offer, side }, j) => ({ offer, quantity: side * (sizes[j] ?? 0) }))
