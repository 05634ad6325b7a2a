import { beforeAll, describe, expect, it } from 'vitest'
import type { Market } from '../../src/domain/market.ts'
import type { VenueParams } from '../../src/domain/methodology.ts'
import type { Portfolio } from '../../src/domain/portfolio.ts'
import type { Core } from '../../src/engine/core.ts'
import { atOnce } from '../../src/risk/at-once.ts'
import { auctionAt } from '../../src/risk/liquidation/auction.ts'
import { Depth } from '../../src/risk/liquidation/depth.ts'
import { proRata } from '../../src/risk/liquidation/pro-rata.ts'
import { type LiquidationRun, type RunOptions, runBlocks } from '../../src/risk/liquidation/run.ts'
import { spotAt, viewerOf } from '../../src/risk/liquidation/state.ts'
import { testCore } from '../support/core.ts'
import { vectors } from '../support/vectors.ts'
import { book, market, subject } from './books.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

interface Vector {
  readonly id: string
  readonly inputs: {
    readonly positions: readonly { readonly market: string; readonly size: number; readonly entry: number; readonly mark: number }[]
    readonly usdc: number
    readonly usdc_price?: number
  }
  readonly parameters: {
    readonly mmf: number
    readonly liquidation_fee: number
    readonly target_ratio: number
    readonly share_step: number
    readonly taker_fee?: number
  }
  readonly expected: {
    readonly account_value: number
    readonly mmr: number
    readonly table: readonly {
      readonly share: number
      readonly mmr: number
      readonly penalty: number
      readonly account_value: number
      readonly ratio: number
    }[]
    readonly chosen_share: number
    readonly collateral_left?: number
    readonly realised_loss?: number
    readonly positions_left?: readonly { readonly market: string; readonly size: number }[]
  }
  readonly tolerance?: { readonly abs: number }
}
const file = vectors<Vector | readonly Vector[]>('venues/paradex-liquidation.json')
const cases = file === undefined ? [] : 'inputs' in file ? [file] : file

describe.skipIf(cases.length === 0)('Paradex’s pro-rata liquidation of the vectors', () => {
  it.each(cases.map((v) => [v.id, v] as const))('%s', (_, { inputs, parameters, expected, tolerance }) => {
    const abs = tolerance?.abs ?? 0.005
    const near = (a: number, b: number, within = abs): void => expect(Math.abs(a - b)).toBeLessThanOrEqual(within)
    const price = inputs.usdc_price ?? 1
    const pnl = inputs.positions.reduce((sum, p) => sum + p.size * (p.mark - p.entry), 0)
    const mmr = inputs.positions.reduce((sum, p) => sum + (parameters.mmf + (parameters.taker_fee ?? 0)) * Math.abs(p.size) * p.mark, 0)
    const accountValue = inputs.usdc * price + pnl
    near(accountValue, expected.account_value)
    near(mmr, expected.mmr)
    const rules = { fee: parameters.liquidation_fee, step: parameters.share_step, target: parameters.target_ratio }
    const found = proRata({ accountValue, mmr }, rules)
    expect(found.share).toBeCloseTo(expected.chosen_share, 12)
    for (const row of expected.table) {
      const own = found.table.find((r) => Math.abs(r.share - row.share) < 1e-9)
      near(own?.mmr ?? Number.NaN, row.mmr)
      near(own?.penalty ?? Number.NaN, row.penalty)
      near(own?.accountValue ?? Number.NaN, row.account_value)
      near(own?.ratio ?? Number.NaN, row.ratio, 1e-3)
    }
  })

  it.each(cases.map((v) => [v.id, v] as const))(
    '%s, step by step through the venue’s own cross margin',
    (_, { inputs, parameters, expected, tolerance }) => {
      const near = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThanOrEqual(tolerance?.abs ?? 0.005)
      const coin = (name: string): string => name.split('-')[0] ?? ''
      const asked = crossBook(inputs)
      const run = stepped(asked.portfolio, asked.market, 'paradex', {
        moments: [NOW],
        numbers: {
          liquidation_fee: parameters.liquidation_fee,
          target_ratio: parameters.target_ratio,
          share_step: parameters.share_step,
        },
        regime: 'standard',
        edit: crossParams(parameters),
      })
      expect(run.tables[0]?.share).toBeCloseTo(expected.chosen_share, 12)
      const [left] = run.left
      if (expected.collateral_left !== undefined)
        near(left?.collateral.find((c) => c.asset === 'USDC')?.amount ?? 0, expected.collateral_left)
      for (const p of expected.positions_left ?? []) {
        near(left?.positions.find((q) => q.instrument.startsWith(coin(p.market)))?.quantity ?? 0, p.size)
      }
      if (expected.realised_loss !== undefined) {
        const penalty = run.tables[0]?.penalty ?? Number.NaN
        near(inputs.usdc - (left?.collateral.find((c) => c.asset === 'USDC')?.amount ?? 0) - penalty, expected.realised_loss)
      }
    },
  )
})

