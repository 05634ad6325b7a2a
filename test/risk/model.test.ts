import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../src/engine/core.ts'
import { filtered, filteredDraws, historicalDraws } from '../../src/risk/generate/history.ts'
import { modelOf } from '../../src/risk/generate/model.ts'
import { readReturns } from '../../src/risk/generate/returns.ts'
import { testCore } from '../support/core.ts'
import { random } from './books.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

/** 400 made-up days of two coins and one vol. */
function csv(days = 400): string {
  const next = random(11)
  const rows = Array.from({ length: days }, (_, i) => {
    const shared = core.normalInverse(next())
    const [b, e, v] = [core.normalInverse(next()), core.normalInverse(next()), core.normalInverse(next())]
    const date = new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10)
    return `${date},${0.02 * (0.8 * shared + 0.6 * b)},${0.03 * (0.8 * shared + 0.6 * e)},${0.05 * (-0.5 * shared + 0.87 * v)}`
  })
  return ['date,BTC,ETH,BTC.vol', ...rows].join('\n')
}
const read = (text: string) => {
  const result = readReturns(text)
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  return result.value
}

describe('returns CSV', () => {
  test('a row with a blank is left out and counted', () => {
    const found = read('date,BTC,ETH\n2025-01-01,0.01,0.02\n2025-01-02,,0.01\n2025-01-03,-0.01,0.03\n2025-01-04,0,0\n')
    expect(found.dates).toEqual(['2025-01-01', '2025-01-03', '2025-01-04'])
    expect([found.skipped, [...(found.columns[1] ?? [])], found.periodDays]).toEqual([1, [0.02, 0.03, 0], 1])
  })

  test('every fault at once, by row and column', () => {
    const found = readReturns('date,BTC,ETH\n2025-01-02,0.01,x\n2025-01-01,0.01,0.02\nyesterday,1,2,3\n')
    expect(found.ok ? [] : found.faults.map((f) => f.path)).toEqual(['row 2: ETH', 'row 3: date', 'row 4'])
    const header = readReturns('day,BTC,BTC,B-T\n')
    expect(header.ok ? [] : header.faults.map((f) => f.path)).toEqual(['header', 'header[2]', 'header[3]'])
  })
})

describe('draws', () => {
  test('history: the newest rows, runs that overlap, a part by its root', () => {
    const returns = read(csv(10))
    const history = { factors: ['BTC'], columns: [returns.columns[0] ?? new Float64Array(0)], dates: returns.dates }
    const all = Float64Array.of(0, 1, 2, 3)
    const column = history.columns[0] ?? []
    expect([...historicalDraws(history, 4, 1).moves(all)]).toEqual([...column].slice(6))
    const runs = historicalDraws(history, 4, 3)
    expect(runs.count).toBe(4)
    expect(runs.moves(Float64Array.of(3))[0]).toBeCloseTo((column[7] ?? 0) + (column[8] ?? 0) + (column[9] ?? 0), 15)
    expect(historicalDraws(history, 4, 0.25).moves(Float64Array.of(0))[0]).toBe((column[6] ?? 0) / 2)
  })

  test('filtered: joint days in units of their own volatility; several days are the same whoever asks', () => {
    const returns = read(csv())
    const history = { factors: ['BTC', 'ETH'], columns: returns.columns.slice(0, 2), dates: returns.dates }
    const filters = history.columns
      .map((c) => filtered(core, c, { kind: 'ewma', lambda: 0.94 }))
      .flatMap((f) => (f === undefined ? [] : [f]))
    const day = filteredDraws(history, filters, { lookback: 100, steps: 1, paths: 1000, seed: 1 })
    expect(day.count).toBe(100)
    const [first] = filters
    expect(day.moves(Float64Array.of(99))[0]).toBeCloseTo((first?.z.at(-1) ?? 0) * Math.sqrt(first?.variance ?? 0), 15)
    const days = filteredDraws(history, filters, { lookback: 100, steps: 5, paths: 1000, seed: 1 })
    const together = days.moves(Float64Array.of(7, 8, 9))
    expect(days.moves(Float64Array.of(8))).toEqual(Float64Array.of(together[1] ?? 0, together[4] ?? 0))
    // Variance over five days is about five of one where volatility is steady.
    const moves = days.moves(Float64Array.from({ length: 1000 }, (_, p) => p)).subarray(0, 1000)
    const variance = moves.reduce((sum, m) => sum + m * m, 0) / 1000
    expect(variance / (5 * (first?.variance ?? 0))).toBeGreaterThan(0.5)
    expect(variance / (5 * (first?.variance ?? 0))).toBeLessThan(2)
  })

  test('copula: the fit finds what made the data; a missing column is named', () => {
    const returns = read(csv())
    const base = { lookback: 400, days: 1, paths: 4096, seed: 1, coins: ['BTC', 'ETH'], optionCoins: ['BTC'] } as const
    const model = modelOf(core, returns, { ...base, model: 'copula', vol: 'data' })
    if (!model.ok) throw new Error('it reads')
    const { margins, correlation, nu } = model.value.fit.parameters as { margins: { scale: number }[]; correlation: number[][]; nu: number }
    expect(margins[0]?.scale).toBeGreaterThan(0.017)
    expect(margins[0]?.scale).toBeLessThan(0.023)
    expect(correlation[0]?.[1]).toBeGreaterThan(0.55)
    expect(correlation[0]?.[1]).toBeLessThan(0.73)
    expect(nu).toBeGreaterThan(8)
    const missing = modelOf(core, returns, { ...base, model: 'historical', vol: 'data', coins: ['BTC', 'SOL'], optionCoins: ['SOL'] })
    expect(missing.ok ? [] : missing.faults.map((f) => f.expected.split(':')[0])).toEqual(['a column SOL', 'a column SOL.vol'])
  })

  test('beta: the vol moves as the regression on spot says', () => {
    const returns = read(csv())
    const model = modelOf(core, returns, {
      model: 'historical',
      vol: 'beta',
      lookback: 400,
      days: 1,
      paths: 1,
      seed: 1,
      coins: ['BTC'],
      optionCoins: ['BTC'],
    })
    const [x, , y] = returns.columns
    const xy = (x ?? new Float64Array(0)).reduce((sum, v, i) => sum + v * (y?.[i] ?? 0), 0)
    const xx = (x ?? new Float64Array(0)).reduce((sum, v) => sum + v * v, 0)
    expect(model.ok && model.value.betas['BTC']).toBeCloseTo(xy / xx, 12)
  })
})
