import type { LegPnl, ScenarioResult } from '../../domain/margin.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { total, withLegs } from '../shared/rows.ts'
import { type Row, rowsOf, shockedForward, type VolReading } from './grid.ts'
import type { Readings } from './params/readings.ts'
import type { UnderlyingParams } from './params/types.ts'
import type { LegView } from './views.ts'

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

/**
 * P&L of every view in every row, USD. An option's unit value comes from the core; a coin price is the value over the forward and counts at
 * the index of the same row.
 */
function pnlTable(
  views: readonly LegView[],
  rows: readonly Row[],
  grid: ScenarioGrid,
  values: GridValues,
  r: Readings,
): readonly Float64Array[] {
  const options = views.filter((v) => v.option !== undefined)
  const first: LegView[] = []
  grid.legs.forEach((leg, i) => {
    const v = options[i]
    if (v !== undefined) first[leg.bucket] ??= v
  })
  // Columns and plain loops: rows × legs is where a large book spends its time. A place is -1 for what is no option.
  const places = new Int32Array(views.length)
  const quantities = new Float64Array(views.length)
  const bases = new Float64Array(views.length)
  const buckets = new Int32Array(views.length)
  let place = 0
  views.forEach((v, i) => {
    places[i] = v.option === undefined ? -1 : place
    quantities[i] = v.quantity
    if (v.option === undefined) return
    bases[i] = (values.base[place] ?? Number.NaN) * (v.inverse ? v.index / v.price : 1)
    buckets[i] = v.inverse ? (grid.legs[place]?.bucket ?? 0) : first.length
    place++
  })
  const linear = views.map((v, i) => ({ v, i })).filter(({ v }) => v.option === undefined)
  return rows.map((row, s) => {
    const unit = values.values[s] ?? new Float64Array(place).fill(Number.NaN)
    // Per bucket USD per USD of value of a coin-margined option; after them 1 for the others.
    const rates = Float64Array.of(...first.map((v) => (v.index * (1 + row.move)) / shockedForward(v, row.move, r)), 1)
    const pnls = new Float64Array(views.length)
    for (let i = 0; i < pnls.length; i++) {
      const at = places[i] as number
      if (at < 0) continue
      pnls[i] = (quantities[i] as number) * ((unit[at] as number) * (rates[buckets[i] as number] as number) - (bases[i] as number))
    }
    for (const { v, i } of linear) pnls[i] = linearPnl(v, row.move, r)
    return pnls
  })
}

const lossOf = (pnls: readonly number[]): number => Math.max(0, -Math.min(...pnls))

/** MR1 and MR6 (section 5.3, steps 1 and 2). `grid` and `values` hold the options of `views`, in their order. */
export function stressOf(views: readonly LegView[], record: UnderlyingParams, grid: ScenarioGrid, values: GridValues, r: Readings): Stress {
  const rows = rowsOf(record, grid.legs.length > 0, r)
  const table = pnlTable(views, rows, grid, values, r)
  const raws = table.map(total)
  const counted = raws.map((raw, s) => (grid.scenarios[s]?.weight ?? 1) * raw + 0)
  const rowsIn = (wanted: (row: Row) => boolean): number[] => rows.flatMap((row, s) => (wanted(row) ? [s] : []))
  const lossIn = (places: readonly number[]): number => lossOf(places.map((s) => counted[s] ?? Number.NaN))
  const points = rowsIn((row) => row.table === 'MR1' && row.reading === 'points')
  const byPercent = rowsIn((row) => row.table === 'MR1' && row.reading === 'percent')
  const extreme = rowsIn((row) => row.table === 'MR6')
  const percentRules = points.length === 0 || (byPercent.length > 0 && lossIn(byPercent) > lossIn(points))
  const mr1 = percentRules ? byPercent : points
  const scenarios = [...mr1, ...extreme].map((s): ScenarioResult => {
    const { label = '', spot = 0, vol = 'same', weight = 1 } = grid.scenarios[s] ?? {}
    return withLegs({ label, spot, vol, weight, raw: (raws[s] ?? Number.NaN) + 0, pnl: counted[s] ?? Number.NaN }, () =>
      views.map((v, i): LegPnl => ({ instrument: v.name, pnl: (table[s]?.[i] ?? Number.NaN) + 0 })),
    )
  })
  return { mr1: lossIn(mr1), mr6: lossIn(extreme), reading: percentRules ? 'percent' : 'points', scenarios }
}
