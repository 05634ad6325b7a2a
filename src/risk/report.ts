import type { Market } from '../domain/market.ts'
import { alone, components } from './estimate/components.ts'
import { type LevelRisk, measure } from './estimate/measure.ts'
import type { Model } from './generate/model.ts'
import type { PathCore } from './path-core.ts'
import type { Dynamics, RiskBook } from './revalue/plan.ts'
import { planOf } from './revalue/plan.ts'
import { simulate } from './revalue/simulate.ts'

export interface RiskOptions {
  readonly days: number
  readonly dynamics: Dynamics
  readonly levels: readonly number[]
  readonly legs: boolean
}

interface ComponentRow {
  readonly instrument: string
  readonly quantity: number
  readonly es: number
  readonly var: number
  readonly incremental: number
  readonly marginal: number
}

export interface RiskReport {
  readonly scenarios: number
  readonly levels: readonly LevelRisk[]
  readonly standaloneSum: number
  readonly components?: readonly ComponentRow[]
  readonly worst: readonly { readonly label: string; readonly underlyings: Readonly<Record<string, number>>; readonly pnl: number }[]
  readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] }
  readonly lookup: { readonly used: boolean; readonly maxErrorOfEs: number }
  readonly assumptions: readonly string[]
}

const WORST = 10
const BINS = 60
/** Below this many scenarios in the tail a warning is due. */
const FEW = 10

/** Counts of P&L between evenly spaced edges from the worst to the best; the last bin holds its upper edge. */
export function histogram(pnl: Float64Array, bins = BINS): { edges: number[]; counts: number[] } {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const v of pnl) {
    low = Math.min(low, v)
    high = Math.max(high, v)
  }
  if (!(low <= high)) return { edges: [], counts: [] }
  const step = (high - low) / bins
  const counts = new Array<number>(bins).fill(0)
  for (const v of pnl) {
    const bin = step > 0 ? Math.min(bins - 1, Math.floor((v - low) / step)) : 0
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return { edges: Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + i * step)), counts }
}

/** −12.3 % and the like, for sentences. */
const percent = (x: number): string => `${x < 0 ? '−' : '+'}${(Math.abs(x) * 100).toFixed(1)} %`

/** VaR, ES, components, worst scenarios and histogram of a book under a model. Undefined where `heard` ended the work. */
export function riskReport(
  core: PathCore,
  book: RiskBook,
  market: Market,
  model: Model,
  options: RiskOptions,
  heard?: (done: number, count: number) => boolean,
): RiskReport | undefined {
  const { draws } = model
  const plan = planOf(core, book, market, { days: options.days, dynamics: options.dynamics, factors: draws.factors, betas: model.betas })
  const done = simulate(core, plan, draws, options.levels, heard)
  if (done === undefined) return undefined
  const levels = options.levels.map((level) => measure(core, draws, done.pnl, level))
  const first = levels[0]
  if (first === undefined) return undefined
  const parts = options.legs ? components(core, plan, draws, done, first.level) : []
  const apart = alone(core, plan, draws, done.pnl, first.level, first.es)
  const moves = draws.moves(Float64Array.from(done.tail.slice(0, WORST)))
  const shown = Math.min(WORST, done.tail.length)
  const worst = done.tail.slice(0, shown).map((path, t) => {
    const underlyings: Record<string, number> = {}
    for (const [f, name] of draws.factors.entries()) underlyings[name] = core.exp(moves[f * shown + t] ?? 0) - 1
    const words = Object.entries(underlyings).map(([name, m]) => `${name.replace('.vol', ' vol')} ${percent(m)}`)
    return { label: `${draws.label(path)}: ${words.join(', ')}`, underlyings, pnl: done.pnl[path] ?? 0 }
  })
  return {
    scenarios: draws.count,
    levels,
    standaloneSum: apart.reduce((sum, a) => sum + a.standalone, 0),
    ...(options.legs
      ? {
          components: book.legs.map(({ name, quantity }, i) => ({
            instrument: name,
            quantity,
            es: parts[i]?.es ?? 0,
            var: parts[i]?.var ?? 0,
            incremental: apart[i]?.incremental ?? 0,
            marginal: quantity === 0 ? 0 : (parts[i]?.es ?? 0) / quantity,
          })),
        }
      : {}),
    worst,
    histogram: histogram(done.pnl),
    lookup: { used: done.lookup.used, maxErrorOfEs: first.es > 0 ? done.lookup.maxError / first.es : 0 },
    assumptions: levels
      .filter((l) => l.tailPoints < FEW)
      .map((l) => `Only ${l.tailPoints.toPrecision(2)} scenarios lie beyond ${l.level}: take its numbers as rough.`),
  }
}
