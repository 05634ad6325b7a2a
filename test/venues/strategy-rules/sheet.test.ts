import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { restoreMarket } from '../../../src/domain/door/market.ts'
import { restorePortfolio } from '../../../src/domain/door/portfolio.ts'
import { computeMargin } from '../../../src/engine/margin.ts'
import { assess } from '../../../src/venues/shared/strategy/assess.ts'
import { cashPut, longShare, naked, spread, straddle, toCent } from '../../../src/venues/shared/strategy/formulas.ts'
import { BROAD_INDEX_CLASS, COIN_CLASS, EQUITY_CLASS, STRATEGY_COMMON } from '../../../src/venues/shared/strategy/sets.ts'
import type { OptionLot, Part, StrategyClass } from '../../../src/venues/shared/strategy/types.ts'
import { strategyRulesVenue } from '../../../src/venues/strategy-rules/index.ts'
import { testCore } from '../../support/core.ts'
import { must } from '../support/cases.ts'

const core = await testCore()

const SIZE = 100
const SOON = Date.UTC(2026, 2, 20, 8)
const LATER = Date.UTC(2026, 5, 19, 8)

const call = (strike: number, value: number, contracts = 1, expiry = SOON): OptionLot => lot(1, strike, value, contracts, expiry)
const put = (strike: number, value: number, contracts = 1, expiry = SOON): OptionLot => lot(-1, strike, value, contracts, expiry)
function lot(cp: 1 | -1, strike: number, value: number, contracts: number, expiry: number): OptionLot {
  const name = `${expiry} ${strike} ${cp} ${value}`
  return { name, cp, strike, value, units: contracts * SIZE, expiry, longDated: false }
}

const sum = (parts: readonly Part[], pick: (p: Part) => number): number => parts.reduce((total, p) => total + pick(p), 0)
const partsOf = (options: readonly OptionLot[], spot: number, of: StrategyClass, stock = 0): readonly Part[] =>
  assess(options, { units: stock, price: spot }, { spot, of, common: STRATEGY_COMMON })
/** Requirement and cash to add of a position opened at its price. */
const requirement = (options: readonly OptionLot[], spot: number, of: StrategyClass, stock = 0): number =>
  sum(partsOf(options, spot, of, stock), (p) => p.initial)
const cashToAdd = (options: readonly OptionLot[], spot: number, of: StrategyClass, stock = 0): number =>
  sum(partsOf(options, spot, of, stock), (p) => p.initial - p.value)

// Examples of the Cboe Margin Manual as the sheet quotes them (section 5), dollars for one contract of 100, rounded to the cent per unit.
describe('R1 to R12, exact', () => {
  const twice: StrategyClass = { ...EQUITY_CLASS, leverage_factor: 2 }
  const half = (of: StrategyClass): StrategyClass => ({ ...of, leverage_factor: 1.5 })
  test.each([
    ['R1 short put, equity', put(80, 2), 95, EQUITY_CLASS, 1000],
    ['R2 short put, 2x ETF', put(725, 3), 970, twice, 14_800],
    ['R3 short put, 1.5x ETF on a broad index', put(390, 4), 460, half(BROAD_INDEX_CLASS), 6250],
    ['R4 short call, 1.5x ETF', call(1250, 2), 1050.3, half(EQUITY_CLASS), 15_954],
    ['R5 short put, broad index', put(430, 7.8), 433.35, BROAD_INDEX_CLASS, 6945],
    ['R6 short call, equity', call(120, 8.4), 128.5, EQUITY_CLASS, 3410],
    ['R7 short call, broad index', call(430, 8.7), 433.35, BROAD_INDEX_CLASS, 7370],
    ['R8 short call, ETF on a broad index', call(370, 12.85), 378.5, BROAD_INDEX_CLASS, 6962],
    ['R12 short put, equity', put(200, 1.2), 209, EQUITY_CLASS, 3400],
  ])('%s', (_, option, spot, of, dollars) => {
    expect(toCent(naked(option, spot, of)) * SIZE).toBeCloseTo(dollars, 9)
    // Unrounded, through the pairing: within the sheet's dollar.
    expect(Math.abs(requirement([{ ...option, units: -SIZE }], spot, of) - dollars)).toBeLessThanOrEqual(1)
  })

  test('R1 in a cash account needs 7,800; R12 adds 3,280 of cash', () => {
    expect(cashPut(put(80, 2)) * SIZE).toBe(7800)
    expect(cashToAdd([put(200, 1.2, -1)], 209, EQUITY_CLASS)).toBeCloseTo(3280, 9)
  })

  test('R9 short straddle, broad index: 7,770', () => {
    expect(toCent(straddle(call(435, 5.5), put(435, 7.2), 433.35, BROAD_INDEX_CLASS)) * SIZE).toBeCloseTo(7770, 9)
    expect(requirement([call(435, 5.5, -1), put(435, 7.2, -1)], 433.35, BROAD_INDEX_CLASS)).toBeCloseTo(7770.25, 6)
  })

  test('R10 iron condor: one width, net of the credit, 1,880', () => {
    const condor = [put(1000, 32), put(1025, 35.1, -1), call(1150, 9.4, -1), call(1175, 6.3)]
    expect(requirement(condor, 1090, BROAD_INDEX_CLASS)).toBeCloseTo(1880, 6)
  })

  test('R11 covered put: 150 % of the stock, proceeds included, nothing for the put, 38,250', () => {
    const proceeds = 255 * SIZE
    expect(proceeds + requirement([put(250, 4, -1)], 255, EQUITY_CLASS, -SIZE)).toBeCloseTo(38_250, 6)
  })
})

