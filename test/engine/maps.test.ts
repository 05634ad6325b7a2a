import { expect, test } from 'vitest'
import { NO_SHIFT } from '../../src/domain/shift.ts'
import { createInProcessEngine } from '../../src/engine/desk.ts'
import type { TaskDesk } from '../../src/engine/tasks/task.ts'
import { referenceBlack } from '../support/black.ts'
import { testCore } from '../support/core.ts'
import { market, mixed, PUT, portfolio, position } from './fixture.ts'

const engine = createInProcessEngine(await testCore())
const short: TaskDesk = { portfolio: portfolio([position(PUT, -2), position('BTC_USDC-27MAR26-60000-P', -4)]), market, venue: 'derive' }
const x = { kind: 'spot', coin: 'BTC', values: [-0.2, 0, 0.2] } as const
const y = { kind: 'vol', values: [-0.1, 0, 0.1] } as const
const rest = { underlying: 'BTC', expired: 'settled' } as const

test('a cell of a P&L map is Black-76 there less Black-76 here, and the worst cell is the lowest', async () => {
  const answer = await engine.task('heat', { ...short, x, y, measure: 'pnl', ...rest })
  const value = (spot: number, vol: number): number =>
    -2 * referenceBlack('put', 64_000 * (1 + spot), 70_000, 50 / 365, 0.55 + vol) -
    4 * referenceBlack('put', 64_000 * (1 + spot), 60_000, 50 / 365, 0.6 + vol)
  y.values.forEach((vol, row) => {
    x.values.forEach((spot, column) => {
      expect(answer.values[row * 3 + column]).toBeCloseTo(value(spot, vol) - value(0, 0), 6)
    })
  })
  expect(answer.worst).toBe(6)
  expect(answer.whole).toBe(true)
})

test('a cell of a margin map is what the desk says in that state', async () => {
  const parts: number[] = []
  const answer = await engine.task('heat', { ...short, x, y, measure: 'initial', ...rest }, (p) => parts.push(p.values.length))
  const shift = { ...NO_SHIFT, spot: { BTC: -0.2 }, vol: { kind: 'points' as const, value: 0.1 } }
  const there = await engine.desk({ ...short, shift })
  const here = await engine.desk(short)
  expect(answer.values[6]).toBe(there.margin.initial)
  expect(answer.values[4]).toBe(here.margin.initial)
  expect(parts).toEqual([9, 9, 9])
})

test('a cell of a delta map is the desk’s delta in that state', async () => {
  const answer = await engine.task('heat', { ...short, x, y, measure: 'delta', ...rest })
  const shift = { ...NO_SHIFT, spot: { BTC: 0.2 }, vol: { kind: 'points' as const, value: -0.1 } }
  const there = await engine.desk({ ...short, shift })
  expect(answer.values[2]).toBeCloseTo(there.greeks.total[0]?.delta ?? Number.NaN, 10)
  expect(answer.worst).toBeUndefined()
})

test('a smile that keeps its deltas is read as the desk moves it, points and raw SVI alike', async () => {
  const btc = market.underlyings['BTC']
  if (btc === undefined) throw new Error('the fixture has changed')
  const svi = { type: 'svi', a: 0.02, b: 0.06, rho: -0.2, m: 0.01, sigma: 0.2 } as const
  const bent = { ...market, underlyings: { BTC: { ...btc, expiries: btc.expiries.map((e) => ({ ...e, smile: svi })) } } }
  for (const dynamics of ['moneyness', 'delta'] as const) {
    for (const on of [market, bent]) {
      const base = { ...short, market: on, shift: { ...NO_SHIFT, days: 12, dynamics } }
      const answer = await engine.task('heat', { ...base, x, y, measure: 'delta', ...rest })
      const shift = { ...base.shift, spot: { BTC: 0.2 }, vol: { kind: 'points' as const, value: 0 } }
      const there = await engine.desk({ ...base, shift })
      expect(answer.values[5]).toBeCloseTo(there.greeks.total[0]?.delta ?? Number.NaN, 9)
    }
  }
})

test('the legs of a cell add up to the cell', async () => {
  const desk = { ...short, portfolio: portfolio(mixed) }
  const state = { ...NO_SHIFT, spot: { BTC: -0.2 }, days: 3 }
  const days = { kind: 'days', values: [0, 3] } as const
  for (const expired of ['settled', 'dropped'] as const) {
    const map = await engine.task('heat', { ...desk, x, y: days, measure: 'pnl', underlying: 'BTC', expired })
    const { legs } = await engine.task('inspect', { ...desk, state, expired })
    expect(legs.reduce((s, l) => s + l.pnl, 0)).toBeCloseTo(map.values[3] ?? Number.NaN, 8)
    expect(legs.filter((l) => l.expired).map((l) => l.instrument)).toEqual(['BTC-6FEB26-66000-C'])
  }
})

test('margin against spot: every point is the desk’s margin there, and equity meets the requirement where it is marked', async () => {
  const thin = { ...short, portfolio: { ...short.portfolio, collateral: [{ asset: 'USDC', amount: 60_000 }] } }
  const answer = await engine.task('marginCurve', { ...thin, underlying: 'BTC', from: 0.6, to: 1.4, points: 33 })
  expect(answer.spots.length).toBe(33)
  const there = await engine.desk({ ...thin, shift: { ...NO_SHIFT, spot: { BTC: (answer.spots[4] ?? 0) / 63_500 - 1 } } })
  expect(answer.initial[4]).toBe(there.margin.initial)
  expect(answer.crossings.map((c) => c.line).sort()).toEqual(['initial', 'maintenance'])
  for (const { spot, line, down } of answer.crossings) {
    const side = async (s: number): Promise<number> => {
      const { margin } = await engine.desk({ ...thin, shift: { ...NO_SHIFT, spot: { BTC: s / 63_500 - 1 } } })
      return margin.equity - margin[line]
    }
    expect(down).toBe(false)
    expect(await side(spot * (1 - 1e-9))).toBeLessThan(0)
    expect(await side(spot * (1 + 1e-9))).toBeGreaterThan(0)
  }
})
