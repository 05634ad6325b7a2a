import { describe, expect, test } from 'vitest'
import { compositeDelta, futureArray, optionArray, type Ranges } from '../../../src/venues/classic-scan/array.ts'
import { calendarWalk, deliveryCharge } from '../../../src/venues/classic-scan/calendar.ts'
import { classicScanVenue } from '../../../src/venues/classic-scan/index.ts'
import { COMMON_PARAMS } from '../../../src/venues/classic-scan/params/sets.ts'
import type { ScanCommon, SpreadParams } from '../../../src/venues/classic-scan/params/types.ts'
import { excessShare, requirements, shortOptionMinimum } from '../../../src/venues/classic-scan/requirement.ts'
import { riskParts, type Scan, scanOf, sumRows, weightedPriceRisk } from '../../../src/venues/classic-scan/risk.ts'
import { interCommodityCredits, jointScan } from '../../../src/venues/classic-scan/spreads.ts'
import { pairOf, rowsOf } from '../../../src/venues/classic-scan/table.ts'
import { testCore } from '../../support/core.ts'

const core = await testCore()

// Every figure is quoted from the sheet, section 8, which names its source; money in the currency of the example.

const losses = (...profits: readonly number[]): number[] => profits.map((p) => 0 - p)
const told = (scan: Scan) => ({ scan: scan.scan, row: scan.active + 1, ...riskParts(scan) })
const near = (x: number, digits = 9): unknown => expect.closeTo(x, digits)

describe('the sixteen rows', () => {
  test('file order, pairs, and three conventions of the extreme', () => {
    const rows = rowsOf({ multiple: 3, cover: 0.33 })
    expect(rows.map((r) => Math.round(r.move * 3))).toEqual([0, 0, 1, 1, -1, -1, 2, 2, -2, -2, 3, 3, -3, -3, 9, -9])
    expect(rows.map((r) => r.vol)).toEqual([...Array.from({ length: 14 }, (_, i) => (i % 2 === 0 ? 'up' : 'down')), 'same', 'same'])
    expect(rows.map((_, i) => pairOf(i) + 1)).toEqual([2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 15, 16])
    const linear = (multiple: number, cover: number): number | undefined => {
      const row = rowsOf({ multiple, cover })[14]
      return row && row.move * row.weight
    }
    expect([linear(2, 0.35), linear(3, 0.33), linear(3, 0.3)]).toEqual([near(0.7), near(0.99), near(0.9)])
  })
})

// McMillan, Options as a Strategic Investment; printed as profit of one long unit.
describe('V1, the textbook futures option', () => {
  const future = losses(0, 0, 3330, 3330, -3330, -3330, 6670, 6670, -6670, -6670, 10_000, 10_000, -10_000, -10_000, 7000, -7000)
  const call = losses(460, -610, 2640, 1730, -1270, -2340, 5210, 4540, -2540, -3430, 8060, 7640, -3380, -3990, 3130, -1500)
  test('long future 10,000, the first of a tie', () => {
    expect(told(scanOf(future))).toEqual({ scan: 10_000, row: 13, time: 0, volatility: 0, price: 10_000 })
  })
  test('long call 3,990', () => {
    expect(told(scanOf(call))).toEqual({ scan: 3990, row: 14, time: 75, volatility: 305, price: 3610 })
  })
})

describe('V2, V7 and V8: credits between commodities', () => {
  const spread = (kind: 'delta' | 'scanning', rate: number, deltas: readonly [number, number]): SpreadParams => ({
    kind,
    rate,
    legs: [
      { commodity: 'P', side: 'A', deltas: deltas[0] },
      { commodity: 'Q', side: 'B', deltas: deltas[1] },
    ],
  })
  const commodity = (name: string, netDelta: number, wpr: number) => ({ name, netDelta, wpr, losses: [], scan: Math.abs(netDelta) * wpr })

  test('V2, CME spread page: gross 6,000, credit 1,925 + 1,375, margin 2,700', () => {
    const book = [commodity('P', 2, 1750), commodity('Q', -1, 2500)]
    const { credit } = interCommodityCredits(book, [spread('delta', 0.55, [2, 1])])
    expect(credit).toEqual({ P: near(1925), Q: near(1375) })
    expect(6000 - (credit['P'] ?? 0) - (credit['Q'] ?? 0)).toBeCloseTo(2700, 9)
    // Reversed sides spread as well; the same side does not.
    expect(interCommodityCredits([commodity('P', -2, 1750), commodity('Q', 1, 2500)], [spread('delta', 0.55, [2, 1])]).credit).toEqual(
      credit,
    )
    expect(interCommodityCredits([commodity('P', 2, 1750), commodity('Q', 1, 2500)], [spread('delta', 0.55, [2, 1])]).credit).toEqual({})
  })

  test('V7, uneven: two spreads, credit 6,600, margin 7,150, delta +1 and 0 left', () => {
    const { credit, left } = interCommodityCredits([commodity('P', 5, 1750), commodity('Q', -2, 2500)], [spread('delta', 0.55, [2, 1])])
    const sum = (credit['P'] ?? 0) + (credit['Q'] ?? 0)
    expect([sum, 13_750 - sum]).toEqual([near(6600), near(7150)])
    expect(left).toEqual({ P: 1, Q: 0 })
  })

  test('V8, scanning: rows 11-12 140, rows 13-14 300, row 15 138.60, row 16 297', () => {
    const linear = (quantity: number, range: number): number[] =>
      rowsOf({ multiple: 3, cover: 0.33 }).map((row) => -quantity * range * row.move * row.weight)
    const [p, q] = [linear(2, 300), linear(-1, 500)]
    const joint = jointScan([{ losses: p }, { losses: q }], 0.6)
    expect([10, 11, 12, 13, 14, 15].map((i) => joint.rows[i])).toEqual([near(140), near(140), near(300), near(300), near(138.6), near(297)])
    expect([joint.scan, joint.active + 1]).toEqual([near(300), 13])
    const book = [
      { name: 'P', netDelta: 2, wpr: 300, losses: p, scan: 600 },
      { name: 'Q', netDelta: -1, wpr: 500, losses: q, scan: 500 },
    ]
    const { credit } = interCommodityCredits(book, [spread('scanning', 0.6, [1, 1])])
    expect(1100 - (credit['P'] ?? 0) - (credit['Q'] ?? 0)).toBeCloseTo(300, 9)
  })
})