// Section 5, hand-made: dollars for one contract of 100.
describe('spreads and hedged stock', () => {
  test.each([
    ['credit call spread', [call(105, 3.2, -1), call(110, 1.2)], 300],
    ['debit put spread', [put(100, 4), put(90, 1, -1)], 300],
    ['diagonal, long later', [call(52, 4, -1), call(55, 2, 1, LATER)], 100],
    ['long call butterfly', [call(95, 7), call(100, 4, -2), call(105, 2)], 100],
  ])('%s', (_, options, dollars) => {
    expect(requirement(options, 100, EQUITY_CLASS)).toBeCloseTo(dollars, 9)
  })

  test('a calendar whose short leg is later leaves the short naked', () => {
    expect(requirement([call(100, 5, -1, LATER), call(100, 3)], 100, EQUITY_CLASS)).toBeCloseTo(SIZE * (5 + 20 + 3), 9)
  })

  const stockMaintenance = (options: readonly OptionLot[], spot: number, units: number): number => {
    const [stock] = partsOf(options, spot, EQUITY_CLASS, units)
    return stock?.maintenance ?? Number.NaN
  }
  test('protective put 1,450, collar 1,450, conversion 1,000', () => {
    expect(stockMaintenance([put(95, 2)], 100, SIZE)).toBeCloseTo(1450, 9)
    expect(stockMaintenance([put(95, 2), call(110, 1, -1)], 100, SIZE)).toBeCloseTo(1450, 9)
    expect(stockMaintenance([put(100, 11), call(100, 1, -1)], 90, SIZE)).toBeCloseTo(1000, 9)
  })
  test('reverse conversion 2,000: 10 % of the strike and the put in the money', () => {
    const parts = partsOf([put(100, 11, -1), call(100, 1)], 90, EQUITY_CLASS, -SIZE)
    const hedged = parts.filter((p) => p.kind === 'stock' || p.kind === 'covered options')
    expect(sum(hedged, (p) => p.maintenance)).toBeCloseTo(2000, 9)
  })

  test('a cash-settled short box of 90 / 100 that costs 9.90 to close needs 1,009.80', () => {
    const box = [call(90, 11, -1), call(100, 4), put(100, 3.9, -1), put(90, 1)]
    expect(requirement(box, 97, BROAD_INDEX_CLASS)).toBeCloseTo(1009.8, 9)
    // A box on a stock is a spread like others.
    expect(cashToAdd(box, 97, EQUITY_CLASS)).toBeCloseTo(10, 9)
  })

  test('a long call at 6: 600 up to nine months, 450 beyond', () => {
    const paid = (longDated: boolean): number => requirement([{ ...call(100, 6), longDated }], 100, EQUITY_CLASS)
    expect([paid(false), paid(true)]).toEqual([600, 450])
    expect(longShare({ longDated: true }, STRATEGY_COMMON)).toBe(0.75)
  })
})

