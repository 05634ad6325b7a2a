import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { printFault } from '../../../src/domain/result.ts'
import { paramsOn } from '../../../src/engine/margin.ts'
import { spotInUse } from '../../../src/venues/okx/delta.ts'
import { volChange } from '../../../src/venues/okx/grid.ts'
import { okxVenue } from '../../../src/venues/okx/index.ts'
import { answer, casesOf, must, questionOf } from '../support/cases.ts'
import { core, flat, margin, record, unit } from './support.ts'

const MARKET = {
  format: 'counterpoise/market@1',
  asOf: '2026-09-24T09:00:00Z',
  underlyings: {
    BTC: {
      index: 78_000,
      expiries: [{ at: '2026-10-30', forward: 78_600, smile: { type: 'points', strikes: [70_000, 90_000], vols: [0.46, 0.43] } }],
    },
    ETH: { index: 2400, expiries: [] },
  },
}

describe('readings', () => {
  interface Row {
    readonly case: string
    readonly switch: string
    readonly setting: string
    readonly initial: number
    readonly maintenance: number
    readonly standard: number
  }
  const rows = JSON.parse(readFileSync(new URL('switches.json', import.meta.url), 'utf8')) as readonly Row[]
  const cases = new Map(casesOf('okx').map((c) => [c.name, c.file]))

  test.each(rows)('$switch = $setting on $case, by the independent calculation', (row) => {
    const file = cases.get(row.case)
    if (file === undefined) throw new Error(`no case ${row.case}`)
    const r = answer(core, okxVenue, questionOf(okxVenue, file, { [`common.assumptions.okx.${row.switch}`]: row.setting }))
    const near = (got: number | undefined, expected: number): void =>
      expect(Math.abs((got ?? Number.NaN) - expected) / Math.max(1, Math.abs(expected))).toBeLessThanOrEqual(1e-9)
    near(r.initial, row.initial)
    near(r.maintenance, row.maintenance)
    near(r.standard?.initial, row.standard)
  })
})

describe('spot in use (section 5.1)', () => {
  test.each([
    [10, -12, 1e15, 10],
    [10, -4, 1e15, 4],
    [10, -12, 3, 3],
    [10, 5, 1e15, 0],
    [-3, 5, 1e15, -3],
    [-9, 5, 1e15, -5],
    [-3, -5, 1e15, 0],
    [0, -5, 1e15, 0],
  ])('balance %d, delta %d, cap %d: %d', (balance, delta, cap, used) => {
    expect(spotInUse(balance, delta, cap)).toBe(used)
  })
  test('spot takes away the risk that it hedges, and another coin takes away none', () => {
    const hedged = margin({ positions: [['BTC_USDT-PERPETUAL', -2]], collateral: { BTC: 2 }, market: MARKET })
    expect(hedged.charges[0]?.maintenance).toBe(0)
    const other = margin({ positions: [['BTC_USDT-PERPETUAL', -2]], collateral: { ETH: 65 }, market: MARKET })
    expect(other.charges[0]?.maintenance).toBeCloseTo(2 * 78_000 * 0.12, 8)
  })
})

test('vol change is linear between nodes and flat beyond them (section 6.2)', () => {
  const { vol } = record.common.MR1
  const at = (days: number): number[] => [volChange(vol, days, 'points'), volChange(vol, days, 'percent')]
  const close = (...xs: number[]) => xs.map((x) => expect.closeTo(x, 12))
  expect(at(0)).toEqual(close(0.3, 0.5))
  expect(at(15)).toEqual(close(0.275, 0.425))
  expect(at(45)).toEqual(close(0.225, 0.3))
  expect(at(400)).toEqual(close(0.2, 0.25))
})

