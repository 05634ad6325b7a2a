import { expect, test } from 'vitest'
import { restoreMarket } from '../../../src/domain/door/market.ts'
import { restorePortfolio } from '../../../src/domain/door/portfolio.ts'
import type { MarginResult } from '../../../src/domain/margin.ts'
import { printFault } from '../../../src/domain/result.ts'
import { computeMargin, paramsOn } from '../../../src/engine/margin.ts'
import { hyperliquidVenue } from '../../../src/venues/hyperliquid/index.ts'
import { borrowApy, growth, supplyApy } from '../../../src/venues/hyperliquid/interest.ts'
import { COMMON_PARAMS } from '../../../src/venues/hyperliquid/params/sets.ts'
import { borrowable, borrowPrice, thresholdOf } from '../../../src/venues/hyperliquid/tokens.ts'
import { testCore } from '../../support/core.ts'
import { must } from '../support/cases.ts'
import { withValue } from '../support/paths.ts'

const core = await testCore()
const ASOF = '2026-09-15T12:00:00Z'

/** Words of the result that begin with `start`. */
const said = (r: MarginResult, start: string): string | undefined => r.assumptions.find((a) => a.startsWith(start))

function margin(positions: readonly object[], collateral: Readonly<Record<string, number>>, btc: number): MarginResult {
  const record = withValue(paramsOn(hyperliquidVenue).params, 'underlyings.BTC.leverage', 10)
  return computeMargin(core, hyperliquidVenue, {
    portfolio: must(
      restorePortfolio({
        format: 'counterpoise/portfolio@1',
        positions,
        collateral: Object.entries(collateral).map(([asset, amount]) => ({ asset, amount })),
      }),
    ),
    market: must(
      restoreMarket({
        format: 'counterpoise/market@1',
        asOf: ASOF,
        source: 'test',
        underlyings: { BTC: { index: btc }, HYPE: { index: 40 } },
      }),
    ),
    params: must(hyperliquidVenue.restoreParams(record)),
  })
}

// Each figure is quoted from the sheet, section 12.

test('HL-1: 10,000 tokens at 40 with an LTV of 50 % lend 200,000', () => {
  const { HYPE } = COMMON_PARAMS.tokens
  expect(HYPE && borrowable([{ balance: 10_000, price: 40, params: HYPE }])).toBe(200_000)
  expect(said(margin([], { HYPE: 10_000 }, 1), 'borrowing limit')).toBe('borrowing limit by LTV: 0.00 USD borrowed of 200,000.00')
})

test('HL-2: an LTV of 0.5 has a threshold of 0.75', () => {
  expect(thresholdOf(0.5)).toBe(0.75)
})

test('HL-3: APY of 5 %, 52.5 % and 100 % at a utilisation of 0.8, 0.9 and 1', () => {
  const apys = [0.8, 0.9, 1].map((u) => borrowApy(u, COMMON_PARAMS.interest))
  for (const [i, apy] of [0.05, 0.525, 1].entries()) expect(apys[i]).toBeCloseTo(apy, 12)
  expect(supplyApy(0.8, COMMON_PARAMS.interest)).toBeCloseTo(0.05 * 0.8 * 0.9, 12)
  expect(growth(0.05, 2, 'apy', core)).toBeCloseTo(1.1025, 12)
  // exp(0.1), Abramowitz & Stegun table 4.4
  expect(growth(0.05, 2, 'nominal', core)).toBeCloseTo(1.105170918075648, 12)
})

const CARRY = [{ instrument: 'BTC_USDC-PERPETUAL', quantity: -1, price: 100_000 }]

