import { type Fault, fail, fault, ok, type Result } from '../../domain/result.ts'
import type { PathCore } from '../path-core.ts'
import { copulaDraws, REPLICATES } from './copula.ts'
import type { Draws } from './draws.ts'
import { type Filter, type Filtered, filtered, filteredDraws, type History, historicalDraws } from './history.ts'
import { fitCopulaNu, fitMargin, kendallCorrelation } from './margin.ts'
import { columnOf, type Returns } from './returns.ts'

export type ModelName = 'historical' | 'filtered' | 'copula'

export interface ModelOptions {
  readonly model: ModelName
  /** Absent = EWMA 0.94 for the filtered model, no filter for the copula. */
  readonly filter?: Filter
  /** Rows used, the newest; Infinity = all. */
  readonly lookback: number
  readonly vol: 'held' | 'beta' | 'data'
  readonly days: number
  readonly paths: number
  readonly seed: number
  /** Coins that the book has legs of, and of which options. */
  readonly coins: readonly string[]
  readonly optionCoins: readonly string[]
}

export interface Model {
  readonly draws: Draws
  readonly betas: Readonly<Record<string, number>>
  readonly fit: {
    readonly from: string
    readonly to: string
    readonly rows: number
    readonly skipped: number
    readonly parameters: Readonly<Record<string, unknown>>
  }
  readonly assumptions: readonly string[]
}

/** The columns asked for, or a fault for each that is not there. */
export function historyOf(returns: Returns, names: readonly string[], why: (name: string) => string): Result<History> {
  const faults: Fault[] = []
  const columns = names.map((name) => {
    const column = columnOf(returns, name)
    if (column === undefined) faults.push(fault('header', returns.names.join(','), `a column ${name}: ${why(name)}`))
    return column ?? new Float64Array(0)
  })
  return faults.length > 0 ? fail(...faults) : ok({ factors: names, columns, dates: returns.dates })
}

/** Σxy/Σx² over the newest rows: the vol's log move for each unit of the spot's. */
function betaOf(x: Float64Array, y: Float64Array, lookback: number): number {
  let xy = 0
  let xx = 0
  for (let t = Math.max(0, x.length - lookback); t < x.length; t++) {
    xy += (x[t] ?? 0) * (y[t] ?? 0)
    xx += (x[t] ?? 0) * (x[t] ?? 0)
  }
  return xx > 0 ? xy / xx : 0
}

/** Whole rows where the horizon is a whole number of them, else the fraction. */
function stepsOf(days: number, periodDays: number): number {
  const ratio = days / periodDays
  const whole = Math.round(ratio)
  return whole >= 1 && Math.abs(ratio - whole) < 1e-6 ? whole : ratio
}

/** Scenarios for a book out of a returns CSV. Faults where it lacks a column, rows, or variance. */
export function modelOf(core: PathCore, returns: Returns, options: ModelOptions): Result<Model> {
  const { coins, optionCoins, vol } = options
  const vols = vol === 'data' ? optionCoins.map((c) => `${c}.vol`) : []
  const read = historyOf(returns, [...coins, ...vols], (name) =>
    name.endsWith('.vol') ? 'the book has its options and vols come from data' : 'the book has legs of it',
  )
  const betaColumns =
    vol === 'beta'
      ? historyOf(
          returns,
          optionCoins.map((c) => `${c}.vol`),
          () => 'its beta to spot is fitted to it',
        )
      : undefined
  const faults = [...(read.ok ? [] : read.faults), ...(betaColumns === undefined || betaColumns.ok ? [] : betaColumns.faults)]
  const steps = stepsOf(options.days, returns.periodDays)
  if (steps > 1 && !Number.isInteger(steps))
    faults.push(
      fault('horizon', options.days, `a whole number of the CSV's periods, which are ${returns.periodDays} days, or less than one`),
    )
  if (!read.ok || faults.length > 0) return fail(...faults)
  const history = read.value
  const betas: Record<string, number> = {}
  for (const coin of vol === 'beta' ? optionCoins : []) {
    const [x, y] = [columnOf(returns, coin), columnOf(returns, `${coin}.vol`)]
    if (x !== undefined && y !== undefined) betas[coin] = betaOf(x, y, options.lookback)
  }
  const filter: Filter | undefined = options.filter ?? (options.model === 'filtered' ? { kind: 'ewma', lambda: 0.94 } : undefined)
  const filters = filter === undefined || options.model === 'historical' ? undefined : history.columns.map((c) => filtered(core, c, filter))
  if (filters?.some((f) => f === undefined))
    return fail(fault('', `${returns.dates.length} rows`, 'at least 20 rows that are not all alike for GARCH'))
  const known = filters?.flatMap((f) => (f === undefined ? [] : [f]))
  const made = drawsOf(core, returns, history, known, options, steps)
  if (!made.ok) return made
  const { draws, parameters, rows, sentences } = made.value
  const used = returns.dates.slice(Math.max(0, returns.dates.length - rows))
  return ok({
    draws,
    betas,
    fit: {
      from: used[0] ?? '',
      to: used.at(-1) ?? '',
      rows,
      skipped: returns.skipped,
      parameters: { ...parameters, ...(vol === 'beta' ? { betas } : {}), ...filterWords(filter, options.model, known, history) },
    },
    assumptions: sentences,
  })
}

