import { beforeAll, describe, expect, test } from 'vitest'
import type { SviSmile } from '../../../src/domain/market.ts'
import { type Break, butterflies, crossings, durrleman } from '../../../src/domain/surface/arbitrage.ts'
import { densityOf } from '../../../src/domain/surface/density.ts'
import { type Slice, sliceOf } from '../../../src/domain/surface/slice.ts'
import type { Core } from '../../../src/engine/core.ts'
import { testCore } from '../../support/core.ts'
import { vectors } from '../../support/vectors.ts'
import { expiry, NOW, POINTS, SVI } from './support.ts'

type Raw = readonly [a: number, b: number, rho: number, m: number, sigma: number]
interface SviVectors {
  readonly slices: readonly {
    readonly name: string
    readonly t: number
    readonly raw_a_b_rho_m_sigma: Raw
    readonly g_roots: readonly number[]
    readonly k_at_min_g: number
    readonly min_g: number
    readonly points_k_w_w1_w2_g_density: readonly (readonly [number, number, number, number, number, number])[]
  }[]
  readonly calendar: readonly { readonly near_raw: Raw; readonly far_raw: Raw; readonly crossings_on_minus8_8: readonly number[] }[]
}
const published = vectors<SviVectors>('quant/svi.json')
const named = ([a, b, rho, m, sigma]: Raw): SviSmile => ({ type: 'svi', a, b, rho, m, sigma })

let core: Core
beforeAll(async () => {
  core = await testCore()
})
const slice = (raw: Raw, years = 1): Slice => {
  const found = sliceOf(core, expiry(named(raw), years), NOW)
  if (found === undefined) throw new Error('no slice')
  return found
}
/** Ends of the breaks that lie inside an interval. */
const ends = (breaks: readonly Break[], reach: number): readonly number[] =>
  breaks.flatMap((b) => [b.from, b.to]).filter((k) => k > -reach && k < reach)

describe.skipIf(published === undefined)('the published SVI vectors', () => {
  test.each(published?.slices ?? [])('$name: g, its roots and its least value, and the density', (row) => {
    const s = slice(row.raw_a_b_rho_m_sigma, row.t)
    for (const [k, w, w1, w2, g, density] of row.points_k_w_w1_w2_g_density) {
      expect(s.w(k)).toBeCloseTo(w, 12)
      expect(s.w1(k)).toBeCloseTo(w1, 12)
      expect(Math.abs(s.w2(k) - w2)).toBeLessThan(1e-11 * Math.max(1, Math.abs(w2)))
      expect(Math.abs(durrleman(s, k) - g)).toBeLessThan(1e-11 * Math.max(1, Math.abs(g)))
      const p = densityOf(core, expiry(named(row.raw_a_b_rho_m_sigma), row.t), s, [k]).density[0] ?? Number.NaN
      expect(Math.abs(p - density)).toBeLessThan(1e-11 * Math.max(1, Math.abs(density)))
    }
    const found = butterflies(core, expiry(named(row.raw_a_b_rho_m_sigma), row.t), NOW)
    const inside = ends(found, 6)
    expect(inside).toHaveLength(row.g_roots.length)
    row.g_roots.forEach((k, i) => {
      expect(inside[i]).toBeCloseTo(k, 9)
    })
    if (row.min_g < 0 && Math.abs(row.k_at_min_g) < 5.9) {
      const worst = found.map((b) => b.worst).reduce((x, y) => (y.value < x.value ? y : x))
      expect(worst.value).toBeLessThanOrEqual(row.min_g + 1e-9)
    }
  })

  test.each((published?.calendar ?? []).map((pair, i) => [i, pair] as const))(
    'calendar pair %i: where total variances cross',
    (_, pair) => {
      const inside = ends(crossings(slice(pair.near_raw), slice(pair.far_raw)), 8)
      expect(inside).toHaveLength(pair.crossings_on_minus8_8.length)
      pair.crossings_on_minus8_8.forEach((k, i) => {
        expect(inside[i]).toBeCloseTo(k, 9)
      })
    },
  )
})

describe('the example of Gatheral and Jacquier, which breaks in the wing only', () => {
  test('is found although no listed strike is near, with its printed place', () => {
    const [only, ...more] = butterflies(core, expiry(named([-0.041, 0.1331, 0.306, 0.3586, 0.4153]), 1), NOW)
    expect(more).toEqual([])
    expect(only?.from).toBeCloseTo(0.642408, 6)
    expect(only?.to).toBeCloseTo(1.256913, 6)
    expect(only?.worst.k).toBeCloseTo(0.879263, 5)
    expect(only?.worst.value).toBeCloseTo(-0.032864, 6)
  })
})

describe('points', () => {
  test('a smile without arbitrage has none; one vol pulled far up breaks around it, and the butterfly is priced below 0', () => {
    expect(butterflies(core, expiry(POINTS), NOW)).toEqual([])
    if (POINTS.type !== 'points') throw new Error('points')
    const up = { ...POINTS, vols: POINTS.vols.with(6, 0.75) }
    const [only] = butterflies(core, expiry(up), NOW)
    expect(only?.from).toBeLessThan(Math.log(1.1))
    expect(only?.to).toBeGreaterThan(Math.log(1.1))
    expect(only?.worst.value).toBeLessThan(0)
    // 100, 110, 120: the middle one costs more than half of the outer two together.
    const price = (k: number, v: number): number => core.price(1, 100, k, 0.25, v)
    expect(price(100, 0.6) + price(120, 0.605) - 2 * price(110, 0.75)).toBeLessThan(0)
  })

  test('the density of points is the second difference of prices, as of the formula it was read from', () => {
    const strikes = Array.from({ length: 141 }, (_, i) => 50 + i)
    const e = expiry(SVI)
    const s = sliceOf(core, e, NOW)
    if (s === undefined) throw new Error('no slice')
    const ks = strikes.map((x) => Math.log(x / 100))
    const points = expiry({ type: 'points', strikes, vols: ks.map((k) => Math.sqrt(s.w(k) / 0.25)) })
    const pointSlice = sliceOf(core, points, NOW)
    if (pointSlice === undefined) throw new Error('no slice')
    const listed = densityOf(core, points, pointSlice, [])
    const formula = densityOf(core, e, s, ks.slice(1, -1))
    listed.density.forEach((p, i) => {
      expect(p).toBeCloseTo(formula.density[i] ?? Number.NaN, 2)
    })
    listed.g.forEach((g, i) => {
      expect(g).toBeCloseTo(formula.g[i] ?? Number.NaN, 1)
    })
  })
})

test('a later expiry that is the same smile in total variance does not cross; one a little lower does everywhere', () => {
  const raw: Raw = [0.01, 0.1, -0.3, 0.02, 0.15]
  expect(crossings(slice(raw), slice(raw))).toEqual([])
  const [only] = crossings(slice(raw), slice([0.0099, 0.1, -0.3, 0.02, 0.15]))
  expect(only).toMatchObject({ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY })
})
