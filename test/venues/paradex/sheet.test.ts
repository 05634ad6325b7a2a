import { describe, expect, test } from 'vitest'
import { restoreMarket } from '../../../src/domain/door/market.ts'
import { restorePortfolio } from '../../../src/domain/door/portfolio.ts'
import type { MarginResult } from '../../../src/domain/margin.ts'
import type { VenueParams } from '../../../src/domain/methodology.ts'
import { computeMargin, paramsOn } from '../../../src/engine/margin.ts'
import { cashGreeks } from '../../../src/venues/paradex/greeks.ts'
import { paradexVenue } from '../../../src/venues/paradex/index.ts'
import { testCore } from '../../support/core.ts'
import { vectors } from '../../support/vectors.ts'
import { must } from '../support/cases.ts'
import { withValue } from '../support/paths.ts'

const core = await testCore()
const ASOF = '2026-08-20T08:00:00Z'

interface Line {
  readonly instrument: string
  readonly quantity: number
  readonly price?: number
}
interface Book {
  readonly positions: readonly Line[]
  readonly orders?: readonly Line[]
  readonly usdc?: number
  readonly underlyings: Readonly<Record<string, object>>
  readonly set?: Readonly<Record<string, unknown>>
}

function margin({ positions, orders = [], usdc = 0, underlyings, set = {} }: Book): MarginResult {
  let record: unknown = paramsOn(paradexVenue).params
  for (const [path, value] of Object.entries(set)) record = withValue(record, path, value)
  return computeMargin(core, paradexVenue, {
    portfolio: must(
      restorePortfolio({
        format: 'counterpoise/portfolio@1',
        names: 'paradex',
        positions,
        orders: orders.map((o) => ({ ...o, status: 'pending' })),
        collateral: [{ asset: 'USDC', amount: usdc }],
      }),
    ),
    market: must(restoreMarket({ format: 'counterpoise/market@1', asOf: ASOF, source: 'test', underlyings })),
    params: must(paradexVenue.restoreParams(record)),
    legs: true,
  })
}

const charge = (r: MarginResult, name: string): number | undefined => r.charges.find((c) => c.name === name)?.initial
const BTC_PERP = 'BTC-USD-PERP'

// Each figure below is quoted from the sheet, section 12, which names the venue's own page; PDX-1 and PDX-4 are the cases `minimum-delta`
// and `cross-orders`.

test('PDX-1: the minimum delta requirement is 1,400, read from its own formula whatever SCAN risk is', () => {
  // A year is left; N(d1) = 0.3 at this vol: v = d + √(d² − 2·ln(7/8)), d = N⁻¹(0.3) (Python's statistics.NormalDist).
  const strike = 80_000
  const vol = 0.2118458339569198
  const at = '2027-08-20T08:00:00Z'
  const expiries = [{ at, forward: 70_000, smile: { type: 'points', strikes: [strike], vols: [vol] } }]
  const r = margin({
    positions: [
      { instrument: BTC_PERP, quantity: 1 },
      { instrument: `BTC-USD-20AUG27-${strike}-C`, quantity: -5 },
    ],
    underlyings: { BTC: { index: 70_000, expiries } },
  })
  expect(r.charges.map((c) => c.name)).toEqual(['SCAN risk', 'minimum delta requirement', 'funding provision', 'fee provision'])
  expect(r.charges[1]?.formula).toContain('0.02 × 0.5 net + 0.01 × 1 hedged) × 70,000.00 = 1,400.00')
})

test('PDX-2: a perpetual against a short call of a week at the money saves more than half', () => {
  const expiries = [{ at: '2026-08-27T08:00:00Z', forward: 70_000, smile: { type: 'points', strikes: [70_000], vols: [0.5] } }]
  const underlyings = { BTC: { index: 70_000, expiries } }
  const call = { instrument: 'BTC-USD-27AUG26-70000-C', quantity: -1 }
  const naked = margin({ positions: [call], underlyings })
  const hedged = margin({ positions: [call, { instrument: BTC_PERP, quantity: 0.55 }], underlyings })
  expect(hedged.initial).toBeLessThan(0.5 * naked.initial)
  expect(hedged.maintenance).toBeLessThan(0.5 * naked.maintenance)
})

test('PDX-4: buy size 2, sell size 3, net IMR 5,400; maintenance is that of the position alone', () => {
  const one = (quantity: number): Line => ({ instrument: BTC_PERP, quantity })
  const r = margin({
    positions: [one(-1)],
    orders: [one(1), one(1), one(1), one(-1), one(-1)],
    underlyings: { BTC: { index: 90_000 } },
  })
  expect(r.standard).toEqual({ initial: 5_400, maintenance: 900 })
})

test('PDX-5: cash Greeks', () => {
  expect(cashGreeks(60_000, 0.5, 0.0002)).toEqual({ delta: 300, gamma: 36 })
})

test('PDX-6: long 0.5 BTC at a funding rate of 0.0003 is expected to pay 9 in 8 hours', () => {
  const underlyings = { BTC: { index: 60_000, fundingRate8h: 0.0003 } }
  expect(charge(margin({ positions: [{ instrument: BTC_PERP, quantity: 0.5 }], underlyings }), 'funding provision')).toBeCloseTo(9, 9)
  expect(charge(margin({ positions: [{ instrument: BTC_PERP, quantity: -0.5 }], underlyings }), 'funding provision')).toBe(0)
})