describe('V3 and V5: months against each other', () => {
  const month = (name: string, number: number, delta: number) => ({ month: name, tier: number, number, delta })
  const spread = (a: number, b: number, rate: number) => ({
    legs: [
      { tier: a, side: 'A' as const, deltas: 1 },
      { tier: b, side: 'B' as const, deltas: 1 },
    ],
    rate,
    perMonth: 0,
  })

  test('V3, CME spread page: long an outright of 500, short one of 750, charge 50: margin 300', () => {
    const rows = rowsOf({ multiple: 3, cover: 0.33 }).map((r) => -r.move * r.weight)
    const { scan } = scanOf(rows.map((r) => 500 * r - 750 * r))
    const { charge } = calendarWalk([month('M2', 2, 1), month('M4', 4, -1)], [spread(2, 4, 50)])
    const need = requirements({ scan, calendar: charge, delivery: 0, credit: 0, minimum: 0, nov: 0, ratio: 1 })
    expect([charge, need.risk]).toEqual([50, near(300)])
  })

  test('V5: n = 2, then 1; charge 350; M3 −1 is left', () => {
    const walk = calendarWalk([month('M1', 1, 3), month('M2', 2, -2), month('M3', 3, -2)], [spread(1, 2, 100), spread(1, 3, 150)])
    expect([walk.formed, walk.charge]).toEqual([[2, 1], 350])
    expect(walk.months.map((m) => m.left)).toEqual([0, 0, -1])
  })

  test('a tier spreads against itself, months nearest first, and pays for the months between', () => {
    const months = [
      { month: 'near', tier: 1, number: 10, delta: 2 },
      { month: 'far', tier: 1, number: 13, delta: -3 },
    ]
    const walk = calendarWalk(months, [{ ...spread(1, 1, 10), perMonth: 4 }])
    expect([walk.charge, walk.months[1]?.left]).toEqual([2 * (10 + 3 * 4), -1])
  })
})

