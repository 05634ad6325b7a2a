import { describe, expect, test } from 'vitest'
import { restoreMarket } from '../../../src/domain/door/market.ts'
import { restorePortfolio } from '../../../src/domain/door/portfolio.ts'
import type { MarginResult } from '../../../src/domain/margin.ts'
import type { Methodology } from '../../../src/domain/methodology.ts'
import { printFault } from '../../../src/domain/result.ts'
import { computeMargin, paramsOn } from '../../../src/engine/margin.ts'
import { bandOf } from '../../../src/venues/binance/bands.ts'
import { exerciseFee, tradeFee } from '../../../src/venues/binance/fees.ts'
import { binanceProVenue, binanceVenue } from '../../../src/venues/binance/index.ts'
import { testCore } from '../../support/core.ts'
import { must } from '../support/cases.ts'
import { withValue } from '../support/paths.ts'

const core = await testCore()

interface Line {
  readonly instrument: string
  readonly quantity: number
  readonly price?: number
}

function margin(
  venue: Methodology,
  positions: readonly Line[],
  collateral: Readonly<Record<string, number>>,
  set: object = {},
): MarginResult {
  let record: unknown = paramsOn(venue).params
  for (const [path, value] of Object.entries(set)) record = withValue(record, path, value)
  const underlyings = { BTC: { index: 40_000, marks: { 'BTC_USDT-24JUN22': 42_000 } }, ETH: { index: 2_500 } }
  return computeMargin(core, venue, {
    portfolio: must(
      restorePortfolio({
        format: 'counterpoise/portfolio@1',
        names: 'binance',
        positions,
        collateral: Object.entries(collateral).map(([asset, amount]) => ({ asset, amount })),
      }),
    ),
    market: must(restoreMarket({ format: 'counterpoise/market@1', asOf: '2022-03-01T00:00:00Z', source: 'test', underlyings })),
    params: must(venue.restoreParams(record)),
  })
}

const charge = (r: MarginResult, name: string): number | undefined => r.charges.find((c) => c.name === name)?.maintenance

// The inputs and the two unrealised P&L figures are the sheet's, section 12, BINANCE-1 (official example); index prices are ours.
const WORKED: readonly Line[] = [
  { instrument: 'BTCUSDT', quantity: -0.05, price: 52_000 },
  { instrument: 'BTCUSDT_220624', quantity: 0.04, price: 52_350 },
  { instrument: 'BTCUSD_PERP', quantity: 10_000 / 40_000, price: 50_000 },
]
const BALANCES = { USDT: 1_000 + 5_000, BTC: 0.1 - 0.04 + 0.1, ETH: 20 - 15 }
const LOANS = { 'common.loans.BTC': 0.04, 'common.loans.ETH': 15 }

describe.each([binanceVenue, binanceProVenue])('BINANCE-1 at $id', (venue) => {
  test('X per asset: the P&L of +600 and −414 USDT is in it, that of the coin future in coin', () => {
    const rateOf = (asset: string): object =>
      Object.fromEntries(['USDT', 'BTC', 'ETH'].map((a) => [`common.collateral.${a}.collateralRate`, a === asset ? 1 : 0]))
    const only = (asset: string): number => margin(venue, WORKED, BALANCES, rateOf(asset)).equity
    expect(only('USDT')).toBeCloseTo(1_000 + 5_000 + 600 - 414, 9)
    expect(only('BTC') / 40_000).toBeCloseTo(0.1 - 0.04 + 0.1 + 10_000 * (1 / 50_000 - 1 / 40_000), 12)
    expect(only('ETH') / 2_500).toBeCloseTo(5, 12)
  })

  test('futures and loan maintenance', () => {
    const r = margin(venue, WORKED, BALANCES, LOANS)
    expect(charge(r, 'UM futures maintenance margin')).toBeCloseTo(0.005 * 0.05 * 40_000 + 0.005 * 0.04 * 42_000, 9)
    expect(charge(r, 'CM futures maintenance margin')).toBeCloseTo(0.005 * 10_000, 9)
    expect(charge(r, 'margin loan maintenance')).toBeCloseTo(0.1 * 0.04 * 40_000 + 0.1 * 15 * 2_500, 9)
    expect(r.assumptions.find((a) => a.startsWith('uniMMR 5'))).toMatch(
      /^uniMMR 580\.28 % = adjusted equity 23,086\.00 .* 3,978\.40: free trading$/,
    )
  })
})

