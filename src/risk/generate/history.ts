import type { RiskNumerics } from '../numerics.ts'
import { type Draws, tableDraws } from './draws.ts'
import { ewma } from './ewma.ts'
import { fitGarch, type GarchParameters } from './garch.ts'

/** Factor columns that belong together row by row. */
export interface History {
  readonly factors: readonly string[]
  readonly columns: readonly Float64Array[]
  readonly dates: readonly string[]
}

const lastOf = (h: History, lookback: number): History => {
  const from = Math.max(0, h.dates.length - lookback)
  return { factors: h.factors, columns: h.columns.map((c) => c.slice(from)), dates: h.dates.slice(from) }
}

/**
 * Historical scenarios: the last `lookback` rows as they were. A horizon of several rows takes every run of so many in a row (runs overlap);
 * one of part of a row scales each by the root of that part.
 */
export function historicalDraws(history: History, lookback: number, steps: number): Draws {
  const kept = lastOf(history, lookback === Number.POSITIVE_INFINITY ? lookback : lookback + Math.max(Math.floor(steps), 1) - 1)
  if (steps < 1) {
    const scale = Math.sqrt(steps)
    return tableDraws(
      kept.factors,
      kept.columns.map((c) => c.map((r) => r * scale)),
      (p) => kept.dates[p] ?? '',
    )
  }
  const count = Math.max(kept.dates.length - steps + 1, 0)
  const columns = kept.columns.map((c) => {
    const out = new Float64Array(count)
    for (let p = 0; p < count; p++) for (let s = 0; s < steps; s++) out[p] = (out[p] ?? 0) + (c[p + s] ?? 0)
    return out
  })
  return tableDraws(kept.factors, columns, (p) =>
    steps === 1 ? (kept.dates[p] ?? '') : `${kept.dates[p]} to ${kept.dates[p + steps - 1]}`,
  )
}

export type Filter = { readonly kind: 'ewma'; readonly lambda: number } | { readonly kind: 'garch' }

/** A factor with its volatility taken out: standardised moves, today's volatility, and how it goes on. */
export interface Filtered {
  readonly z: Float64Array
  readonly mean: number
  readonly variance: number
  next(variance: number, shock: number): number
  readonly parameters: { readonly lambda: number } | GarchParameters
}

/** Standardises one column. EWMA's first variance is its first square and so says nothing: that row has no z (NaN). */
export function filtered(numerics: RiskNumerics, column: Float64Array, filter: Filter): Filtered | undefined {
  const n = column.length
  if (filter.kind === 'ewma') {
    const { lambda } = filter
    const s2 = ewma(column, lambda)
    const z = column.map((r, t) => (t === 0 || !((s2[t] ?? 0) > 0) ? Number.NaN : r / Math.sqrt(s2[t] ?? 0)))
    const next = (v: number, e: number): number => lambda * v + (1 - lambda) * e * e
    return { z, mean: 0, variance: s2[n] ?? 0, next, parameters: { lambda } }
  }
  const fit = fitGarch(numerics, column)
  if (fit === undefined) return undefined
  const { mu, omega, alpha1, beta1, h } = fit
  const z = column.map((r, t) => (r - mu) / Math.sqrt(h[t] ?? 0))
  const next = (v: number, e: number): number => omega + alpha1 * e * e + beta1 * v
  return { z, mean: mu, variance: h[n] ?? 0, next, parameters: { mu, omega, alpha1, beta1 } }
}

/** Standardised rows in which every factor has a z: joint days stay joint. */
function jointRows(filters: readonly Filtered[], lookback: number): number[] {
  const n = filters[0]?.z.length ?? 0
  const rows = Array.from({ length: n }, (_, t) => t).filter((t) => filters.every((f) => Number.isFinite(f.z[t])))
  return rows.slice(Math.max(0, rows.length - lookback))
}

/** Murmur3's finaliser over a draw's numbers: each step of each path has an integer of its own, whoever asks and in whatever order. */
function hash(seed: number, path: number, step: number): number {
  let h = Math.imul(seed, 0x9e3779b1) ^ Math.imul(path + 1, 0x85ebca77) ^ Math.imul(step + 1, 0xc2b2ae3d)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/**
 * Filtered historical simulation (Barone-Adesi, Giannopoulos and Vosper 1999): each factor's standardised moves times today's volatility, whole
 * days at a time. One row ahead, each day of the lookback is a scenario; several, `paths` draws of days with each factor's variance carried
 * on; part of one, moves scaled by the root of that part.
 */
export function filteredDraws(
  history: History,
  filters: readonly Filtered[],
  options: { readonly lookback: number; readonly steps: number; readonly paths: number; readonly seed: number },
): Draws {
  const { steps, seed } = options
  const rows = jointRows(filters, options.lookback)
  if (steps <= 1) {
    const columns = filters.map((f) => Float64Array.from(rows, (t) => f.mean * steps + Math.sqrt(f.variance * steps) * (f.z[t] ?? 0)))
    return tableDraws(history.factors, columns, (p) => history.dates[rows[p] ?? 0] ?? '')
  }
  const n = history.factors.length
  return {
    count: options.paths,
    factors: history.factors,
    replicates: 1,
    moves: (paths) => {
      const out = new Float64Array(n * paths.length)
      for (let p = 0; p < paths.length; p++) {
        const variances = filters.map((f) => f.variance)
        for (let s = 0; s < steps; s++) {
          const row = rows[Math.floor((hash(seed, paths[p] ?? 0, s) / 4294967296) * rows.length)] ?? 0
          for (const [f, filter] of filters.entries()) {
            const shock = Math.sqrt(variances[f] ?? 0) * (filter.z[row] ?? 0)
            out[f * paths.length + p] = (out[f * paths.length + p] ?? 0) + filter.mean + shock
            variances[f] = filter.next(variances[f] ?? 0, shock)
          }
        }
      }
      return out
    },
    label: (p) => `path ${p}`,
  }
}
