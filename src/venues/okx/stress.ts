import type { LegPnl, ScenarioResult } from '../../domain/margin.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { worstTwo } from '../shared/rows.ts'
import { type Row, rowsOf, shockedForward, type VolReading } from './grid.ts'
import type { Readings } from './params/readings.ts'
import type { UnderlyingParams } from './params/types.ts'
import { type LegView, optionValue } from './views.ts'

/** Stress P&L of a perpetual, future or spot, USD: size × index × shock (section 3, reproduced); a future moves as forwards do (inferred). */
function linearPnl(v: LegView, move: number, r: Readings): number {
  if (v.kind === 'future') return v.quantity * (r['okx.mr1.forwardMove'] === 'proportion' ? v.price : v.index) * v.moving * move
  return v.quantity * (r['okx.stressPrice'] === 'index' ? v.index : v.price) * move
}

export interface Stress {
  /** USD, not negative. */
  readonly mr1: number
  readonly mr6: number
  /** Which vol reading gave MR1. */
  readonly reading: VolReading
  /** MR1's rows of that reading, then MR6's two, of which the rule counts a share. */
  readonly scenarios: readonly ScenarioResult[]
}

/** MR1 and MR6 (section 5.3, steps 1 and 2). `grid` and `values` hold the options of `views`, in their order. */
export function stressOf(views: readonly LegView[], record: UnderlyingParams, grid: ScenarioGrid, values: GridValues, r: Readings): Stress {
  let place = 0
  const placed = views.map((v) => ({ v, at: v.option === undefined ? -1 : place++ }))
  const rows = rowsOf(record, place > 0, r)
  const pnlOf = (v: LegView, at: number, row: Row, s: number): number => {
    if (v.option === undefined) return linearPnl(v, row.move, r)
    const shocked = values.values[s]?.[at] ?? Number.NaN
    const base = values.base[at] ?? Number.NaN
    return optionValue(v, shocked, shockedForward(v, row.move, r), v.index * (1 + row.move)) - optionValue(v, base)
  }
  const results = rows.map((row, s): { row: Row; result: ScenarioResult } => {
    const legs = placed.map(({ v, at }): LegPnl => ({ instrument: v.name, pnl: pnlOf(v, at, row, s) + 0 }))
    const raw = legs.reduce((sum, leg) => sum + leg.pnl, 0)
    const { label = '', weight = 1 } = grid.scenarios[s] ?? {}
    return { row, result: { label, spot: row.move, vol: row.vol, weight, raw, pnl: weight * raw + 0, legs } }
  })
  const tableOf = (reading: VolReading): readonly ScenarioResult[] =>
    results.filter((x) => x.row.table === 'MR1' && x.row.reading === reading).map((x) => x.result)
  const extreme = results.filter((x) => x.row.table === 'MR6').map((x) => x.result)
  const loss = (table: readonly ScenarioResult[]): number => Math.max(0, -(worstTwo(table).worst?.pnl ?? 0))
  const [points, byPercent] = [tableOf('points'), tableOf('percent')]
  const reading: VolReading = points.length === 0 || loss(byPercent) > loss(points) ? 'percent' : 'points'
  const table = reading === 'points' ? points : byPercent
  return { mr1: loss(table), mr6: loss(extreme), reading, scenarios: [...table, ...extreme] }
}
