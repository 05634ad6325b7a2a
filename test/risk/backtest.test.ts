import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../src/engine/core.ts'
import { heldBook } from '../../src/engine/held.ts'
import { type Forecast, type ForecastOptions, forecastAt, realised } from '../../src/risk/backtest/forecast.ts'
import { type Day, verdict } from '../../src/risk/backtest/score.ts'
import type { Filtered, History } from '../../src/risk/generate/history.ts'
import { planOf } from '../../src/risk/revalue/plan.ts'
import { testCore } from '../support/core.ts'
import { book, market, random } from './books.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

/** 800 made-up rows with volatility that comes in waves. */
function waves(): Float64Array {
  const next = random(5)
  return Float64Array.from({ length: 800 }, (_, t) => 0.02 * (1 + 0.8 * Math.sin(t / 40)) * core.normalInverse(next()))
}

function run(column: Float64Array, quantity: number, options: Partial<ForecastOptions>): (Forecast & { loss: number })[] {
  const history: History = { factors: ['BTC'], columns: [column], dates: Array.from(column, (_, t) => String(t)) }
  const portfolio = book([{ instrument: 'BTC-PERPETUAL', quantity }], [])
  const plan = planOf(core, heldBook(portfolio, market, core), market, { days: 1, dynamics: 'strike', factors: ['BTC'], betas: {} })
  const full: ForecastOptions = {
    model: 'filtered',
    filter: { kind: 'ewma', lambda: 0.94 },
    level: 0.99,
    window: 250,
    steps: 1,
    seed: 1,
    ...options,
  }
  const past = realised(core, plan, history, full.steps)
  const known = new Map<number, readonly Filtered[]>()
  return Array.from(past.keys()).flatMap((row) => {
    const said = forecastAt(core, plan, history, past, row, full, known)
    return said === undefined ? [] : [{ ...said, loss: -(past[row] ?? 0) }]
  })
}

describe('forecasts', () => {
  test('EWMA: the sixth-worst of 500, a loop written out here says the same, long and short', () => {
    const column = waves()
    for (const side of [1, -1]) {
      const found = run(column, side, { window: 500 })
      const s2 = [(column[0] ?? 0) ** 2]
      for (const r of column) s2.push(0.94 * (s2.at(-1) ?? 0) + 0.06 * r * r)
      const z = Array.from(column, (r, t) => r / Math.sqrt(s2[t] ?? 1))
      expect(found.length).toBe(800 - 501)
      for (const f of found) {
        const worst = z
          .slice(f.row - 500, f.row)
          .map((v) => -side * v)
          .sort((p, q) => q - p)[5]
        const move = -side * (worst ?? 0) * Math.sqrt(s2[f.row] ?? 0)
        expect(f.var).toBeCloseTo(-side * 64010 * (Math.exp(move) - 1), 6)
      }
    }
  })

  test('nothing later is looked at', () => {
    const column = waves()
    const changed = column.map((r, t) => (t > 600 ? 5 * r : r))
    for (const filter of [{ kind: 'ewma', lambda: 0.94 } as const, { kind: 'garch' } as const]) {
      const upTo = (c: Float64Array) =>
        run(c, 1, { filter })
          .filter((f) => f.row <= 600)
          .map((f) => [f.row, f.var, f.es])
      expect(upTo(changed)).toEqual(upTo(column))
    }
    const runs = (c: Float64Array) =>
      run(c, 1, { model: 'historical', steps: 3 })
        .filter((f) => f.row <= 600)
        .map((f) => f.var)
    expect(runs(changed)).toEqual(runs(column))
  })

  test('a normal window: mean and deviation of what it lost', () => {
    const column = waves()
    const [first] = run(column, 1, { model: 'normal', window: 250 })
    const pnl = Array.from(column.subarray(0, 250), (r) => 64010 * (Math.exp(r) - 1))
    const mean = pnl.reduce((s, v) => s + v, 0) / 250
    const sd = Math.sqrt(pnl.reduce((s, v) => s + (v - mean) ** 2, 0) / 249)
    expect(first?.var).toBeCloseTo(2.3263478740408408 * sd - mean, 6)
  })
})

describe('the verdict', () => {
  test('breaches, coverage, procyclicality, scores', () => {
    const days: Day[] = Array.from({ length: 250 }, (_, t) => ({
      date: String(t),
      margin: t < 100 ? 10 : 20,
      es: t < 100 ? 12 : 24,
      loss: t === 3 || t === 4 || t === 200 ? 30 : -1,
      pnl: Float64Array.from({ length: 100 }, (_, i) => (i === 0 ? -15 : 1)),
    }))
    const found = verdict(core, days, 0.99)
    expect(found).toMatchObject({ days: 250, breaches: 3, coverage: 0.988, zone: 'green', largestBreach: 20 })
    // Kupiec 3 of 250 at 1 %: 0.0949, as printed in the clearing literature.
    expect(found.kupiec.lr).toBeCloseTo(0.0949, 4)
    expect(found.procyclicality).toEqual({ peakToTrough: 2, rise1: 1, rise5: 1, rise30: 1 })
    expect(found.acerbiSzekely?.z2).toBeCloseTo((-30 / 12 - 30 / 12 - 30 / 24) / 2.5 + 1, 12)
    expect(found.acerbiSzekely?.z1).toBeCloseTo((-30 / 12 - 30 / 12 - 30 / 24) / 3 + 1, 12)
    expect(found.acerbiSzekely?.p2).toBeLessThan(0.2)
    expect(
      verdict(
        core,
        days.map(({ es, ...d }) => d),
        0.99,
      ).fz0,
    ).toBeUndefined()
  })
})
