import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../src/engine/core.ts'
import { testCore } from '../support/core.ts'
import { vectors } from '../support/vectors.ts'
import { EPS, Worst } from './worst.ts'

interface File {
  readonly meta: { readonly columns: readonly string[] }
  readonly rows: readonly (readonly number[])[]
}
const file = vectors<File>('quant/inverse_options.json')

let core: Core
beforeAll(async () => {
  core = await testCore()
})

describe.skipIf(file === undefined)('inverse_options.json (mpmath, 80 digits)', () => {
  test('coin value and Greeks are within 8 eps (1 + max d²) of their largest term', () => {
    const worst = new Map<string, Worst>()
    for (const row of file?.rows ?? []) {
      const at = (name: string) => row[file?.meta.columns.indexOf(name) ?? -1] as number
      const [F, K, T, vol, cp] = [at('F'), at('K'), at('T'), at('sigma'), at('cp') as 1 | -1]
      const g = core.inverseGreeks(cp, F, K, T, vol)
      const sd = vol * Math.sqrt(T)
      // The tolerance alone needs d; it need not be exact.
      const d1 = Math.log(F / K) / sd + sd / 2
      const d2 = d1 - sd
      if (Math.max(Math.abs(d1), Math.abs(d2)) > 37) continue
      const tolerance = 8 * EPS * (1 + Math.max(d1 * d1, d2 * d2))
      const adjusted = Math.abs(at('delta_premium_adjusted'))
      const n = at('vega_coin') / Math.sqrt(T)
      const curve = n / (F * F * sd)
      const seen: [keyof typeof g, string, number][] = [
        ['value', 'value_coin', at('value_coin')],
        ['premiumAdjustedDelta', 'delta_premium_adjusted', adjusted],
        ['delta', 'delta_coin', at('delta_coin')],
        ['gamma', 'gamma_coin', Math.max(curve, (2 * adjusted) / (F * F))],
        ['vega', 'vega_coin', at('vega_coin')],
        ['theta', 'theta_coin', at('theta_coin')],
        ['vanna', 'vanna_coin', n / (F * vol)],
        ['volga', 'volga_coin', at('vega_coin') / vol],
        ['charm', 'charm_coin', n / (2 * T * F)],
        ['speed', 'speed_coin', Math.max((curve / F) * Math.max(4, Math.abs(d1 / sd)), (6 * adjusted) / F ** 3)],
      ]
      for (const [name, column, scale] of seen) {
        const w = worst.get(name) ?? new Worst()
        worst.set(name, w)
        w.see(JSON.stringify(row.slice(0, 5)), g[name], at(column), scale, tolerance)
      }
    }
    for (const [name, w] of worst) expect.soft(w.share, `${name}: ${w}`).toBeLessThanOrEqual(1)
    expect(worst.size).toBe(10)
  })
})

test('a call is worth less than one coin, and its premium-adjusted delta is delta less value', () => {
  for (const strike of [1, 20000, 60000, 90000]) {
    const coin = core.inverseGreeks(1, 60000, strike, 0.3, 0.9)
    expect(coin.value).toBeLessThan(1)
    expect(coin.premiumAdjustedDelta).toBeCloseTo(core.greeks(1, 60000, strike, 0.3, 0.9).delta - coin.value, 14)
  }
})

describe('limits', () => {
  const flat = { vega: 0, theta: 0, vanna: 0, volga: 0, charm: 0 }

  test('expired and zero vol: intrinsic value over the forward', () => {
    for (const [years, vol] of [
      [0, 0.5],
      [-1, 0.5],
      [1, 0],
    ] as const) {
      // (80000 - 50000)/80000; K/F; -2K/F³; 6K/F⁴.
      const call = core.inverseGreeks(1, 80000, 50000, years, vol)
      expect(call).toMatchObject({ ...flat, value: 0.375, premiumAdjustedDelta: 0.625 })
      expect(call.delta * 80000).toBeCloseTo(0.625, 15)
      expect(call.gamma * 80000 ** 2).toBeCloseTo(-1.25, 15)
      expect(call.speed * 80000 ** 3).toBeCloseTo(3.75, 15)
      expect(core.inverseGreeks(-1, 80000, 50000, years, vol)).toMatchObject({ ...flat, value: 0, premiumAdjustedDelta: -0 })
    }
  })

  test('endless deviation: a call is one coin, a put K/F coins', () => {
    expect(core.inverseGreeks(1, 80000, 50000, 1, Number.POSITIVE_INFINITY)).toMatchObject({ value: 1, premiumAdjustedDelta: 0 })
    expect(core.inverseGreeks(-1, 80000, 50000, 1, Number.POSITIVE_INFINITY)).toMatchObject({ value: 0.625, premiumAdjustedDelta: -0.625 })
  })

  test('NaN in each input, a zero forward and negative inputs give NaN throughout', () => {
    const good = [80000, 50000, 0.5, 0.6]
    const bad: number[][] = [
      ...good.map((_, i) => good.with(i, Number.NaN)),
      [0, 5, 1, 0.5],
      [-1, 5, 1, 0.5],
      [1, -5, 1, 0.5],
      [1, 5, 1, -0.5],
    ]
    for (const [F, K, T, vol] of bad as [number, number, number, number][]) {
      expect(Object.values(core.inverseGreeks(1, F, K, T, vol)).every(Number.isNaN), JSON.stringify([F, K, T, vol])).toBe(true)
    }
  })
})
