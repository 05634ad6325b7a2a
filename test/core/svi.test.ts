import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../src/engine/core.ts'
import { testCore } from '../support/core.ts'
import { vectors } from '../support/vectors.ts'
import { Worst } from './worst.ts'

type Raw = readonly [a: number, b: number, rho: number, m: number, sigma: number]
interface File {
  readonly slices: readonly {
    readonly name: string
    readonly raw_a_b_rho_m_sigma: Raw
    readonly points_k_w_w1_w2_g_density: readonly [k: number, w: number, w1: number, w2: number, g: number, density: number][]
  }[]
  readonly ssvi: readonly { readonly theta: readonly SsviSlice[] }[]
  readonly third_party_vogt: {
    readonly total_variance: Record<string, number>
    readonly implied_vol: Record<string, number>
    readonly atm_vol: number
    readonly tolerance: number
  }
}
interface SsviSlice {
  readonly raw_a_b_rho_m_sigma: Raw
  readonly points_k_w_g: readonly [k: number, w: number, g: number][]
}
const file = vectors<File>('quant/svi.json')

let core: Core
beforeAll(async () => {
  core = await testCore()
})

/** Largest terms of w, w', w'' and g. */
function scales([a, b, rho, m, sigma]: Raw, k: number, w: number, w1: number, w2: number) {
  const x = k - m
  const R = Math.hypot(x, sigma)
  return {
    w: Math.max(Math.abs(a), b * Math.abs(rho * x), b * R),
    w1: b * Math.max(Math.abs(rho), Math.abs(x / R)),
    w2,
    g: Math.max(1, ((k * w1) / (2 * w)) ** 2, ((w1 * w1) / 4) * (1 / w + 0.25), w2 / 2),
  }
}

describe.skipIf(file === undefined)('svi.json (mpmath, 50 digits)', () => {
  test('w, its derivatives and g of the raw slices are within 1e-13 of their largest term', () => {
    const worst = new Worst()
    for (const slice of file?.slices ?? []) {
      const raw = slice.raw_a_b_rho_m_sigma
      for (const [k, w, w1, w2, g] of slice.points_k_w_w1_w2_g_density) {
        const got = core.svi(...raw, k)
        const scale = scales(raw, k, w, w1, w2)
        const expected = { w, w1, w2, g }
        for (const name of ['w', 'w1', 'w2', 'g'] as const) {
          worst.see(`${slice.name} ${name}(${k})`, got[name], expected[name], scale[name], 1e-13)
        }
      }
    }
    expect(worst.share, String(worst)).toBeLessThanOrEqual(1)
    expect(worst.count).toBeGreaterThan(800)
  })

  test('SSVI slices in raw form too', () => {
    const worst = new Worst()
    for (const slice of (file?.ssvi ?? []).flatMap((block) => block.theta)) {
      const raw = slice.raw_a_b_rho_m_sigma
      for (const [k, w, g] of slice.points_k_w_g) {
        const got = core.svi(...raw, k)
        const scale = scales(raw, k, w, got.w1, got.w2)
        worst.see(`ssvi w(${k})`, got.w, w, scale.w, 1e-13)
        worst.see(`ssvi g(${k})`, got.g, g, scale.g, 1e-13)
      }
    }
    expect(worst.share, String(worst)).toBeLessThanOrEqual(1)
  })

  test("the Vogt slice as another library's test prints it", () => {
    const raw = file?.slices.find((s) => s.name === 'vogt')?.raw_a_b_rho_m_sigma
    const printed = file?.third_party_vogt
    if (raw === undefined || printed === undefined) throw new Error('the vectors have no Vogt slice')
    for (const [k, w] of Object.entries(printed.total_variance))
      expect(Math.abs(core.svi(...raw, Number(k)).w - w)).toBeLessThan(printed.tolerance)
    for (const [k, vol] of Object.entries(printed.implied_vol)) {
      expect(Math.abs(Math.sqrt(core.svi(...raw, Number(k)).w) - vol)).toBeLessThan(printed.tolerance)
    }
    expect(Math.abs(Math.sqrt(core.svi(...raw, 0).w) - printed.atm_vol)).toBeLessThan(printed.tolerance)
  })
})

describe('limits of raw SVI', () => {
  test('NaN in each input and outside the domain', () => {
    const good: Raw = [0.01, 0.1, -0.3, 0, 0.1]
    const bad = [...good.map((_, i) => good.with(i, Number.NaN)), good.with(1, -0.1), good.with(2, 1.01), good.with(4, -0.1)]
    for (const raw of bad) expect(core.svi(...(raw as unknown as Raw), 0.1)).toEqual({ w: NaN, w1: NaN, w2: NaN, g: NaN })
    expect(core.svi(...good, Number.NaN)).toEqual({ w: NaN, w1: NaN, w2: NaN, g: NaN })
  })

  test('a flat smile has g = 1, a smile without variance no g', () => {
    expect(core.svi(0.04, 0, 0, 0, 0.1, 0.7)).toEqual({ w: 0.04, w1: 0, w2: 0, g: 1 })
    expect(core.svi(0, 0, 0, 0, 0.1, 0.7)).toEqual({ w: 0, w1: 0, w2: 0, g: NaN })
  })
})

describe('a smile of points', () => {
  const strikes = [40000, 50000, 64000, 90000]
  const vols = [0.9, 0.7, 0.6, 0.65]

  test('listed strikes have exactly their vol, beyond the ends it is flat', () => {
    strikes.forEach((k, i) => {
      expect(core.pointsVol(strikes, vols, k)).toBe(vols[i])
    })
    expect([0, 1, 39999].map((k) => core.pointsVol(strikes, vols, k))).toEqual([0.9, 0.9, 0.9])
    expect([90001, 1e12, Number.POSITIVE_INFINITY].map((k) => core.pointsVol(strikes, vols, k))).toEqual([0.65, 0.65, 0.65])
    expect(core.pointsVol([100], [0.5], 7)).toBe(0.5)
  })

  test('half-way in ln(strike) lies half the variance', () => {
    expect(core.pointsVol([25, 100], [0.3, 0.5], 50)).toBeCloseTo(Math.sqrt((0.09 + 0.25) / 2), 15)
  })

  test('no points, a negative strike or NaN give NaN', () => {
    expect([core.pointsVol([], [], 1), core.pointsVol(strikes, vols, -1), core.pointsVol(strikes, vols, Number.NaN)]).toEqual([
      NaN,
      NaN,
      NaN,
    ])
  })

  test('it stays between its neighbours and never jumps', () => {
    const rising = fc
      .uniqueArray(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 12 })
      .map((k) => k.sort((a, b) => a - b))
    fc.assert(
      fc.property(
        rising,
        fc.infiniteStream(fc.double({ min: 0.01, max: 5, noNaN: true })),
        fc.double({ min: 0.5, max: 2e6, noNaN: true }),
        (k, stream, at) => {
          const v = [...stream.take(k.length)]
          const vol = core.pointsVol(k, v, at)
          const next = k.findIndex((strike) => strike >= at)
          const near = next < 0 ? v.slice(-1) : v.slice(Math.max(0, next - 1), next + 1)
          expect(vol).toBeGreaterThanOrEqual(Math.min(...near) * (1 - 1e-14))
          expect(vol).toBeLessThanOrEqual(Math.max(...near) * (1 + 1e-14))
        },
      ),
    )
  })
})