describe('units and borrowing', () => {
  const positions = [
    ['BTC_USDT-PERPETUAL', 1],
    ['ETH_USDT-PERPETUAL', -32.5],
  ] as const
  test('coins never offset: each is a unit, the sum is the requirement', () => {
    const r = margin({ positions, collateral: { USDC: 50_000 }, market: MARKET })
    expect(r.accounts.map((a) => a.name)).toEqual(['BTC', 'ETH'])
    expect(r.maintenance).toBeCloseTo(2 * 78_000 * (0.12 + 0.002), 8)
    expect(r.equity).toBeCloseTo(50_000, 8)
  })
  test('over several units borrowing is an account of its own; in one unit it is one of its charges', () => {
    const several = margin({ positions, collateral: { USDC: 50_000, USDT: -1000 }, market: MARKET })
    const own = several.accounts.find((a) => a.name === 'borrowing')
    expect([own?.initial, own?.maintenance]).toEqual([100, 20])
    expect(several.equity).toBeCloseTo(49_000, 8)
    const one = margin({ positions: positions.slice(0, 1), collateral: { USDT: -1000 }, market: MARKET })
    expect(one.accounts.map((a) => a.name)).toEqual(['BTC'])
    expect(one.charges.at(-1)).toMatchObject({ name: 'MR8 borrowing', initial: 100, maintenance: 20 })
  })
  test('a loss in USDT is owed though there is USDC; dollars count with USDC', () => {
    const losing = margin({ positions: [['BTC_USDT-PERPETUAL', 1, 80_000]], collateral: { USDC: 9000 }, market: MARKET })
    expect(losing.charges.at(-1)).toMatchObject({ name: 'MR8 borrowing', initial: 200 })
    const dollars = margin({ positions: [['BTC_USDC-PERPETUAL', 1, 80_000]], collateral: { USD: 9000 }, market: MARKET })
    expect(dollars.charges.some((c) => c.name === 'MR8 borrowing')).toBe(false)
    expect(dollars.equity).toBeCloseTo(7000, 8)
  })
  test('an inverse perpetual gains coin', () => {
    const r = margin({ positions: [['BTC-PERPETUAL', -1, 80_000]], market: MARKET })
    // 80,000 − 78,000 of a contract that is worth one coin at 78,000: 78,000 × (1/78,000 − 1/80,000) coin.
    expect(r.equity).toBeCloseTo(78_000 * (1 / 78_000 - 1 / 80_000) * 78_000, 8)
  })
  test('balances alone need nothing; an asset without a price is named', () => {
    const r = margin({ positions: [], collateral: { USDT: 10, BTC: 1, XYZ: 3 }, market: MARKET })
    expect([r.initial, r.maintenance, r.equity]).toEqual([0, 0, 78_010])
    expect(r.failures.map((f) => [f.instrument, f.reason])).toEqual([['XYZ', 'NO_PRICE']])
  })
  test('a coin without a record of its own takes that of every other coin', () => {
    const r = margin({ positions: [['AVAX_USDT-PERPETUAL', -100]], market: flat({ AVAX: 20 }) })
    expect(r.maintenance).toBeCloseTo(2000 * (0.25 + 0.016), 9)
    expect(r.rules).toEqual({ '*': '2025-01-06' })
  })
})

describe('contracts', () => {
  test('linear options are the USD-margined family, and it is said; an order of the same is too', () => {
    const usdc = margin({ positions: [['BTC_USDC-30OCT26-90000-C', -1]], market: MARKET })
    const usdt = margin({ positions: [['BTC_USDT-30OCT26-90000-C', -1]], market: MARKET })
    expect(usdt.initial).toBe(usdc.initial)
    for (const r of [usdc, usdt]) expect(r.assumptions.some((a) => a.includes('BTC-USD_UM'))).toBe(true)
  })
  test('a coin-margined option is worth its coin price at the index', () => {
    const r = margin({ positions: [['BTC-30OCT26-90000-C', 1]], market: MARKET })
    const value = core.price(1, 78_600, 90_000, (36 - 1 / 24) / 365, 0.43)
    expect(r.equity).toBeCloseTo((value / 78_600) * 78_000, 6)
  })
  test('options of other coins have no counterpart', () => {
    const r = margin({ positions: [['SOL_USDC-30OCT26-200-C', 1]], market: MARKET })
    expect(r.failures.map((f) => f.reason)).toEqual(['NO_COUNTERPART'])
  })
})