test('Pro has no initial requirement: maintenance stands for it; classic needs notional / leverage', () => {
  const pro = margin(binanceProVenue, WORKED, BALANCES)
  expect(pro.initial).toBe(pro.maintenance)
  expect(margin(binanceVenue, WORKED, BALANCES).initial).toBeCloseTo((2_000 + 1_680 + 10_000) / 20, 9)
})

test('BINANCE-2: option fees of trade and exercise', () => {
  expect(tradeFee(3, 1_000, 2_000)).toBeCloseTo(1.8, 12)
  expect(exerciseFee(3, 200, 2_200)).toBeCloseTo(0.99, 12)
})

test('bands of section 6', () => {
  const effects = [1.51, 1.5, 1.2, 1.05, 1].map((m) => bandOf(m, 'pro'))
  expect(effects).toEqual([
    'free trading',
    'reminder',
    'only reducing orders accepted',
    'liquidation',
    'liquidation notice, possible claim for the loss',
  ])
  expect([1.21, 1.2, 1.05].map((m) => bandOf(m, 'classic'))).toEqual(['free trading', 'restricted', 'liquidation'])
})

test('a long and a short of one coin, and spot against a perpetual, save nothing', () => {
  const short = { instrument: 'BTCUSDT', quantity: -1 }
  const long = { instrument: 'BTCUSDT_220624', quantity: 1 }
  const apart = margin(binanceVenue, [short], { USDT: 9_000 }).maintenance + margin(binanceVenue, [long], { USDT: 9_000 }).maintenance
  expect(margin(binanceVenue, [short, long], { USDT: 9_000 }).maintenance).toBeCloseTo(apart, 9)
  expect(margin(binanceVenue, [short], { USDT: 9_000, BTC: 1 }).maintenance).toBe(
    margin(binanceVenue, [short], { USDT: 9_000 }).maintenance,
  )
})

test('an asset without a rate, a coin without brackets: named failures, the rest goes on', () => {
  const r = margin(binanceVenue, [{ instrument: 'BTCUSDT', quantity: 1 }], { USDT: 9_000, USD: 50, NOPE: 1 })
  expect([r.equity, r.maintenance]).toEqual([9_000, 200])
  expect(r.failures.map((f) => [f.instrument, f.reason])).toEqual([
    ['NOPE', 'NO_PRICE'],
    ['USD', 'NO_PARAMETERS'],
  ])
})

test('the door names every fault of a record at once', () => {
  const record = structuredClone(paramsOn(binanceVenue).params) as unknown
  const set: Readonly<Record<string, unknown>> = {
    'underlyings.BTC.leverage': 0.5,
    'underlyings.BTC.cm': [],
    'underlyings.ETH.um': [
      { maintMarginRatio: 0.01, cum: 0 },
      { notionalFloor: 0, maintMarginRatio: 'x', cum: 0 },
    ],
    'common.loanMMR.5x': -1,
    'common.collateral.BTC': { collateralRate: 1.2, collateralInfo: [{ tierFloor: 1, tierCap: 1, collateralRate: 1, cum: 0 }] },
    'common.assumptions.binance.loanMmr': '4x',
  }
  let bad = record
  for (const [path, value] of Object.entries(set)) bad = withValue(bad, path, value)
  const r = binanceVenue.restoreParams(bad)
  expect(r.ok ? [] : r.faults.map(printFault)).toEqual([
    'underlyings.BTC.cm: "0 rows": expected a list of 1 to 100 rows',
    'underlyings.BTC.leverage: 0.5: expected a number at least 1',
    'underlyings.ETH.um[1].maintMarginRatio: "x": expected a number at least 0 and at most 1',
    'underlyings.ETH.um[1].notionalFloor: 0: expected a number above 0',
    'common.loanMMR.5x: -1: expected a number at least 0 and at most 1',
    'common.collateral.BTC.collateralRate: 1.2: expected a number at least 0 and at most 1',
    'common.collateral.BTC.collateralInfo[0].tierFloor: 1: expected 0, where the tier before it ends',
    'common.collateral.BTC.collateralInfo[0].tierCap: 1: expected a number above 1',
    'common.assumptions.binance.loanMmr: "4x": expected 3x, 5x or 10x',
  ])
})
