import { type LpRow, solveLp } from '../lp/solve.ts'
import type { Scales } from './measure.ts'
import type { Surrogate } from './surrogate.ts'
import { tailWeights } from './tail.ts'

export interface Relaxed {
  /** The linear bound on the requirement: any sizes, any number of legs. */
  readonly requirement: number
  /** Size per column. */
  readonly sizes: readonly number[]
  readonly rounds: number
}

const ROUNDS = 80
/** A scenario is broken where its loss is above the program's by more than this share. */
const CLOSE = 1e-9

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
  const slope = (weights: Plane['weights'], j: number): number =>
    weights.reduce((sum, { scenario, weight }) => sum + weight * (s.columns[j]?.rows[scenario] ?? 0), 0)
  const capped = new Set<number>()
  let sizes: readonly number[] = s.columns.map(() => 0)
  let losses: readonly number[] = s.blocks.map(() => Number.NEGATIVE_INFINITY)
  let bound = Number.NEGATIVE_INFINITY
  for (let rounds = 1; rounds <= ROUNDS; rounds++) {
    let broken = false
    for (let b = 0; b < n; b++) {
      const { weights, loss } = planeAt(s, b, sizes)
      if (loss <= (losses[b] ?? 0) + CLOSE * Math.max(1, loss)) continue
      rows.push({
        coefficients: Array.from({ length: width }, (_, i) => (i < n ? (i === b ? 1 : 0) : slope(weights, i - n))),
        min: -weights.reduce((sum, { scenario, weight }) => sum + weight * (s.base[scenario] ?? 0), 0),
      })
      broken = true
    }
    for (const [j, size] of sizes.entries()) {
      if (size <= mostOf(j) * (1 + 1e-9) || capped.has(j)) continue
      capped.add(j)
      rows.push({ coefficients: only((k) => (k === j ? 1 : 0)), max: mostOf(j) })
      broken = true
    }
    if (!broken && rounds > 1) return { requirement: bound, sizes, rounds }
    // A requirement is never below 0; the mean of a tail may be a gain.
    const answer = solveLp({ objective, rows, free: s.level === undefined ? [] : [0] })
    if (answer.status !== 'optimal') return undefined
    losses = answer.x.slice(0, n)
    sizes = answer.x.slice(n)
    // With some cuts still missing the program's value lies below the least requirement: a bound at every round.
    bound = s.other + answer.value
  }
  return { requirement: bound, sizes, rounds: ROUNDS }
}

interface Plane {
  readonly weights: readonly { readonly scenario: number; readonly weight: number }[]
  readonly loss: number
}

/** The scenarios that make a block's loss at these sizes: its worst row, or its tail. */
function planeAt(s: Surrogate, block: number, sizes: readonly number[]): Plane {
  const b = s.blocks[block]
  const parts = sizes.flatMap((size, j) => (size === 0 ? [] : [{ size, pnl: s.columns[j]?.rows ?? new Float64Array() }]))
  const pnlAt = (r: number): number => parts.reduce((sum, p) => sum + p.size * (p.pnl[r] ?? 0), s.base[r] ?? 0)
  if (s.level !== undefined) {
    const weights = tailWeights(s.base, parts, s.level)
    return { weights, loss: weights.reduce((sum, { scenario, weight }) => sum - weight * pnlAt(scenario), 0) }
  }
  let found: Plane = { weights: [], loss: 0 }
  for (let r = b?.from ?? 0; r < (b?.to ?? 0); r++) {
    const loss = -pnlAt(r)
    if (loss > found.loss) found = { weights: [{ scenario: r, weight: 1 }], loss }
  }
  return found
}