test('HL-4: a gain in USDC at 50,000, 50,000 USDC borrowed at 150,000, still within the ratio near 200,000', () => {
  const borrowed = (r: MarginResult): number | undefined => r.charges.find((c) => c.name === 'borrowed')?.maintenance
  const down = margin(CARRY, { BTC: 1 }, 50_000)
  expect(borrowed(down)).toBe(0)
  expect(down.equity).toBe(50_000 + 0.75 * 50_000)
  expect(borrowed(margin(CARRY, { BTC: 1 }, 150_000))).toBe(50_000)
  const near = margin(CARRY, { BTC: 1 }, 201_000)
  expect(near.maintenance / near.equity).toBeLessThan(0.95)
  expect(near.available).toBeLessThan(0)
  expect(said(near, 'borrowing limit')).toBe(
    'borrowing limit by LTV: 101,000.00 USD borrowed of 100,500.00: above the limit, positions must be reduced',
  )
})

test('HL-5: at 200,000 the loss of 100,000 is the LTV limit of 0.5 × 200,000', () => {
  const r = margin(CARRY, { BTC: 1 }, 200_000)
  expect(said(r, 'borrowing limit')).toBe('borrowing limit by LTV: 100,000.00 USD borrowed of 100,000.00')
  expect(said(r, 'ratio of USDC')).toBe('ratio of USDC 0.6835 = requirement 102,520.00 / value 150,000.00; may be liquidated above 0.95')
})

test('the borrow price is the median of spot, mark and oracle', () => {
  const price = (spot: number, perpetual: number): number | undefined =>
    borrowPrice(
      'BTC',
      must(
        restoreMarket({
          format: 'counterpoise/market@1',
          asOf: ASOF,
          source: 'test',
          underlyings: { BTC: { index: 100, perpetual } },
          assets: { BTC: { price: spot } },
        }),
      ),
    )
  expect([price(99, 101), price(101, 102), price(98, 97), price(103, 95)]).toEqual([100, 101, 98, 100])
})

test('options, dated futures and what cannot be borrowed are named; a token without LTV counts nothing and is said', () => {
  const r = margin(
    [...CARRY, { instrument: 'BTC-27MAR26-60000-C', quantity: 1 }, { instrument: 'BTC-27MAR26', quantity: 1 }],
    { HYPE: -1, BTC: 1, USDT: 500 },
    100_000,
  )
  expect(r.failures.map((f) => [f.instrument, f.reason])).toEqual([
    ['BTC-27MAR26-60000-C', 'NO_COUNTERPART'],
    ['BTC-27MAR26', 'NO_COUNTERPART'],
    ['HYPE', 'UNSUPPORTED'],
  ])
  expect(r.equity).toBe(75_000)
  expect(said(r, 'USDT')).toBe('USDT: no collateral at Hyperliquid (LTV 0), counts nothing')
})

test('the door names every fault of a record at once', () => {
  let bad: unknown = paramsOn(hyperliquidVenue).params
  const set: Readonly<Record<string, unknown>> = {
    'underlyings.BTC.marginTiers': [{ maxLeverage: 40 }, { maxLeverage: 50 }],
    'underlyings.ETH.leverage': 26,
    'common.trigger': 0,
    'common.tokens.USDC': { ltv: 2, supplyCap: { user: 1 } },
    'common.assumptions.hyperliquid.tiers': 'half',
  }
  for (const [path, value] of Object.entries(set)) bad = withValue(bad, path, value)
  const r = hyperliquidVenue.restoreParams(bad)
  expect(r.ok ? [] : r.faults.map(printFault)).toEqual([
    'underlyings.BTC.marginTiers[1].maxLeverage: 50: expected at most 40, the leverage of the tier before it',
    'underlyings.BTC.marginTiers[1].lowerBound: missing: expected a number above 0',
    'underlyings.ETH.leverage: 26: expected a number at least 1 and at most 25',
    'common.trigger: 0: expected a number above 0 and at most 1',
    'common.tokens.USDC.borrowCap: missing: expected an object: perpetuals settle in this token',
    'common.tokens.USDC.ltv: 2: expected a number at least 0 and at most 1',
    'common.tokens.USDC.supplyCap.global: missing: expected a number at least 0',
    'common.assumptions.hyperliquid.tiers: "half": expected marginal or whole',
  ])
})
