import { describe, expect, test } from 'vitest'
import { restoreMarket } from '../../../src/domain/door/market.ts'
import { restorePortfolio } from '../../../src/domain/door/portfolio.ts'
import type { MarginResult } from '../../../src/domain/margin.ts'
import { computeMargin } from '../../../src/engine/margin.ts'
import { classicGridVenue } from '../../../src/venues/classic-grid/index.ts'
import { gridNeed, groupPnl } from '../../../src/venues/classic-grid/net.ts'
import { movesOf } from '../../../src/venues/classic-grid/points.ts'
import { americanPrice, americanVol } from '../../../src/venues/classic-grid/tree.ts'
import { testCore } from '../../support/core.ts'
import { must } from '../support/cases.ts'

const core = await testCore()

// Every figure is quoted from the sheet: section 2 for the points, G1 for Cboe's table of 2007 and the losses reproduced per point, G2 and G3.

test('the ten points: official ranges, zero is not one of them', () => {
  const percent = (moves: readonly number[]): number[] => moves.map((m) => Number((100 * m).toFixed(6)))
  expect(percent(movesOf({ down: 0.15, up: 0.15 }))).toEqual([-15, -12, -9, -6, -3, 3, 6, 9, 12, 15])
  expect(percent(movesOf({ down: 0.08, up: 0.06 }))).toEqual([-8, -6.4, -4.8, -3.2, -1.6, 1.2, 2.4, 3.6, 4.8, 6])
  expect(percent(movesOf({ down: 0.1, up: 0.1 }))).toEqual([-10, -8, -6, -4, -2, 2, 4, 6, 8, 10])
})

interface Option {
  readonly strike: number
  readonly letter: 'C' | 'P'
  readonly quantity: number
  readonly price: number
}
interface Book {
  readonly spot: number
  readonly asOf: string
  readonly rate: number
  readonly dividend: number
  readonly options?: readonly Option[]
  readonly units?: number
}

const EXPIRY = '2007-04-20T08:00:00Z'
const DAYS = (book: Book): number => (Date.parse(EXPIRY) - Date.parse(book.asOf)) / 86_400_000

function margin(coin: 'IBM' | 'SPX', unit: 'IBM' | 'SPY', book: Book): MarginResult {
  const { spot, options = [], rate, units = 0 } = book
  const forward = spot * Math.exp(((rate - book.dividend) * DAYS(book)) / 365)
  const quotes = options.map(({ strike, letter, price }) => ({ strike, type: letter === 'C' ? 'call' : 'put', mark: price }))
  const smile = { type: 'points', strikes: [spot], vols: [0.15] }
  const expiries = [{ at: EXPIRY, forward, rate, smile, quotes }]
  const positions = [
    ...options.map(({ strike, letter, quantity }) => ({ instrument: `${coin}_USDC-20APR07-${strike}-${letter}`, quantity })),
    ...(units === 0 ? [] : [{ instrument: unit, quantity: units }]),
  ]
  const underlyings = { [coin]: { index: spot, expiries }, ...(unit === 'SPY' ? { SPY: { index: 145.3 } } : {}) }
  return computeMargin(core, classicGridVenue, {
    portfolio: must(restorePortfolio({ format: 'counterpoise/portfolio@1', positions })),
    market: must(restoreMarket({ format: 'counterpoise/market@1', asOf: book.asOf, source: 'Cboe 2007', underlyings })),
    rulesDate: '2007-02-24',
    legs: true,
  })
}

const losses = (r: MarginResult): number[] => r.scenarios.map((s) => -s.pnl)
function within(got: readonly number[], wanted: readonly number[], tolerance: number): void {
  expect(got.length).toBe(wanted.length)
  for (const [i, loss] of wanted.entries())
    expect(Math.abs((got[i] ?? Number.NaN) - loss), `point ${i + 1}: ${got[i]}`).toBeLessThanOrEqual(tolerance)
}

