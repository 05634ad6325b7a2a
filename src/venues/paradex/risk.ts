import type { LegPnl, ScenarioResult } from '../../domain/margin.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { deltaOf } from './greeks.ts'
import type { Readings } from './params/readings.ts'
import type { PortfolioParams } from './params/types.ts'
import type { View } from './views.ts'

/** One position or order with its P&L in each row of the table, USD, and its delta in coins. */
export interface Line {
  readonly view: View
  readonly pnl: readonly number[]
  readonly delta: number
}

/** PnL_k of section 5.4: size × (value in scenario k − value now), time unchanged; `row` is the line's place in the grid. */
export function lineOf(view: View, row: number, values: GridValues, r: Readings): Line {
  const base = values.base[row] ?? Number.NaN
  return {
    view,
    pnl: values.values.map((unit) => view.quantity * ((unit[row] ?? Number.NaN) - base)),
    delta: view.quantity * deltaOf(view, values.delta[row] ?? Number.NaN, r),
  }
}

/** Table 6.1 with the book's P&L: `raw`, and what counts, w × PnL. */
export const scenarioRows = (lines: readonly Line[], grid: ScenarioGrid): readonly ScenarioResult[] =>
  grid.scenarios.map(({ label, spot, vol, weight }, k) => {
    const legs = lines.map((line): LegPnl => ({ instrument: line.view.name, pnl: line.pnl[k] ?? Number.NaN }))
    const raw = legs.reduce((sum, leg) => sum + leg.pnl, 0)
    return { label, spot, vol, weight, raw, pnl: weight * raw + 0, legs }
  })

/** SCAN risk (section 5.5, official): the largest of −w × PnL, at least 0 by default. */
export function scanRisk(lines: readonly Line[], pm: PortfolioParams, r: Readings): number {
  const losses = pm.scenarios.map(({ weight }, k) => -weight * lines.reduce((sum, line) => sum + (line.pnl[k] ?? Number.NaN), 0))
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
export const netRequirement = (lines: readonly Line[], spot: number, pm: PortfolioParams, r: Readings): number =>
  Math.max(scanRisk(lines, pm, r), minimumDelta(lines, spot, pm).amount)