describe('pairing', () => {
  const legs = fc.array(
    fc.record({
      cp: fc.constantFrom<1 | -1>(1, -1),
      strike: fc.integer({ min: 16, max: 24 }).map((k) => k * 5),
      value: fc.integer({ min: 1, max: 60 }).map((v) => v / 2),
      contracts: fc.integer({ min: -4, max: 4 }).filter((n) => n !== 0),
      expiry: fc.constantFrom(SOON, LATER),
    }),
    { maxLength: 16 },
  )
  /** Netted per contract, as a book is. */
  const lots = (raw: readonly { cp: 1 | -1; strike: number; value: number; contracts: number; expiry: number }[]): OptionLot[] => {
    const byName = new Map(raw.map((r) => [`${r.cp} ${r.strike} ${r.expiry}`, r]))
    return [...byName].map(([name, r]) => ({ ...lot(r.cp, r.strike, r.value, r.contracts, r.expiry), name }))
  }

  test('the total never exceeds the legs taken alone, and the order of entry does not matter', () => {
    const sound = (raw: Parameters<typeof lots>[0], contracts: number): void => {
      const options = lots(raw)
      const stock = contracts * SIZE
      const whole = cashToAdd(options, 100, COIN_CLASS, stock)
      const alone = cashToAdd([], 100, COIN_CLASS, stock) + options.reduce((t, o) => t + cashToAdd([o], 100, COIN_CLASS), 0)
      expect(whole).toBeLessThanOrEqual(alone + 1e-6)
      expect(cashToAdd([...options].reverse(), 100, COIN_CLASS, stock)).toBeCloseTo(whole, 6)
    }
    fc.assert(fc.property(legs, fc.integer({ min: -4, max: 4 }), sound), { numRuns: 300, seed: 2026 })
  })

  test('a pair that would cost more than its legs apart is not made', () => {
    // A strike loss of 100 against a naked amount of 20.
    expect(spread(call(100, 3), call(200, 0.1))).toBeCloseTo(97.1, 9)
    expect(cashToAdd([call(100, 3, -1), call(200, 0.1)], 100, EQUITY_CLASS)).toBeCloseTo(SIZE * (20 + 0.1), 9)
  })
})

// Cboe, "Margin Requirement Examples for Sample Options-based Positions" (2007), strategy column; each figure quoted from the sheet, G1.
describe('the published table of 2007, to the dollar, through the venue', () => {
  interface Line {
    readonly name: string
    readonly quantity: number
    readonly price?: number
  }
  /** The smile only has to be there: every option has its quote. */
  function initial(lines: readonly Line[], index: Readonly<Record<string, number>>): number {
    const underlyings = Object.fromEntries(
      Object.entries(index).map(([coin, spot]) => {
        const quotes = lines.flatMap(({ name, price }) => {
          const [pair, , strike, letter] = name.split('-')
          return price === undefined || !pair?.startsWith(coin)
            ? []
            : [{ strike: Number(strike), type: letter === 'C' ? 'call' : 'put', mark: price }]
        })
        const strikes = [90, 100, 1400, 1500]
        const expiry = {
          at: '2007-04-20T08:00:00Z',
          forward: spot,
          smile: { type: 'points', strikes, vols: strikes.map(() => 0.15) },
          quotes,
        }
        return [coin, { index: spot, expiries: [expiry] }]
      }),
    )
    const positions = lines.map(({ name, quantity }) => ({ instrument: name, quantity }))
    const r = computeMargin(core, strategyRulesVenue, {
      portfolio: must(restorePortfolio({ format: 'counterpoise/portfolio@1', positions })),
      market: must(restoreMarket({ format: 'counterpoise/market@1', asOf: '2007-02-24T08:00:00Z', source: 'Cboe 2007', underlyings })),
      rulesDate: '2007-02-24',
    })
    expect(r.failures).toEqual([])
    return r.initial
  }
  const ibm = (strike: number, letter: 'C' | 'P', price: number, quantity: number): Line => ({
    name: `IBM_USDC-20APR07-${strike}-${letter}`,
    quantity,
    price,
  })
  const spx = (strike: number, letter: 'C' | 'P', price: number, quantity: number): Line => ({
    name: `SPX_USDC-20APR07-${strike}-${letter}`,
    quantity,
    price,
  })
  const IBM = { IBM: 97.73 }
  const SP = { SPX: 1451.19, SPY: 145.3 }
  const SPY: Line = { name: 'SPY', quantity: 100_000 }
  test.each([
    ['IBM short 100 call', [ibm(100, 'C', 1.68, -10_000)], IBM, 172_760, 1],
    ['IBM covered call', [{ name: 'IBM', quantity: 10_000 }, ibm(100, 'C', 1.68, -10_000)], IBM, 471_850, 1],
    ['IBM long 95/105 vertical', [ibm(95, 'C', 4.53, 10_000), ibm(105, 'C', 0.4, -10_000)], IBM, 41_300, 1],
    // The table's straddle has a cent of rounding: 48,600 by the prices printed.
    ['IBM long straddle', [ibm(100, 'C', 1.68, 10_000), ibm(100, 'P', 3.18, 10_000)], IBM, 48_500, 100],
    ['SPX short 1460 put', [spx(1460, 'P', 22.55, -10_000)], SP, 2_176_785, 1],
    ['SPY with a 1450 put', [SPY, spx(1450, 'P', 18.72, 10_000)], SP, 7_452_200, 1],
    ['SPY collar', [SPY, spx(1450, 'P', 18.72, 10_000), spx(1500, 'C', 5.96, -10_000)], SP, 7_392_600, 1],
  ] as const)('%s', (_, lines, index, dollars, tolerance) => {
    expect(Math.abs(initial(lines, index) - dollars)).toBeLessThanOrEqual(tolerance)
  })
})
