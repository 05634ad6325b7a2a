import { esOf, tailCount } from '../estimate/tail.ts'

/** Scenarios of the book and of one coin of each offer, by which expected shortfall is judged. USD. */
export interface Tail {
  /** 0 < level < 1. */
  readonly level: number
  /** Where the scenarios come from, in words. */
  readonly source: string
  /** P&L of the book by scenario. */
  readonly base: Float64Array
  /** P&L of one coin, offer by offer. */
  readonly unit: readonly Float64Array[]
}

/** A multiple of a column of P&L. */
export interface Weighted {
  readonly size: number
  readonly pnl: Float64Array
}

/** Losses of the book with so much of each column. */
function lossesOf(base: Float64Array, parts: readonly Weighted[]): Float64Array {
  const losses = new Float64Array(base.length)
  for (let s = 0; s < base.length; s++) {
    let pnl = base[s] ?? 0
    for (const { size, pnl: column } of parts) pnl += size * (column[s] ?? 0)
    losses[s] = -pnl
  }
  return losses
}

/** Expected shortfall (fractional, as `estimate/tail.ts`) of the book with so much of each column. */
export function shortfall(base: Float64Array, parts: readonly Weighted[], level: number): number {
  return esOf(lossesOf(base, parts).sort().reverse(), level)
}

/** Weights of the scenarios in the tail there: 1/k for the worst, a part of it for the last; they sum to 1 (Rockafellar and Uryasev 2000). */
export function tailWeights(
  base: Float64Array,
  parts: readonly Weighted[],
  level: number,
): readonly { readonly scenario: number; readonly weight: number }[] {
  const losses = lossesOf(base, parts)
  const order = Array.from(losses.keys()).sort((p, q) => (losses[q] ?? 0) - (losses[p] ?? 0))
  const k = Math.max(tailCount(losses.length, level), 1)
  const whole = Math.floor(k)
  const rest = k - whole
  return order.slice(0, rest > 0 ? whole + 1 : whole).map((scenario, i) => ({ scenario, weight: (i < whole ? 1 : rest) / k }))
}
