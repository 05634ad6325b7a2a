import { describe, expect, test } from 'vitest'
import { hedgeRate } from '../../../src/venues/okx/hedge.ts'
import { accountSums } from '../../../src/venues/okx/index.ts'
import { sellToOpen, shortPosition } from '../../../src/venues/okx/standard-options.ts'
import { progressive } from '../../../src/venues/shared/tiers.ts'
import { type Ask, flat, margin, record, unit } from './support.ts'

// The numbers that the sheet prints (okx.md, section 12), typed one by one.

const relative = (got: number | undefined, expected: number): number => Math.abs((got ?? Number.NaN) - expected) / Math.abs(expected)

describe('OKX-1: the BTC unit of the official position-builder sample', () => {
  const usdt = 0.99954
  const ask: Ask = {
    // The sample's average price is in USDT, ours in USD.
    positions: [['BTC_USDT-PERPETUAL', -0.1, 100_000 * usdt]],
    market: {
      format: 'counterpoise/market@1',
      asOf: '2025-01-15T10:26:41.642Z',
      underlyings: { BTC: { index: 97_078.9 * usdt, marks: { 'BTC_USDT-PERPETUAL': 97_093.7 * usdt }, expiries: [] } },
      stablecoins: { USDT: usdt },
    },
    rules: '2025-01-15',
  }
  const r = margin(ask)
  const u = unit(ask, 'BTC')

  test.each([
    [0.04, -388.1369748240002],
    [0.08, -776.2739496480004],
    [0.12, -1164.4109244719994],
    [-0.04, 388.1369748240002],
    [-0.08, 776.2739496480004],
    [-0.12, 1164.4109244719994],
  ])('mr1Scenarios at %d: %d in all three vol rows', (spot, pnl) => {
    const rows = r.scenarios.filter((s) => s.spot === spot)
    expect(rows.map((s) => s.vol)).toEqual(['up', 'same', 'down'])
    for (const row of rows) expect(relative(row.pnl, pnl)).toBeLessThanOrEqual(1e-12)
  })

  test('no move costs nothing, in all three vol rows', () => {
    expect(r.scenarios.filter((s) => s.spot === 0).map((s) => s.pnl)).toEqual([0, 0, 0])
    expect(r.scenarios.length).toBe(21 + 2)
  })

  test('mr1 is at +12 %, vol up', () => {
    expect(r.worst?.label).toBe('+12 %, vol up')
    expect(relative(u.stress.mr1, 1164.4109244719994)).toBeLessThanOrEqual(1e-12)
  })

  test('mr6 is half of the loss at +24 %', () => {
    const row = r.scenarios.find((s) => s.spot === 0.24)
    expect(relative(row?.raw, -2328.8218489440005)).toBeLessThanOrEqual(1e-12)
    expect(relative(u.stress.mr6, 1164.4109244720003)).toBeLessThanOrEqual(1e-12)
  })

  test('mr2, mr3, mr5, mr9 are 0; mr4, mr7, delta, mmr, imr and upl are as printed', () => {
    expect([u.mr2, u.mr3, u.mr5, u.hedge.mr9]).toEqual([0, 0, 0, 0])
    const [perpetuals] = u.basis
    const printed: [string, number | undefined, number][] = [
      ['delta', perpetuals?.cash, -9704.903689800001],
      ['mr4', u.mr4, 19.4098073796],
      ['mr7', u.mr7, 43.67206660410001],
      ['mmr', u.mmr, 1183.8207318516002],
      ['maintenance', r.maintenance, 1183.8207318516002],
      ['imr', r.initial, 1538.9669514070802],
      ['upl', r.equity, 290.49631020000027],
    ]
    for (const [what, got, expected] of printed) expect(relative(got, expected), what).toBeLessThanOrEqual(1e-12)
  })
})

test('OKX-2: spot and perpetual are charged 0.6 % each, the minimum charge is 0.45 % of the perpetual (mid-2024)', () => {
  const ask: Ask = {
    positions: [
      ['BTC', 10],
      ['BTC_USDT-PERPETUAL', -10],
    ],
    orders: [['BTC', 5, 65_000]],
    market: flat({ BTC: 65_000 }),
    rules: '2024-12-01',
  }
  const u = unit(ask, 'BTC')
  expect(u.spotInUse).toBe(10)
  expect(u.mr4).toBeCloseTo(0.006 * 650_000 + 0.006 * 650_000, 8)
  expect(u.rawMr7).toBeCloseTo(0.0045 * 650_000, 8)
  expect(u.stress.mr1).toBe(0)
})

