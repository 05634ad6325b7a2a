import type { LegPnl, ScenarioResult } from '../../domain/margin.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { percent } from '../shared/words.ts'
import type { Readings } from './params/readings.ts'
import { COLUMNS } from './shocks.ts'
import type { View } from './views.ts'

/** One position with its P&L in each cell, USD, and its delta in coins. */
export interface Line {
  readonly view: View
  readonly pnl: readonly number[]
  readonly delta: number
}

/** Section 5, step 3: size × (value in the cell - value now), time unchanged; `row` is the line's place in the grid. */
export function lineOf(view: View, row: number, values: GridValues, r: Readings): Line {
  const { option, quantity, published } = view
  const model = values.base[row] ?? Number.NaN
  const base = r['bybit.option.basePrice'] === 'mark' ? (published ?? model) : model
  // While the delivery price is averaged the delta shrinks with the part of the forward that still moves.
  const delta = option === undefined ? 1 : ((values.delta[row] ?? Number.NaN) * option.moving) / option.forward
  return { view, pnl: values.values.map((unit) => quantity * ((unit[row] ?? Number.NaN) - base)), delta: quantity * delta }
}

/** Spot that counts against the derivatives of its coin: `size` coins, signed as the balance, at the index. */
export interface SpotHedge {
  readonly coin: string
  readonly size: number
  readonly index: number
}

/** As much of a coin's balance as offsets the delta of its derivatives (official; `spotHedgingQty`). */
export function hedgeSize(balance: number, delta: number, r: Readings): number {
  if (r['bybit.spotHedge.mode'] === 'off' || balance * delta >= 0) return 0
  return Math.sign(balance) * Math.min(Math.abs(balance), Math.abs(delta))
}

/** What a cell adds up to: `raw` with the hedge as it is, `pnl` with the hedge as the reading counts it. */
function row(
  head: Omit<ScenarioResult, 'raw' | 'pnl' | 'weight' | 'legs'>,
  pnls: readonly LegPnl[],
  hedge: SpotHedge,
  r: Readings,
): ScenarioResult {
  const derivatives = pnls.reduce((sum, leg) => sum + leg.pnl, 0)
  if (hedge.size === 0) return { ...head, weight: 1, raw: derivatives, pnl: derivatives, legs: pnls }
  const spot = hedge.size * hedge.index * head.spot
  const counted = r['bybit.spotHedge.profile'] === 'gains' ? Math.max(0, spot) : spot
  return {
    ...head,
    weight: 1,
    raw: derivatives + spot,
    pnl: derivatives + counted,
    legs: [...pnls, { instrument: hedge.coin, pnl: spot }],
  }
}

/** Cells of the grid in its order, prices from lowest to highest and at each the IV columns; then, by that reading, the mixed columns. */
export function cellRows(lines: readonly Line[], grid: ScenarioGrid, hedge: SpotHedge, r: Readings): readonly ScenarioResult[] {
  const cells = grid.scenarios.map(({ label, spot, vol }, k) => {
    const pnls = lines.map((line): LegPnl => ({ instrument: line.view.name, pnl: line.pnl[k] ?? Number.NaN }))
    return row({ label, spot, vol }, pnls, hedge, r)
  })
  return r['bybit.iv.commonColumn'] === 'common' ? cells : [...cells, ...mixedRows(lines, grid, hedge, r)]
}

/** Per price the sum with each expiry in its own worst IV column (the first of a tie). */
function mixedRows(lines: readonly Line[], grid: ScenarioGrid, hedge: SpotHedge, r: Readings): readonly ScenarioResult[] {
  const expiries = [...new Set(lines.flatMap((l) => (l.view.option === undefined ? [] : [l.view.option.years])))]
  const rows: ScenarioResult[] = []
  for (let k = 0; k < grid.scenarios.length; k += COLUMNS.length) {
    const spot = grid.scenarios[k]?.spot ?? 0
    const columns = COLUMNS.map((_, v) => k + v)
    const worst = new Map(
      expiries.map((years) => {
        const total = (cell: number): number =>
          lines.reduce((sum, l) => (l.view.option?.years === years ? sum + (l.pnl[cell] ?? Number.NaN) : sum), 0)
        return [years, columns.reduce((best, cell) => (total(cell) < total(best) ? cell : best), k)]
      }),
    )
    const pnls = lines.map((line): LegPnl => {
      const years = line.view.option?.years
      const cell = (years === undefined ? undefined : worst.get(years)) ?? k
      return { instrument: line.view.name, pnl: line.pnl[cell] ?? Number.NaN }
    })
    rows.push(row({ label: `${percent(spot)}, worst vol of each expiry`, spot, vol: 'mixed' }, pnls, hedge, r))
  }
  return rows
}