const NOW = { at: 'now', spot: {}, vol: {}, days: 0 }

/** The vector's mmf and fee in the record: maintenance factor × an initial factor of 2 %. */
const crossParams =
  ({ mmf, taker_fee = 0 }: Vector['parameters']) =>
  (params: VenueParams): VenueParams => {
    const cross = { imf_base: 0.02, leverage: 50, mmf_factor: mmf / 0.02 }
    const underlyings = Object.entries(params.underlyings).map(([coin, p]) => [coin, { ...Object(p), delta1_cross_margin_params: cross }])
    const common = Object(params.common)
    return {
      underlyings: Object.fromEntries(underlyings),
      common: { ...common, fees: { ...common.fees, perpetual_taker: taker_fee } },
    }
  }

/** The vector's marks as a market. */
function crossBook(inputs: Vector['inputs']): { portfolio: Portfolio; market: Market } {
  const sure = { index: 1, perpetual: 1 }
  const underlyings = Object.fromEntries(
    inputs.positions.map((p) => {
      const coin = p.market.split('-')[0] ?? ''
      return [coin, { index: p.mark, perpetual: p.mark, fundingRate8h: 0, marks: {}, expiries: [], confidence: sure }]
    }),
  )
  return {
    market: { asOf: market.asOf, source: 'vector', underlyings, stablecoins: { USDC: inputs.usdc_price ?? 1 }, assets: {} },
    portfolio: book(
      inputs.positions.map((p) => ({ instrument: `${p.market.split('-')[0]}_USDC-PERPETUAL`, quantity: p.size, price: p.entry })),
      [{ asset: 'USDC', amount: inputs.usdc }],
    ),
  }
}

function stepped(
  portfolio: Portfolio,
  at: Market,
  id: string,
  {
    regime = 'portfolio',
    edit,
    ...options
  }: Omit<RunOptions, 'dynamics'> & { readonly regime?: 'portfolio' | 'standard'; readonly edit?: (p: VenueParams) => VenueParams },
): LiquidationRun {
  const asked = subject(core, id, portfolio, at, edit)
  return atOnce(runBlocks(asked, viewerOf(asked, 'strike', regime), { ...options, dynamics: 'strike' }))
}

/** The made-up strangle, and prices 30 % up, where every venue liquidates it. */
const STRANGLE = book(
  [
    { instrument: 'BTC-27MAR26-80000-C', quantity: -5 },
    { instrument: 'BTC-27MAR26-50000-P', quantity: -5 },
    { instrument: 'BTC-PERPETUAL', quantity: -1 },
  ],
  [
    { asset: 'USDC', amount: 40_000 },
    { asset: 'BTC', amount: 0.5 },
  ],
)
const up = (id: string) => ({ at: 'up', spot: spotAt(subject(core, id, STRANGLE), 'BTC', 1.3), vol: {}, days: 0 })

describe('pro-rata liquidation', () => {
  it('closes everything where no share works', () => {
    // MMR 100, account value 5, fee 70 %: after 20 % the value is 5 − 14 < 0, and so on.
    const found = proRata({ accountValue: 5, mmr: 100 }, { fee: 0.7, step: 0.2, target: 0.9 })
    expect(found.share).toBe(1)
    expect(found.penalty).toBe(70)
    expect(found.table.map((r) => r.share)).toEqual([0.2, 0.4, 0.6, 0.8])
  })
})

const AUCTION = { buffer: 0.15, startDiscount: 0.95, fastDiscount: 0.7, fastMinutes: 15, slowMinutes: 720, insolventMinutes: 60 }