describe('G1, IBM: 0.5 %, vols backed out of the prices by the tree that reprices, 55 days, 5.3 %, no dividend', () => {
  const ibm = (options: readonly Option[], units = 0): MarginResult =>
    margin('IBM', 'IBM', { spot: 97.73, asOf: '2007-02-24T08:00:00Z', rate: 0.053, dividend: 0, options, units })
  const short100: Option = { strike: 100, letter: 'C', quantity: -10_000, price: 1.68 }
  test.each([
    ['short 100 call', ibm([short100]), 172_760, 115_429, 9],
    ['covered call', ibm([short100], 10_000), 471_850, 129_804, 0],
    [
      'long 95/105 call vertical',
      ibm([
        { strike: 95, letter: 'C', quantity: 10_000, price: 4.53 },
        { strike: 105, letter: 'C', quantity: -10_000, price: 0.4 },
      ]),
      41_300,
      40_881,
      0,
    ],
  ] as const)('%s', (_, r, strategy, grid, point) => {
    expect(Math.abs(r.initial / grid - 1)).toBeLessThanOrEqual(0.005)
    expect(r.maintenance).toBe(r.initial)
    expect(r.worst?.scenario).toBe(point)
    expect(Math.abs((r.standard?.initial ?? 0) - strategy)).toBeLessThanOrEqual(1)
  })

  test('long 100 straddle: the minimum of 7,500 decides; the scenario part is 170 to 200, at +3 %', () => {
    const r = ibm([
      { strike: 100, letter: 'C', quantity: 10_000, price: 1.68 },
      { strike: 100, letter: 'P', quantity: 10_000, price: 3.18 },
    ])
    expect(r.initial).toBeCloseTo(7500, 9)
    expect(r.charges.map((c) => c.name)).toEqual(['worst point', 'minimum charge'])
    expect(r.worst?.scenario).toBe(5)
    const part = r.charges[0]?.initial ?? 0
    expect(part).toBeGreaterThan(165)
    expect(part).toBeLessThan(205)
  })

  test('losses per point, tolerance 60', () => {
    within(losses(ibm([short100])), [-16_777, -16_647, -16_061, -14_139, -9357, 14_980, 35_369, 59_901, 87_020, 115_467], 60)
    within(losses(ibm([short100], 10_000)), [129_818, 100_629, 71_896, 44_499, 19_962, -14_339, -23_269, -28_056, -30_256, -31_128], 60)
  })
})

describe('G1, S&P 500: a check at the fitted inputs, 53 days and a dividend yield of 1.8 %', () => {
  const spx = (options: readonly Option[], units = 0): MarginResult =>
    margin('SPX', 'SPY', { spot: 1451.19, asOf: '2007-02-26T08:00:00Z', rate: 0.053, dividend: 0.018, options, units })
  const put1450: Option = { strike: 1450, letter: 'P', quantity: 10_000, price: 18.72 }
  const call1500: Option = { strike: 1500, letter: 'C', quantity: -10_000, price: 5.96 }
  const short1460: Option = { strike: 1460, letter: 'P', quantity: -10_000, price: 22.55 }
  test.each([
    ['short 1460 put', spx([short1460]), 948_203],
    ['protective put on the fund', spx([put1450], 100_000), 272_402],
    ['collar on the fund', spx([put1450, call1500], 100_000), 212_909],
  ] as const)('%s, 0.4 %%', (_, r, grid) => {
    expect(Math.abs(r.initial / grid - 1)).toBeLessThanOrEqual(0.004)
    expect(r.worst?.scenario).toBe(0)
  })

  test('losses per point, tolerance 20', () => {
    within(losses(spx([short1460])), [948_821, 722_937, 506_271, 307_223, 135_761, -76_442, -132_310, -170_538, -194_978, -209_560], 20)
    const fund = spx([], 100_000)
    within(losses(fund), [1_162_400, 929_920, 697_440, 464_960, 232_480, -174_360, -348_720, -523_080, -697_440, -871_800], 20)
    expect(fund.charges.find((c) => c.name === 'minimum charge')?.initial).toBe(0)
  })
})

