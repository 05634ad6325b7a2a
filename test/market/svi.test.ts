import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../src/engine/core.ts'
import { crossings, lowestG, rootsOfG } from '../../src/market/svi/arbitrage.ts'
import type { Bounds } from '../../src/market/svi/bounds.ts'
import { bestOfRandomStarts, fitSvi } from '../../src/market/svi/fit.ts'
import { leastSquares } from '../../src/market/svi/least-squares.ts'
import type { Vector } from '../../src/market/svi/model.ts'
import type { Objective } from '../../src/market/svi/objective.ts'
import { testCore } from '../support/core.ts'
import { vectors } from '../support/vectors.ts'

type Raw = readonly [a: number, b: number, rho: number, m: number, sigma: number]
interface SviVectors {
  readonly slices: readonly {
    readonly name: string
    readonly raw_a_b_rho_m_sigma: Raw
    readonly g_roots: readonly number[]
    readonly k_at_min_g: number
    readonly min_g: number
    readonly interval_searched: readonly [number, number]
  }[]
  readonly calendar: readonly { readonly near_raw: Raw; readonly far_raw: Raw; readonly crossings_on_minus8_8: readonly number[] }[]
  readonly calibration: readonly {
    readonly name: string
    readonly t: number
    readonly k: readonly number[]
    readonly implied_vol: readonly number[]
    readonly bounds_a_b_rho_m_sigma: readonly [Raw, Raw]
    readonly true_raw: Raw
    readonly best_sse_total_variance: number
    readonly noise_rel: number
  }[]
}
const published = vectors<SviVectors>('quant/svi.json')
const named = ([a, b, rho, m, sigma]: Raw) => ({ a, b, rho, m, sigma })

let core: Core
beforeAll(async () => {
  core = await testCore()
})

describe.skipIf(published === undefined)('the published SVI vectors', () => {
  test.each(published?.calibration ?? [])('$name: the sum of squares is the best known one', (target) => {
    const o: Objective = {
      quotes: target.k.map((k, i) => ({ k, vol: target.implied_vol[i] ?? Number.NaN, weight: 1 })),
      years: target.t,
      error: 'variance',
    }
    // The file bounds a; here the least variance takes its place, which the domain keeps at or above 0.
    const [low, high] = target.bounds_a_b_rho_m_sigma
    const bounds: Bounds = { low: [0, ...low.slice(1)] as unknown as Vector, high: [...high] as unknown as Vector }
    const fit = fitSvi(o, bounds)
    if (fit === undefined) throw new Error('no fit')
    if (target.noise_rel > 0) {
      expect(fit.cost).toBeLessThanOrEqual(target.best_sse_total_variance * (1 + 1e-6))
      return
    }
    expect(fit.cost).toBeLessThan(1e-20)
    const { a, b, rho, m, sigma } = fit.svi
    target.true_raw.forEach((value, i) => {
      expect(Math.abs(([a, b, rho, m, sigma][i] ?? Number.NaN) - value)).toBeLessThan(1e-6)
    })
  })

  test.each(published?.slices ?? [])('$name: the least g, its place and its roots', (slice) => {
    const s = named(slice.raw_a_b_rho_m_sigma)
    const [from, to] = slice.interval_searched
    const lowest = lowestG(core, s, from, to)
    expect(Math.abs(lowest.g - slice.min_g)).toBeLessThan(1e-9 * Math.max(1, Math.abs(slice.min_g)))
    const roots = rootsOfG(core, s, from, to)
    expect(roots).toHaveLength(slice.g_roots.length)
    roots.forEach((root, i) => {
      expect(Math.abs(root - (slice.g_roots[i] ?? Number.NaN))).toBeLessThan(1e-9)
    })
  })

  test('calendar crossings', () => {
    for (const pair of published?.calendar ?? []) {
      const found = crossings(core, named(pair.near_raw), named(pair.far_raw), -8, 8)
      expect(found).toHaveLength(pair.crossings_on_minus8_8.length)
      found.forEach((k, i) => {
        expect(Math.abs(k - (pair.crossings_on_minus8_8[i] ?? Number.NaN))).toBeLessThan(1e-9)
      })
    }
  })
})

/** A small full-rank system worked by hand: the normal equations give x = (1, 2) plus a residual orthogonal to both columns. */
test('least squares solves a tall system', () => {
  const rows = [
    [1, 0, 1 + 1],
    [0, 1, 2 + 1],
    [1, 1, 3 - 1],
  ].map((r) => Float64Array.from(r))
  const x = leastSquares(rows, 2)
  expect(x[0]).toBeCloseTo(1, 14)
  expect(x[1]).toBeCloseTo(2, 14)
})

/** Deterministic noise: no generator of the code under test. */
const noise = (i: number): number => ((i * 7919 + 104729) % 1009) / 1009 - 0.5

/** Smiles of several shapes and terms with noise of a tenth to half a vol point. */
const shapes = [1, 7, 30, 90, 300].flatMap((days) =>
  [-0.7, -0.2, 0.4].map((rho) => {
    const years = days / 365
    const level = 0.6 * 0.6 * years
    const width = Math.sqrt(level)
    const quotes = Array.from({ length: 30 }, (_, i) => {
      const k = width * (-2 + (4 * i) / 29)
      const w = level * 0.6 + 0.3 * width * (rho * k + Math.sqrt(k * k + 0.5 * level))
      const vol = Math.sqrt(w / years) + 0.005 * noise(i + days)
      return { k, vol, weight: Math.exp(-0.5 * (k / width) * (k / width)) }
    })
    return { name: `${days} days, rho ${rho}`, o: { quotes, years, error: 'vol' as const } }
  }),
)

test.each(shapes)('$name: the fit is within 2 % of the best of a hundred starts', ({ o }) => {
  const fit = fitSvi(o)
  const hundred = bestOfRandomStarts(o)
  if (fit === undefined || hundred === undefined) throw new Error('no fit')
  expect(fit.rms).toBeLessThanOrEqual(hundred.rms * 1.02)
  expect(fitSvi(o)).toEqual(fit)
})

test('fewer quotes than parameters give no fit', () => {
  expect(fitSvi({ quotes: [{ k: 0, vol: 0.5, weight: 1 }], years: 0.1, error: 'vol' })).toBeUndefined()
})
