import type { LegPnl, ScenarioResult } from '../../domain/margin.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { type PnlRows, pnlRows, total, withLegs } from '../shared/rows.ts'
import { percent } from '../shared/words.ts'
import type { Readings } from './params/readings.ts'
import { COLUMNS } from './shocks.ts'
import type { View } from './views.ts'

/** One position with its delta in coins. */
export interface Line {
  readonly view: View
  readonly delta: number
}

/** The delta of the line that stands at `row` of the grid. */
export function lineOf(view: View, row: number, values: GridValues): Line {
  const { option, quantity } = view
  // While the delivery price is averaged the delta shrinks with the part of the forward that still moves.
  const delta = option === undefined ? 1 : ((values.delta[row] ?? Number.NaN) * option.moving) / option.forward
  return { view, delta: quantity * delta }
}

/** Section 5, step 3: size × (value in the cell - value now), time unchanged. USD, `[cell][line]`. */
export function cellPnl(views: readonly View[], values: GridValues, r: Readings): PnlRows {
  const byMark = r['bybit.option.basePrice'] === 'mark'
  const base = byMark ? values.base.map((model, row) => views[row]?.published ?? model) : values.base
  return pnlRows(views, base, values.values)
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
  lines: readonly Line[],
  pnls: ArrayLike<number>,
  hedge: SpotHedge,
  r: Readings,
): ScenarioResult {
  const derivatives = total(pnls)
  const legs = (): LegPnl[] => lines.map(({ view }, i) => ({ instrument: view.name, pnl: pnls[i] ?? Number.NaN }))
  if (hedge.size === 0) return withLegs({ weight: 1, raw: derivatives, pnl: derivatives, ...head }, legs)
  const spot = hedge.size * hedge.index * head.spot
  const counted = r['bybit.spotHedge.profile'] === 'gains' ? Math.max(0, spot) : spot
  return withLegs({ weight: 1, raw: derivatives + spot, pnl: derivatives + counted, ...head }, () => [
    ...legs(),
    { instrument: hedge.coin, pnl: spot },
  ])
}

/** Cells of the grid in its order, prices from lowest to highest and at each the IV columns; then, by that reading, the mixed columns. */
export function cellRows(
  lines: readonly Line[],
  pnl: PnlRows,
  grid: ScenarioGrid,
  hedge: SpotHedge,
  r: Readings,
): readonly ScenarioResult[] {
  const cells = grid.scenarios.map(({ label, spot, vol }, k) => row({ label, spot, vol }, lines, pnl[k] ?? [], hedge, r))
  return r['bybit.iv.commonColumn'] === 'common' ? cells : [...cells, ...mixedRows(lines, pnl, grid, hedge, r)]
}

/** Per price the sum with each expiry in its own worst IV column (the first of a tie). */
function mixedRows(lines: readonly Line[], pnl: PnlRows, grid: ScenarioGrid, hedge: SpotHedge, r: Readings): readonly ScenarioResult[] {
  const expiries = [...new Set(lines.flatMap((l) => (l.view.option === undefined ? [] : [l.view.option.years])))]
  const rows: ScenarioResult[] = []
  for (let k = 0; k < grid.scenarios.length; k += COLUMNS.length) {
    const spot = grid.scenarios[k]?.spot ?? 0
    const columns = COLUMNS.map((_, v) => k + v)
    const worst = new Map(
      expiries.map((years) => {
        const total = (cell: number): number =>
          lines.reduce((sum, l, i) => (l.view.option?.years === years ? sum + (pnl[cell]?.[i] ?? Number.NaN) : sum), 0)
        return [years, columns.reduce((best, cell) => (total(cell) < total(best) ? cell : best), k)]
      }),
    )
    const pnls = lines.map((line, i) => {
      const years = line.view.option?.years
      const cell = (years === undefined ? undefined : worst.get(years)) ?? k
      return pnl[cell]?.[i] ?? Number.NaN
    })
    rows.push(row({ label: `${percent(spot)}, worst vol of each expiry`, spot, vol: 'mixed' }, lines, pnls, hedge, r))
  }
  return rows
}