describe('Derive’s Dutch auction, worked by hand from its sheet', () => {
  // Mark-to-market 10,000, net maintenance margin −2,000: BM = −2,000 + 0.15·(−12,000) = −3,800.
  const account = { markToMarket: 10_000, margin: -2_000, reserved: 0 }
  it('starts at 95 %: f = 3,800 / (3,800 + 9,500) = 2/7, paid 2/7 × 9,500', () => {
    const found = auctionAt(account, 0, AUCTION)
    expect(found.bufferMargin).toBe(-3800)
    expect(found.share).toBeCloseTo(2 / 7, 14)
    expect(found.payment).toBeCloseTo(19_000 / 7, 9)
    // What is left has a buffer margin of 0: (1 − f)·BM + payment.
    expect((1 - found.share) * -3800 + found.payment).toBeCloseTo(0, 9)
  })
  it('is at 82.5 % after 7.5 minutes, 70 % after 15, 35 % half-way through the 12 hours, 0 at the end', () => {
    expect([0, 7.5, 15, 375, 735].map((t) => auctionAt(account, t, AUCTION).discount)).toEqual(
      [0.95, 0.825, 0.7, 0.35, 0].map((d) => expect.closeTo(d, 12)),
    )
    expect(auctionAt(account, 15, AUCTION).share).toBeCloseTo(3800 / 10_800, 14)
    expect(auctionAt(account, 375, AUCTION).share).toBeCloseTo(3800 / 7300, 14)
  })
  it('does not discount reserved cash: R = 1,000 at 95 % gives 3,800 / (3,800 + 9,500 + 50)', () => {
    expect(auctionAt({ ...account, reserved: 1000 }, 0, AUCTION).share).toBeCloseTo(3800 / 13_350, 14)
  })
  it('of an insolvent account goes from its mark-to-market to its maintenance margin in an hour', () => {
    const insolvent = { markToMarket: -500, margin: -3000, reserved: 0 }
    expect([0, 30, 60, 90].map((t) => auctionAt(insolvent, t, AUCTION).payment)).toEqual([-500, -1750, -3000, -3000])
  })
  it('of a whole book leaves a buffer margin of 0 by the venue’s own rule', () => {
    const run = stepped(STRANGLE, market, 'derive', { moments: [up('derive')] })
    expect(run.steps.map((s) => [s.action, s.basis])).toEqual([['auction', 'official']])
    const [left] = run.left
    expect((left?.equity ?? 0) - 1.15 * (left?.maintenance ?? 0)).toBeCloseTo(0, 5)
    expect(left?.stillLiquidatable).toBe(false)
    const share = run.steps[0]?.quantity ?? Number.NaN
    expect(left?.positions[0]?.quantity).toBeCloseTo(-5 * (1 - share), 9)
  })
})

describe('liquidation step by step', () => {
  it('at Deribit takes the leg that frees most, a fifth at a time, for a fee of 0.75 % of index × size before August 2026', () => {
    const run = stepped(STRANGLE, market, 'deribit', { moments: [up('deribit')] })
    expect(run.steps[0]).toMatchObject({ action: 'cut', instrument: 'BTC-27MAR26-80000-C', quantity: 1, basis: 'assumed' })
    expect(run.steps[0]?.fee).toBeCloseTo(0.0075 * 64_000 * 1.3, 6)
    expect(run.left[0]?.stillLiquidatable).toBe(false)
  })
  it('ends safe or with nothing at every other venue, labelled assumed', () => {
    for (const id of ['okx', 'bybit', 'binance', 'hyperliquid', 'deribit-cross']) {
      const run = stepped(STRANGLE, market, id, { moments: [up(id), { ...up(id), at: 'later' }] })
      for (const left of run.left) expect(left.stillLiquidatable && left.positions.length > 0).toBe(false)
      for (const step of run.steps) expect(step.basis).toBe('assumed')
      expect(run.series).toHaveLength(2 * run.left.length)
    }
  })
  it('does nothing on a path that stays safe', () => {
    const run = stepped(STRANGLE, market, 'derive', { moments: [NOW] })
    expect(run.steps).toEqual([])
    expect(run.left[0]?.positions).toHaveLength(3)
  })
  it('keeps the money: equity changes by fees alone where fills are at the mark', () => {
    const asked = subject(core, 'deribit', STRANGLE)
    const moment = up('deribit')
    const before = viewerOf(asked).at({ spot: moment.spot, vol: 1, days: 0 }).equity
    const run = stepped(STRANGLE, market, 'deribit', { moments: [moment] })
    const [left] = run.left
    expect((left?.equity ?? 0) + (left?.fees ?? 0)).toBeCloseTo(before, 4)
  })
})

describe('the depth ladder', () => {
  const ladder = {
    '*': [
      { distance: 0.001, size: 1 },
      { distance: 0.01, size: 2 },
    ],
  }
  it('fills the nearest level first and moves against the trade', () => {
    const depth = new Depth(ladder)
    expect(depth.fill('X', 2, 100, true)).toEqual({ quantity: 2, price: (100.1 + 101) / 2 })
    // One coin is left at the far level, then nothing.
    expect(depth.fill('X', 2, 100, true)).toEqual({ quantity: 1, price: 101 })
    expect(depth.fill('X', 1, 100, true).quantity).toBe(0)
    expect(depth.fill('X', -1, 100, true)).toEqual({ quantity: -1, price: 99.9 })
    depth.refill()
    expect(depth.fill('X', 1, 100, true).price).toBe(100.1)
  })
  it('makes a liquidation dearer', () => {
    const plain = stepped(STRANGLE, market, 'deribit', { moments: [up('deribit')] })
    const thin = stepped(STRANGLE, market, 'deribit', { moments: [up('deribit')], ladders: { '*': [{ distance: 0.2, size: 100 }] } })
    expect(thin.left[0]?.equity).toBeLessThan(plain.left[0]?.equity ?? 0)
  })
})