interface Made {
  readonly draws: Draws
  readonly parameters: Readonly<Record<string, unknown>>
  readonly rows: number
  readonly sentences: readonly string[]
}

function drawsOf(
  core: PathCore,
  returns: Returns,
  history: History,
  filters: readonly Filtered[] | undefined,
  options: ModelOptions,
  steps: number,
): Result<Made> {
  const rows = Math.min(options.lookback, returns.dates.length)
  const part = steps < 1 ? [`Moves of a row are scaled by the root of its part that the horizon is (${steps.toPrecision(3)}).`] : []
  if (options.model === 'historical') {
    const draws = historicalDraws(history, options.lookback, steps)
    const runs = steps > 1 ? [`Each scenario is a run of ${steps} rows; runs overlap, so that bands are too narrow.`] : []
    return draws.count < 2
      ? fail(fault('', `${returns.dates.length} rows`, 'more rows than the horizon has'))
      : ok({
          draws,
          parameters: {},
          rows,
          sentences: ['Days of the past, as they were, are as likely as each other tomorrow.', ...part, ...runs],
        })
  }
  if (options.model === 'filtered') {
    const draws = filteredDraws(history, filters ?? [], { lookback: options.lookback, steps, paths: options.paths, seed: options.seed })
    const runs = steps > 1 ? [`Paths draw ${steps} days each, with variance carried on from day to day.`] : []
    const sentences = [
      'Each day of the past, in units of its own volatility, is taken times the volatility of now; what moved together stays together.',
    ]
    return ok({ draws, parameters: {}, rows, sentences: [...sentences, ...part, ...runs] })
  }
  const from = Math.max(0, returns.dates.length - options.lookback)
  const sample = history.columns.map((c, f) => {
    const scale = filters === undefined ? 1 : Math.sqrt(filters[f]?.variance ?? 0)
    const values = filters === undefined ? c.slice(from) : (filters[f]?.z.slice(from) ?? c).map((z) => z * scale)
    return values.filter(Number.isFinite)
  })
  if ((sample[0]?.length ?? 0) < 30) return fail(fault('', `${returns.dates.length} rows`, 'at least 30 rows for a copula'))
  const margins = sample.map((s) => fitMargin(core, s))
  const correlation = kendallCorrelation(sample)
  const uniforms = sample.map((s, f) =>
    s.map((r) => core.studentCdf((r - (margins[f]?.location ?? 0)) / (margins[f]?.scale ?? 1), margins[f]?.nu ?? 4)),
  )
  const nu = sample.length > 1 ? fitCopulaNu(core, uniforms, correlation) : (margins[0]?.nu ?? 4)
  const { draws, repaired } = copulaDraws(
    core,
    { factors: history.factors, margins, correlation, nu, scale: Math.sqrt(steps) },
    options.paths,
    options.seed,
  )
  const sentences = [
    'Margins are Student-t and joined by a t copula, so that large moves come together more often than a correlation alone says.',
    `A move is held within a tenth and ten times the price (or vol): a Student-t log return has no finite mean price. Paths are ${REPLICATES} scramblings of Sobol points.`,
    ...(steps === 1 ? [] : ['One-period moves are scaled by the root of the horizon: independent periods are assumed.']),
    ...(draws.count === options.paths ? [] : [`${draws.count} paths are drawn: Sobol points come in powers of two.`]),
    ...(repaired > 0
      ? [`The correlations of all pairs fit no joint distribution; the nearest that do are ${repaired.toPrecision(3)} away.`]
      : []),
  ]
  const parameters = {
    margins: history.factors.map((factor, f) => ({ factor, ...margins[f] })),
    correlation,
    nu,
    scale: Math.sqrt(steps),
  }
  return ok({ draws, parameters, rows, sentences })
}

const filterWords = (filter: Filter | undefined, model: ModelName, filters: readonly Filtered[] | undefined, history: History): object =>
  filter === undefined || model === 'historical' || filters === undefined
    ? {}
    : {
        filter: filter.kind === 'ewma' ? `ewma:${filter.lambda}` : 'garch',
        factors: history.factors.map((factor, f) => ({ factor, sigma: Math.sqrt(filters[f]?.variance ?? 0), ...filters[f]?.parameters })),
      }
