import { descending, esOf } from '../estimate/tail.ts'
import { type LpAnswer, type LpRow, solveLp } from './solve.ts'

/** A book's P&L by scenario and what one unit of each hedge adds to it. */
export interface HedgeProgram {
  /** `max`: the worst scenario's loss; `cvar`: expected shortfall at `alpha`. */
  readonly kind: 'max' | 'cvar'
  readonly basePnl: readonly number[]
  /** hedgePnl[scenario][hedge]. */
  readonly hedgePnl: readonly (readonly number[])[]
  readonly low: number
  readonly high: number
  /** Cost of a unit bought or sold, per hedge. */
  readonly cost: readonly number[]
  readonly alpha: number
  /** True where a requirement is never below 0. */
  readonly floor: boolean
}

export type HedgeAnswer =
  | { readonly status: 'optimal'; readonly q: readonly number[]; readonly objective: number }
  | Exclude<LpAnswer, { status: 'optimal' }>

/**
 * The quantities within [low, high] for which margin and cost are least. Worst loss: min t, t >= −(P_s + H_s·q). Expected shortfall: min
 * v + Σu/((1 − α)S), u_s >= −(P_s + H_s·q) − v (Rockafellar and Uryasev 2000). Each q is bought less sold, both at or above 0, so that cost
 * counts either way. `objective` is worked out anew from q.
 */
export function bestHedge(p: HedgeProgram): HedgeAnswer {
  const hedges = p.cost.length
  const scenarios = p.basePnl.length
  const excess = p.kind === 'cvar' ? scenarios : 0
  // unknowns: level (t or v), bought, sold, excess of each scenario
  const columns = 1 + 2 * hedges + excess
  const share = 1 / ((1 - p.alpha) * scenarios)
  const objective = [1, ...p.cost, ...p.cost, ...new Array<number>(excess).fill(share)]
  const rows: LpRow[] = p.basePnl.map((pnl, s) => {
    const coefficients = new Array<number>(columns).fill(0)
    coefficients[0] = 1
    for (let j = 0; j < hedges; j++) {
      const h = p.hedgePnl[s]?.[j] ?? 0
      coefficients[1 + j] = h
      coefficients[1 + hedges + j] = -h
    }
    if (excess > 0) coefficients[1 + 2 * hedges + s] = 1
    return { coefficients, min: -pnl }
  })
  const only = (entries: readonly (readonly [number, number])[]): number[] => {
    const row = new Array<number>(columns).fill(0)
    for (const [j, v] of entries) row[j] = v
    return row
  }
  for (let j = 0; j < hedges; j++) {
    if (Number.isFinite(p.high)) rows.push({ coefficients: only([[1 + j, 1]]), max: Math.max(p.high, 0) })
    if (Number.isFinite(p.low)) rows.push({ coefficients: only([[1 + hedges + j, 1]]), max: Math.max(-p.low, 0) })
    if (p.low > 0 || p.high < 0) {
      const net = only([
        [1 + j, 1],
        [1 + hedges + j, -1],
      ])
      rows.push({ coefficients: net, min: p.low, max: p.high })
    }
  }
  if (p.floor) rows.push({ coefficients: only([[0, 1]]), min: 0 })
  const answer = solveLp({ objective, rows, free: [0] })
  if (answer.status !== 'optimal') return answer
  const q = p.cost.map((_, j) => (answer.x[1 + j] ?? 0) - (answer.x[1 + hedges + j] ?? 0))
  return { status: 'optimal', q, objective: worth(p, q) }
}

/** Margin and cost at q. */
function worth(p: HedgeProgram, q: readonly number[]): number {
  const losses = p.basePnl.map((pnl, s) => -q.reduce((sum, v, j) => sum + v * (p.hedgePnl[s]?.[j] ?? 0), pnl))
  const cost = q.reduce((sum, v, j) => sum + Math.abs(v) * (p.cost[j] ?? 0), 0)
  const sorted = descending(losses)
  const margin = p.kind === 'max' ? (sorted[0] ?? 0) : esOf(sorted, p.alpha)
  return (p.floor ? Math.max(margin, 0) : margin) + cost
}