describe('OKX-3: MR7 tiers, old', () => {
  test('raw 30,000 is 10,000 × 1 + 20,000 × 2 = 50,000', () => {
    expect(progressive(30_000, record.underlyings['BTC']?.MR7.tiers_old ?? [])).toBe(50_000)
  })
  test('with 40,000 of all else the unit needs 50,000', () => {
    const ask: Ask = {
      positions: [['BTC_USDT-PERPETUAL', -10]],
      market: flat({ BTC: 100_000 }),
      set: {
        'underlyings.BTC.MR1.moves[2]': 0.04,
        'underlyings.BTC.MR1.moves[1]': 0.02,
        'underlyings.BTC.MR6.move': 0.05,
        'underlyings.BTC.MR4.fixed': 0,
        'underlyings.BTC.MR7.rate': 0.03,
        'common.assumptions.okx.mr7.tiers': 'old',
      },
    }
    expect(unit(ask, 'BTC').stress.mr1).toBeCloseTo(40_000, 9)
    expect(margin(ask).maintenance).toBeCloseTo(50_000, 9)
    const last = margin(ask).charges.at(-1)
    expect([last?.name, last?.maintenance]).toEqual(['MR7 minimum charge', expect.closeTo(10_000, 9)])
  })
})

test("OKX-4: MR9 of a hedged size of 10 million by the user's table is 202,500", () => {
  const ask: Ask = {
    positions: [
      ['BTC_USDT-PERPETUAL', 100],
      ['BTC-PERPETUAL', -100],
    ],
    market: flat({ BTC: 100_000 }),
    set: {
      'common.assumptions.okx.mr9.table': 'user',
      'common.MR9.user[0].rate': 0.0075,
      'common.MR9.user[1].rate': 0.0175,
      'common.MR9.user[2].rate': 0.025,
    },
  }
  expect(unit(ask, 'BTC').hedge.mr9).toBeCloseTo(202_500, 8)
})

test('OKX-6: standard margin of a short call and of an order to sell', () => {
  const p = { a: 0.1, b: 0.15, c: 0.03, order_min: 0.1, F: 1.02 }
  const call = { cp: 1, strike: 6000, forward: 5900, mark: 0.0575, unit: 1 } as const
  expect(shortPosition(call, p).initial * 0.1).toBeCloseTo(0.01932, 5)
  // 100 contracts of 0.1 BTC at 0.06 BTC a coin; 0.00002 BTC a contract is 0.0002 BTC a coin.
  expect(sellToOpen(call, 0.06, 0.0002, p) * 0.1 * 100).toBeCloseTo(1.334, 3)
})

describe('account sums (section 5.3, step 8)', () => {
  // OKX docs-v5, position-builder sample of 15 January 2025: eq, derivMmr, borrowMmr, borrowImr and marginRatio as printed there.
  const eq = -78_553.21888979999
  const borrowMmr = 1571.064377796
  const borrowImr = 7855.32188898
  const sample = { equity: eq, units: [1375.4837063088003], borrowed: -eq, borrowMmr, borrowImr, notionals: [-9704.903689800001] }

  test('the margin ratio of the official sample', () => {
    const sums = accountSums(sample, record.common)
    expect(relative(sums.marginRatio, -25.95365779811705)).toBeLessThanOrEqual(1e-12)
    expect(relative(sums.totalImr, 1.3 * 1375.4837063088003 + borrowImr)).toBeLessThanOrEqual(1e-12)
    expect(relative(sums.totalMmr, 1375.4837063088003 + borrowMmr)).toBeLessThanOrEqual(1e-12)
  })

  test('borrowing of the same size is 10 % and 2 %', () => {
    const r = margin({ positions: [], collateral: { USDT: -78_589.37 }, market: flat({ BTC: 97_034 }, { USDT: 0.99954 }) })
    expect(relative(r.equity, eq)).toBeLessThanOrEqual(1e-12)
    expect(relative(r.initial, borrowImr)).toBeLessThanOrEqual(1e-12)
    expect(relative(r.maintenance, borrowMmr)).toBeLessThanOrEqual(1e-12)
  })

  test('the fee on borrowing and, under the other reading, the fee of closing lower the ratio', () => {
    const at = (common: object): number => accountSums({ ...sample, equity: 5000 }, { ...record.common, ...common }).marginRatio
    expect(at({ liquidation_fee: 0.01 })).toBeLessThan(at({}))
    const withClosing = { okx: { feeInRatio: 'with-closing' } }
    const needed = (ratio: number): number => 5000 / ratio
    expect(needed(at({ assumptions: withClosing })) - needed(at({}))).toBeCloseTo(0.0005 * 9704.903689800001, 9)
    expect(accountSums({ ...sample, units: [], borrowed: 0, borrowMmr: 0 }, record.common).marginRatio).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('MR9 rates (section 6.5)', () => {
  const { tiers } = record.common.MR9
  const at = (index: number): number[] => tiers.map((t) => hedgeRate(t, index, record.common.MR9))
  test.each([
    [1, [0.005, 0.01, 0.01]],
    [0.9901, [0.005, 0.01, 0.01]],
    [0.99, [0.005, 0.015, 0.015]],
    [0.8, [0.4, 0.4, 0.4]],
    [0.5, [0.4, 0.4, 0.4]],
    [0.895, [0.2025, 0.2075, 0.2075]],
  ])('a stablecoin at %d', (index, rates) => {
    expect(at(index)).toEqual(rates.map((x) => expect.closeTo(x, 12)))
  })
})