describe('G2 and G3: netting, floor, the inside of the range', () => {
  const losing = [500, 400, 300, 200, 100, -80, -160, -240, -320, -400].map((loss) => -loss)
  const mirrored = losing.map((pnl) => -pnl)

  test('a class nets in full before its sign is looked at, the offset is between classes', () => {
    expect(groupPnl([3000 - 13_000, 8000], 0.9)).toBeCloseTo(-2800, 9)
    const need = gridNeed([losing, mirrored], 0.9, 0)
    within(
      need.counted.map((pnl) => -pnl),
      [50, 40, 30, 20, 10, 8, 16, 24, 32, 40],
      1e-9,
    )
    expect([need.loss, need.point]).toEqual([expect.closeTo(50, 9), 0])
    expect(gridNeed([losing, mirrored], 0.9, 40 * 37.5).requirement).toBe(1500)
  })

  test('long and short 100 shares at 50 need 750 each; one index unit at 1,000 needs 80 long, 60 short; nothing needs 0', () => {
    const units = (n: number, price: number, range: { down: number; up: number }): number =>
      gridNeed([movesOf(range).map((m) => n * price * m)], 0, 0).requirement
    const stock = { down: 0.15, up: 0.15 }
    expect([units(100, 50, stock), units(-100, 50, stock)]).toEqual([expect.closeTo(750, 9), expect.closeTo(750, 9)])
    const index = { down: 0.08, up: 0.06 }
    expect([units(1, 1000, index), units(-1, 1000, index)]).toEqual([expect.closeTo(80, 9), expect.closeTo(60, 9)])
    expect(gridNeed([], 0, 0).requirement).toBe(0)
  })

  test('the largest loss may stand inside the range', () => {
    const need = gridNeed([[10, 12, 9, 5, 2, -1, -3, -6, -8, -9].map((loss) => -loss)], 0, 0)
    expect([need.requirement, need.point + 1]).toEqual([12, 2])
  })
})

describe('the tree', () => {
  // The tree of independent.py (numpy) with 20,000 steps: American puts, S 36, K 40, rate 6 %.
  test.each([
    [0.2, 1, 4.4867],
    [0.2, 2, 4.8483],
    [0.4, 1, 7.109],
    [0.4, 2, 8.5142],
  ])('American put at vol %d and %d years is %d', (vol, years, value) => {
    const put = { cp: -1, strike: 40, years, carry: 0.06, rate: 0.06, steps: 500 } as const
    const price = americanPrice(put, 36, vol, core)
    expect(Math.abs(price - value)).toBeLessThanOrEqual(0.0036) // 0.01 % of the underlying
    expect(americanVol(put, 36, price, core)).toBeCloseTo(vol, 9)
  })

  test('a call without dividends is worth the European one; a put deep in the money its intrinsic value', () => {
    const call = { cp: 1, strike: 100, years: 0.5, carry: 0.05, rate: 0.05, steps: 1000 } as const
    const european = core.price(1, 100 * core.exp(0.025), 100, 0.5, 0.25, 0.05)
    expect(Math.abs(americanPrice(call, 100, 0.25, core) - european)).toBeLessThan(0.005)
    expect(americanPrice({ ...call, cp: -1 }, 50, 0.15, core)).toBe(50)
    expect(americanPrice({ ...call, years: 0 }, 130, 0.25, core)).toBe(30)
  })
})

test('the door names every fault at once, by path', () => {
  const r = classicGridVenue.restoreParams({
    underlyings: {
      X: { class: '', group: 'none', range: { down: 1, up: 0.1 }, exercise: 'bermudan', minimum: { usd: -1, of_price: 0 }, standard: 3 },
    },
  })
  const paths = r.ok ? [] : r.faults.map((f) => f.path)
  for (const path of ['class', 'range.down', 'exercise', 'minimum.usd', 'standard', 'group'])
    expect(paths).toContain(`underlyings.X.${path}`)
})