test('PDX-7: IMR of an order, then account value and IMR after a fall; an order that offsets adds nothing', () => {
  const path = 'underlyings.HYPE.delta1_cross_margin_params'
  const set = { [`${path}.imf_base`]: 0.1 }
  const line = (quantity: number): Line => ({ instrument: 'HYPE-USD-PERP', quantity, price: 100 })
  const before = margin({ positions: [], orders: [line(10)], usdc: 100, underlyings: { HYPE: { index: 100 } }, set })
  expect([before.equity, before.standard?.initial]).toEqual([100, 100])
  const fallen = { HYPE: { index: 98 } }
  const after = margin({ positions: [line(10)], usdc: 100, underlyings: fallen, set })
  expect([after.equity, after.standard?.initial]).toEqual([80, 98])
  const selling = margin({ positions: [line(10)], orders: [line(-5)], usdc: 100, underlyings: fallen, set })
  expect(selling.standard?.initial).toBe(98)
})

interface LiquidationFile {
  readonly inputs: {
    readonly positions: readonly { market: string; size: number; entry: number; mark: number }[]
    readonly usdc: number
    readonly usdc_price: number
  }
  readonly expected: { readonly account_value: number; readonly mmr: number }
  readonly tolerance: { readonly abs: number }
}
const file = vectors<LiquidationFile>('venues/paradex-liquidation.json')

describe.skipIf(file === undefined)('the worked example of the liquidation page', () => {
  test('account value and cross margin MMR', () => {
    const { inputs, expected, tolerance } = file ?? {
      inputs: { positions: [], usdc: 0 },
      expected: { account_value: 0, mmr: 0 },
      tolerance: { abs: 0 },
    }
    const r = margin({
      positions: inputs.positions.map((p) => ({ instrument: p.market, quantity: p.size, price: p.entry })),
      usdc: inputs.usdc,
      underlyings: Object.fromEntries(inputs.positions.map((p) => [p.market.split('-')[0], { index: p.mark }])),
    })
    expect(r.accounts.length).toBe(2)
    expect(Math.abs(r.equity - expected.account_value)).toBeLessThanOrEqual(tolerance.abs)
    expect(Math.abs((r.standard?.maintenance ?? 0) - expected.mmr)).toBeLessThanOrEqual(tolerance.abs)
  })
})

describe('what a book of the venue is told', () => {
  const underlyings = { BTC: { index: 70_000 }, SOL: { index: 150 } }

  test('SOL counts in cross margin alone, and says so', () => {
    const r = margin({ positions: [{ instrument: 'SOL-USD-PERP', quantity: 100 }], underlyings })
    expect(r.initial).toBe(0)
    expect(r.standard?.initial).toBeCloseTo(300, 9)
    expect(r.failures).toEqual([
      {
        instrument: 'SOL_USDC-PERPETUAL',
        reason: 'NO_PARAMETERS',
        message: 'Paradex publishes no portfolio margin for SOL: SOL_USDC-PERPETUAL counts in the standard margin only',
      },
    ])
  })

  test('every switch stands in the assumptions with its setting', () => {
    const set = { 'common.assumptions.paradex.dte': 'up' }
    const said = margin({ positions: [], underlyings, set }).assumptions
    expect(said).toContain('paradex.dte = up: days to expiry are rounded up to whole days')
    expect(said.filter((s) => s.startsWith('paradex.')).length).toBe(11)
  })

  test('coins back the account value without a haircut, and free collateral is said to be USDC alone', () => {
    const position = { instrument: BTC_PERP, quantity: 0.1 }
    const r = margin({ positions: [position, { instrument: 'BTC-USD', quantity: 0.5 }], usdc: 1_000, underlyings })
    expect(r.equity).toBe(36_000)
    expect(r.assumptions.some((s) => s.startsWith('BTC: counts in account value without a haircut'))).toBe(true)
  })
})

test('an edited record with several faults is refused whole, each fault by path, value and expectation', () => {
  const record = paramsOn(paradexVenue).params
  const edits: [string, unknown][] = [
    ['underlyings.BTC.portfolio_margin.scenarios[3].weight', 'heavy'],
    ['underlyings.ETH.portfolio_margin.mmf_factor', 1.5],
    ['underlyings.SOL.delta1_cross_margin_params', { imf_base: 0.02, mmf_factor: 0.5, leverage: 50, leverages: 3 }],
    ['common.assumptions.paradex', { dte: 'calendar', date: 'up' }],
  ]
  const read = paradexVenue.restoreParams(edits.reduce<unknown>((r, [path, value]) => withValue(r, path, value), record))
  expect(read.ok).toBe(false)
  if (read.ok) return
  expect(read.faults.map((f) => [f.path, f.value]).sort()).toEqual([
    ['common.assumptions.paradex.date', 'up'],
    ['common.assumptions.paradex.dte', 'calendar'],
    ['underlyings.BTC.portfolio_margin.scenarios[3].weight', 'heavy'],
    ['underlyings.ETH.portfolio_margin.mmf_factor', 1.5],
    ['underlyings.SOL.delta1_cross_margin_params.leverages', 3],
  ])
  const said = Object.fromEntries(read.faults.map((f) => [f.path, f.expected]))
  expect(said['underlyings.ETH.portfolio_margin.mmf_factor']).toBe('a number at least 0 and at most 1')
  expect(said['common.assumptions.paradex.dte']).toBe('fractional, down or up')
})

test('a record of decimal strings, as the venue prints it, reads the same; common left out is the shipped one', () => {
  const { params } = paramsOn(paradexVenue)
  const asText = JSON.parse(JSON.stringify(params.underlyings), (_, v: unknown) => (typeof v === 'number' ? String(v) : v))
  expect(must(paradexVenue.restoreParams({ underlyings: asText }))).toEqual(params as VenueParams<never, never>)
})