describe('dates', () => {
  const on = (date: string | undefined) => paramsOn(okxVenue, date)
  test('each day takes its own table', () => {
    const btc = (date?: string) => on(date).params.underlyings['BTC'] as typeof record.underlyings.BTC
    expect(btc('2025-01-05')?.MR1.moves).toEqual([0.05, 0.1, 0.15])
    expect(btc('2025-01-06')?.MR1.moves).toEqual([0.04, 0.08, 0.12])
    expect(btc('2025-01-14')?.MR7.tiers[0]?.upTo).toBe(10_000)
    expect(btc('2025-01-15')?.MR7.tiers[0]?.upTo).toBe(250_000)
    expect(on(undefined).rules).toMatchObject({ BTC: '2025-01-15', LTC: '2025-01-06', '*': '2025-01-06' })
  })
  test('before the units were merged there is no MR9', () => {
    const positions = [
      ['BTC_USDT-PERPETUAL', 10],
      ['BTC-PERPETUAL', -10],
    ] as const
    expect(unit({ positions, market: MARKET, rules: '2024-12-01' }, 'BTC').hedge.mr9).toBe(0)
    expect(unit({ positions, market: MARKET }, 'BTC').hedge.mr9).toBeCloseTo(0.005 * 780_000, 8)
  })
})

describe('the door', () => {
  test('takes back what the venue prints, and decimal strings', () => {
    const copy = JSON.parse(JSON.stringify(record)) as unknown
    expect(must(okxVenue.restoreParams(copy))).toEqual(record)
    const text = JSON.stringify({ underlyings: { BTC: record.underlyings['BTC'] } }).replace(/:(-?[\d.e+]+)/g, ':"$1"')
    expect(must(okxVenue.restoreParams(JSON.parse(text))).underlyings['BTC']).toEqual(record.underlyings['BTC'])
  })
  test('parts of the record are not shared: an edit of a copy of one coin moves no other', () => {
    const copy = structuredClone(record) as unknown as { underlyings: Record<string, { MR4: { fixed: number } }> }
    Object.assign(copy.underlyings['BTC']?.MR4 ?? {}, { fixed: 9 })
    expect(copy.underlyings['ETH']?.MR4.fixed).toBe(0.002)
  })
  test('names every fault by path', () => {
    const copy = JSON.parse(JSON.stringify(record)) as {
      underlyings: Record<string, Record<string, unknown>>
      common: Record<string, Record<string, unknown>>
    }
    Object.assign(copy.underlyings['BTC'] ?? {}, { MR4: { fixed: -1, annualised: 'much' }, misspelt: 1 })
    Object.assign(copy.underlyings['ETH']?.['MR1'] ?? {}, { moves: [0.1, 1.5] })
    Object.assign(copy.underlyings['LTC']?.['MR7'] ?? {}, { tiers: [{ upTo: 5, rate: 1 }, { upTo: 3, rate: 1 }, { rate: 1 }] })
    Object.assign(copy.common, { MR8: { USDT: { MMR: 0.2, IMR: 0.1 } }, IMR_factor: 0.9 })
    Object.assign(copy.common['assumptions']?.['okx'] ?? {}, { mr2: 'maybe' })
    const read = okxVenue.restoreParams(copy)
    expect(read.ok ? [] : read.faults.map(printFault).map((f) => f.split(': expected')[0])).toEqual([
      'underlyings.BTC.misspelt: 1',
      'underlyings.BTC.MR4.fixed: -1',
      'underlyings.BTC.MR4.annualised: "much"',
      'underlyings.ETH.MR1.moves[1]: 1.5',
      'underlyings.LTC.MR7.tiers[1].upTo: 3',
      'common.MR8.*: missing',
      'common.MR8.USDT.IMR: 0.1',
      'common.IMR_factor: 0.9',
      'common.assumptions.okx.mr2: "maybe"',
    ])
  })
})
