import { riskOf } from '../estimate/measure.ts'
import { type Filter, type Filtered, filtered, filteredDraws, type History } from '../generate/history.ts'
import type { PathCore } from '../path-core.ts'
import { legPnl, rowSums } from '../revalue/direct.ts'
import type { Plan } from '../revalue/plan.ts'
import { normalMeasures } from '../stats/parametric.ts'

/** What a model said on the eve of a day. */
export interface Forecast {
  /** Row of the first day of the period that it is about. */
  readonly row: number
  readonly var: number
  readonly es: number
  /** The P&L it held for equally likely. */
  readonly pnl: Float64Array
}

export interface ForecastOptions {
  readonly model: 'historical' | 'filtered' | 'normal'
  readonly filter: Filter
  readonly level: number
  readonly window: number
  /** Rows of the horizon. */
  readonly steps: number
  readonly seed: number
}

/** GARCH is fitted anew so many rows apart: a fit a day would cost a hundred times as much and move little. */
export const REFIT = 20
/** Draws of a filtered forecast over several rows. */
const PATHS = 2000

/** P&L of the book over `steps` rows from each row on: what really happened. */
export function realised(core: PathCore, plan: Plan, history: History, steps: number): Float64Array {
  const count = Math.max(history.dates.length - steps + 1, 0)
  const moves = new Float64Array(count * history.factors.length)
  for (const [f, column] of history.columns.entries())
    for (let t = 0; t < count; t++)
      for (let s = 0; s < steps; s++) moves[f * count + t] = (moves[f * count + t] ?? 0) + (column[t + s] ?? 0)
  return rowSums(legPnl(core, plan, moves, count), plan.legs)
}

/** The filter of one column known up to a row (that row not included): nothing later is looked at. */
function filterUpTo(core: PathCore, column: Float64Array, row: number, filter: Filter): Filtered | undefined {
  return filtered(core, column.subarray(0, row), filter)
}

/**
 * A forecast for the period that begins at `row`, from rows before it. History: the last `window` runs; normal: their mean and deviation. Filtered: the last `window`
 * standardised rows times the volatility forecast on the eve. Undefined where there is too little before it.
 */
export function forecastAt(
  core: PathCore,
  plan: Plan,
  history: History,
  past: Float64Array,
  row: number,
  options: ForecastOptions,
  known: Map<number, readonly Filtered[]>,
): Forecast | undefined {
  const { window, steps, level } = options
  if (options.model !== 'filtered') {
    // A run that ends before the row began `steps` rows earlier.
    const end = row - steps + 1
    if (end < window) return undefined
    const pnl = past.slice(end - window, end)
    return options.model === 'normal' ? normalForecast(core, row, pnl, level) : { row, ...riskOf(pnl, level), pnl }
  }
  const filters = filtersAt(core, history, row, options.filter, known)
  if (filters === undefined) return undefined
  const draws = filteredDraws({ ...history, dates: history.dates.slice(0, row) }, filters, {
    lookback: window,
    steps,
    paths: PATHS,
    seed: options.seed + row,
  })
  if (steps === 1 && draws.count < window) return undefined
  const paths = Float64Array.from({ length: draws.count }, (_, p) => p)
  const pnl = rowSums(legPnl(core, plan, draws.moves(paths), draws.count), plan.legs)
  return { row, ...riskOf(pnl, level), pnl }
}

/** A normal P&L with the mean and standard deviation (n − 1) of the window: what the other models are held against. */
function normalForecast(core: PathCore, row: number, pnl: Float64Array, level: number): Forecast {
  const n = pnl.length
  const mean = pnl.reduce((sum, v) => sum + v, 0) / n
  const sd = Math.sqrt(pnl.reduce((sum, v) => sum + (v - mean) * (v - mean), 0) / (n - 1))
  const { VaR, ES } = normalMeasures(core, level)
  const even = Float64Array.from({ length: 1000 }, (_, i) => mean + sd * core.normalInverse((i + 0.5) / 1000))
  return { row, var: sd * VaR - mean, es: sd * ES - mean, pnl: even }
}

/** Filters on the eve of a row. EWMA is cheap and run whole; GARCH keeps its coefficients until the next refit and carries variance on. */
function filtersAt(
  core: PathCore,
  history: History,
  row: number,
  filter: Filter,
  known: Map<number, readonly Filtered[]>,
): readonly Filtered[] | undefined {
  if (row < 22) return undefined
  const made = (at: number): readonly Filtered[] | undefined => {
    const found = known.get(at)
    if (found !== undefined) return found
    const filters = history.columns.flatMap((c) => filterUpTo(core, c, at, filter) ?? [])
    if (filters.length < history.columns.length) return undefined
    known.set(at, filters)
    return filters
  }
  if (filter.kind === 'ewma') {
    // One pass over all rows serves every row: a standardised move and a variance depend on earlier rows only.
    const whole = known.get(-1) ?? history.columns.flatMap((c) => filterUpTo(core, c, c.length, filter) ?? [])
    known.set(-1, whole)
    return whole.map((f, i) => ({ ...f, z: f.z.subarray(0, row), variance: varianceAt(f, history.columns[i], row) }))
  }
  const base = made(Math.max(22, row - (row % REFIT)))
  if (base === undefined) return undefined
  return base.map((f, i) => carriedOn(f, history.columns[i] ?? new Float64Array(0), row))
}

/** EWMA's variance on the eve of a row, read back from the standardised move: s = r/z; by the recursion where a move was 0. */
function varianceAt(f: Filtered, column: Float64Array | undefined, row: number): number {
  const r = column?.[row] ?? 0
  const z = f.z[row] ?? Number.NaN
  if (r !== 0 && Number.isFinite(z) && z !== 0) return (r / z) * (r / z)
  let v = (column?.[0] ?? 0) * (column?.[0] ?? 0)
  for (let t = 0; t < row; t++) v = f.next(v, column?.[t] ?? 0)
  return v
}

/** A filter fitted up to an earlier row, carried on with the same coefficients to a later one. */
function carriedOn(f: Filtered, column: Float64Array, row: number): Filtered {
  const z = new Float64Array(row)
  z.set(f.z.subarray(0, row))
  let variance = f.variance
  for (let t = f.z.length; t < row; t++) {
    const e = (column[t] ?? 0) - f.mean
    z[t] = e / Math.sqrt(variance)
    variance = f.next(variance, e)
  }
  return { ...f, z, variance }
}
