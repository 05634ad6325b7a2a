import { type LpRow, solveLp } from '../lp/solve.ts'
import type { Scales } from './measure.ts'
import type { Surrogate } from './surrogate.ts'

export interface Relaxed {
  /** The linear bound on the requirement: any sizes, any number of legs. */
  readonly requirement: number
  /** Size per column. */
  readonly sizes: readonly number[]
  readonly rounds: number
}

const ROUNDS = 80

/**
 * The linear program behind the hedge: least requirement over all columns at once, scenarios added as they are broken (cutting planes). Unknowns:
 * one loss per account, then a size per column. Undefined where the bounds cannot be met at all.
 */
export function relaxed(scales: Scales, s: Surrogate): Relaxed | undefined {
  const { wish, offers } = scales
  const n = s.blocks.length
  const width = n + s.columns.length
  const objective = [...s.blocks.map((b) => b.factor), ...s.columns.map((c) => c.other)]
  const rows: LpRow[] = []
  const only = (value: (column: number) => number, from = n): number[] =>
    Array.from({ length: width }, (_, i) => (i < from ? 0 : value(i - n)))
  const mostOf = (j: number): number => offers[s.columns[j]?.offer ?? -1]?.max ?? 0
  // Every size at its most at once: it keeps the first programs bounded; a size's own bound is added once it is broken.
  rows.push({ coefficients: only((j) => (mostOf(j) > 0 ? 1 / mostOf(j) : 1e9)), max: s.columns.length })
  const costOf = (j: number): number => {
    const c = s.columns[j]
    const o = c && offers[c.offer]
    return c === undefined || o === undefined ? 0 : c.side * ((c.side > 0 ? o.ask : o.bid) - o.mark)
  }
  if (wish.budget !== undefined) rows.push({ coefficients: only(costOf), max: wish.budget })
  for (const [coin, now] of Object.entries(scales.greeksAfter(s.columns.map((c) => ({ offer: c.offer, quantity: 0 }))))) {
    for (const greek of ['delta', 'vega'] as const) {
      const bounds = wish[greek]
      if (bounds === undefined) continue
      const per = (j: number): number => {
        const c = s.columns[j]
        const o = c && offers[c.offer]
        return o === undefined || c === undefined || o.instrument.underlying !== coin ? 0 : c.side * o.greeks[greek]
      }
      rows.push({ coefficients: only(per), min: bounds[0] - now[greek], max: bounds[1] - now[greek] })
    }
  }
  const cut = (block: number, row: number): LpRow => ({
    coefficients: Array.from({ length: width }, (_, i) => (i < n ? (i === block ? 1 : 0) : (s.columns[i - n]?.rows[row] ?? 0))),
    min: -(s.base[row] ?? 0),
  })
  const cutRows = new Set<number>()
  const capped = new Set<number>()
  const worstOf = (block: number, sizes: readonly number[]): { row: number; loss: number } => {
    const b = s.blocks[block]
    let found = { row: -1, loss: 0 }
    for (let r = b?.from ?? 0; r < (b?.to ?? 0); r++) {
      let pnl = s.base[r] ?? 0
      for (let j = 0; j < sizes.length; j++) if (sizes[j] !== 0) pnl += (sizes[j] ?? 0) * (s.columns[j]?.rows[r] ?? 0)
      if (-pnl > found.loss) found = { row: r, loss: -pnl }
    }
    return found
  }
  let sizes: readonly number[] = s.columns.map(() => 0)
  for (let rounds = 1; rounds <= ROUNDS; rounds++) {
    let broken = false
    for (let b = 0; b < n; b++) {
      const { row } = worstOf(b, sizes)
      if (row < 0 || cutRows.has(row)) continue
      cutRows.add(row)
      rows.push(cut(b, row))
      broken = true
    }
    for (const [j, size] of sizes.entries()) {
      if (size <= mostOf(j) * (1 + 1e-9) || capped.has(j)) continue
      capped.add(j)
      rows.push({ coefficients: only((k) => (k === j ? 1 : 0)), max: mostOf(j) })
      broken = true
    }
    if (!broken && rounds > 1) return { requirement: valueAt(s, sizes, worstOf), sizes, rounds }
    const answer = solveLp({ objective, rows })
    if (answer.status !== 'optimal') return undefined
    sizes = answer.x.slice(n)
  }
  return { requirement: valueAt(s, sizes, worstOf), sizes, rounds: ROUNDS }
}

const valueAt = (s: Surrogate, sizes: readonly number[], worstOf: (block: number, sizes: readonly number[]) => { loss: number }): number =>
  s.other +
  s.columns.reduce((sum, c, j) => sum + (sizes[j] ?? 0) * c.other, 0) +
  s.blocks.reduce((sum, b, i) => sum + b.factor * worstOf(i, sizes).loss, 0)