// Black-76, F 100, K 102 call, vol 25 %, 30/365 years, multiplier 1,000, PSR 5,000, VSR 3 points absolute, look-ahead one day, 3 x / 33 %.
describe('V4, priced arrays', () => {
  const SIZE = 1000
  const ranges: Ranges = { psr: 5, vsr: { kind: 'absolute', size: 0.03 }, priceFloor: 0.01, volFloor: 0.01 }
  const common: ScanCommon = { ...COMMON_PARAMS, extreme: { multiple: 3, cover: 0.33 } }
  const years = 30 / 365
  const option = {
    cp: 1,
    forward: 100,
    fixed: 0,
    strike: 102,
    years,
    vol: 0.25,
    rate: 0,
    value: core.price(1, 100, 102, years, 0.25),
  } as const
  const call = optionArray(option, ranges, common, core).map((x) => x * SIZE)
  const future = futureArray(100, ranges, common).map((x) => x * SIZE)

  test('value now 1,996.76, and both arrays', () => {
    const cents = (x: number, y: number | undefined): void => expect(Math.abs(x - (y ?? Number.NaN))).toBeLessThanOrEqual(0.01)
    cents(1996.76, option.value * SIZE)
    const calls = [
      -282.02, 372.24, -1044.84, -358.95, 344, 932.99, -1945.28, -1264.86, 839.99, 1339.08, -2978.39, -2337.94, 1218.03, 1615.1, -3676.85,
      655.63,
    ]
    const third = 1666.67
    const futures = [0, 0, -third, -third, third, third, -3333.33, -3333.33, 3333.33, 3333.33, -5000, -5000, 5000, 5000, -4950, 4950]
    for (const [i, x] of calls.entries()) cents(x, call[i])
    for (const [i, x] of futures.entries()) cents(x, future[i])
  })

  test.each([
    ['+1 call', 0, 1, 1615.1, 14, 45.11, 198.53, 1371.45],
    ['−1 call', 0, -1, 3676.85, 15, -45.11, 0, 3721.96],
    ['+1 future −2 calls', 1, -2, 3638.73, 16, -90.22, 0, 3728.96],
    ['−1 future +2 calls', -1, 2, 948.77, 4, 90.22, 685.89, 172.65],
  ])('%s', (_, futures, calls, scan, row, time, volatility, price) => {
    const rows = sumRows([
      { quantity: futures, array: future },
      { quantity: calls, array: call },
    ])
    const got = told(scanOf(rows))
    expect(got.row).toBe(row)
    // The sheet's cents are of rounded arrays: two legs may differ by one more.
    for (const [key, wanted] of Object.entries({ scan, time, volatility, price })) {
      expect(Math.abs(got[key as keyof typeof got] - wanted), key).toBeLessThanOrEqual(0.011)
    }
  })

  test('composite delta 0.40572, or 0.40654 divided by the sum of the weights', () => {
    expect(compositeDelta(option, ranges, common, false, core)).toBeCloseTo(0.40572, 5)
    expect(compositeDelta(option, ranges, common, true, core)).toBeCloseTo(0.40654, 5)
  })
})

test('V6: minimum, option value, ratio, excess, delivery', () => {
  const counts = { calls: 10, puts: 5 }
  expect([shortOptionMinimum(counts, 40, 'greater'), shortOptionMinimum(counts, 40, 'sum')]).toEqual([400, 600])
  const base = { scan: 250, calendar: 0, delivery: 0, credit: 0, minimum: 0, nov: 0, ratio: 1 }
  expect(requirements({ ...base, minimum: 400 }).risk).toBe(400)
  expect(requirements({ ...base, minimum: 600 }).risk).toBe(600)
  const short = requirements({ ...base, scan: 5000, nov: -1200, ratio: 1.1 })
  expect([short.maintenance, short.initial]).toEqual([near(6200), near(6700)])
  const long = requirements({ ...base, scan: 800, nov: 1000 })
  expect([long.maintenance, long.initial, long.excess]).toEqual([0, 0, { initial: 200, maintenance: 200 }])
  expect(excessShare([300, 100], long.excess.maintenance)).toEqual([150, 50])
  expect(deliveryCharge([{ used: 2, left: 1 }], { spread: 50, outright: 120 })).toBe(220)
})

test('trap 5: the delta credit may pay too much, the cap on the weighted price risk holds it', () => {
  // X: a short straddle that loses 10 at either end, and one future of range 1.
  const ends = (move: number): number => (Math.abs(move) === 1 ? 10 : 0)
  const rows = rowsOf({ multiple: 3, cover: 0.33 }).map((r) => (r.vol === 'same' ? 0 : ends(r.move) - r.move))
  const scan = scanOf(rows)
  const wpr = (method: 'normal' | 'scan-range-cap'): number => weightedPriceRisk(scan, 1, 1, method)
  const cost = (method: 'normal' | 'scan-range-cap'): number => {
    const book = [
      { name: 'X', netDelta: 1, wpr: wpr(method), losses: rows, scan: scan.scan },
      { name: 'Y', netDelta: -1, wpr: 1, losses: [], scan: 1 },
    ]
    const legs = [
      { commodity: 'X', side: 'A', deltas: 1 },
      { commodity: 'Y', side: 'B', deltas: 1 },
    ] as const
    const { credit } = interCommodityCredits(book, [{ kind: 'delta', rate: 0.55, legs }])
    return scan.scan + 1 - (credit['X'] ?? 0) - (credit['Y'] ?? 0)
  }
  expect([wpr('normal'), cost('normal'), cost('scan-range-cap')]).toEqual([11, near(5.4), near(10.9)])
})

test('the door names every fault at once, by path', () => {
  const r = classicScanVenue.restoreParams({
    underlyings: { X: { price_scan_range: 2, initial_ratio: 0.9, calendar: 3, wrong: 1 } },
    common: { ...COMMON_PARAMS, spreads: [{ kind: 'delta', rate: 2, legs: [] }] },
  })
  const paths = r.ok ? [] : r.faults.map((f) => f.path)
  const own = ['price_scan_range', 'initial_ratio', 'calendar', 'wrong', 'standard.a'].map((p) => `underlyings.X.${p}`)
  for (const path of [...own, 'common.spreads[0].rate', 'common.spreads[0].legs']) expect(paths).toContain(path)
})
