import type { LegPnl, ScenarioResult } from '../../domain/margin.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { type PnlRows, withLegs } from '../shared/rows.ts'
import { deltaOf } from './greeks.ts'
import type { Readings } from './params/readings.ts'
import type { PortfolioParams } from './params/types.ts'
import type { View } from './views.ts'

/** One position or order with its place in the grid and its delta in coins. */
export interface Line {
  readonly view: View
  readonly row: number
  readonly delta: number
}

export const lineOf = (view: View, row: number, values: GridValues, r: Readings): Line => ({
  view,
  row,
  delta: view.quantity * deltaOf(view, values.delta[row] ?? Number.NaN, r),
})

/** PnL_k of some lines, added up. */
const sumOf = (lines: readonly Line[], pnl: Float64Array | undefined): number => {
  let sum = 0
  for (const { row } of lines) sum += pnl?.[row] ?? Number.NaN
  return sum
}

/** Table 6.1 with the book's P&L: `raw`, and what counts, w × PnL. */
export const scenarioRows = (lines: readonly Line[], pnl: PnlRows, grid: ScenarioGrid): readonly ScenarioResult[] =>
  grid.scenarios.map(({ label, spot, vol, weight }, k) => {
    const raw = sumOf(lines, pnl[k])
    return withLegs({ label, spot, vol, weight, raw, pnl: weight * raw + 0 }, () =>
      lines.map(({ view, row }): LegPnl => ({ instrument: view.name, pnl: pnl[k]?.[row] ?? Number.NaN })),
    )
  })

/** SCAN risk (section 5.5, official): the largest of −w × PnL, at least 0 by default. */
export function scanRisk(lines: readonly Line[], pnl: PnlRows, pm: PortfolioParams, r: Readings): number {
  const losses = pm.scenarios.map(({ weight }, k) => -weight * sumOf(lines, pnl[k]))
  const largest = lines.length === 0 ? 0 : Math.max(...losses)
  return r['paradex.scanFloor'] === 'none' ? largest + 0 : Math.max(0, largest)
}

export interface MinimumDelta {
  readonly net: number
  readonly hedged: number
  readonly amount: number
}

/** Section 5.6 (official, reproduced): (U × |net| + H × hedged) × S, hedged = (gross − |net|) / 2. */
export function minimumDelta(lines: readonly Line[], spot: number, pm: PortfolioParams): MinimumDelta {
  const net = Math.abs(lines.reduce((sum, line) => sum + line.delta, 0))
  const gross = lines.reduce((sum, line) => sum + Math.abs(line.delta), 0)
  const hedged = Math.max(0, gross - net) / 2
  return { net, hedged, amount: (pm.unhedged_margin_factor * net + pm.hedged_margin_factor * hedged) * spot }
}

/** NetIMR = max(SCAN, minDelta) (section 5.7). */
export const netRequirement = (lines: readonly Line[], pnl: PnlRows, spot: number, pm: PortfolioParams, r: Readings): number =>
  Math.max(scanRisk(lines, pnl, pm, r), minimumDelta(lines, spot, pm).amount)
