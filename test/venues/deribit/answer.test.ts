import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../../src/engine/core.ts'
import { computeMargin } from '../../../src/engine/margin.ts'
import { answerReaderOf } from '../../../src/venues/answers.ts'
import { deribitAnswer } from '../../../src/venues/deribit/answer.ts'
import { deribitVenue } from '../../../src/venues/deribit/index.ts'
import { testCore } from '../../support/core.ts'
import { vectors } from '../../support/vectors.ts'
import { value } from './support.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

const sample = vectors<{ result: Record<string, unknown> }>('venues/deribit-pme-simulate-btc.json')
describe.skipIf(sample === undefined)('the official pme/simulate sample, pasted', () => {
  test('is recognised, with or without its envelope, and no difference is left field by field', () => {
    for (const text of [sample, sample?.result]) {
      expect(answerReaderOf(text)).toBe(deribitAnswer)
      const answer = value(deribitAnswer.read(text, core))
      expect(answer.venue).toBe('deribit')
      const { portfolio, market, params } = answer
      const result = computeMargin(core, deribitVenue, { portfolio, market, params, legs: true })
      expect(result.failures).toEqual([])
      expect(result.rules['BTC']).toBe('edited')
      const fields = answer.compare(result)
      expect(fields.filter((f) => f.status === 'different')).toEqual([])
      expect(fields.filter((f) => f.status === 'entered').map((f) => f.path.split('.').at(-1))).toEqual([
        'mmp_margin',
        'open_orders_margin',
        'spot_margin',
      ])
      // 7 sums and parts, 3 entered amounts, 4 of the binding cell, 3 × 35 cells.
      expect(fields.length).toBe(119)
      expect(Math.max(...fields.map((f) => Math.abs(f.difference ?? 0)))).toBeLessThan(1e-9)
    }
  })

  test('a number that is not ours is flagged with its size', () => {
    const wrong = structuredClone(sample) as { result: { margins: { btc: { initial_margin: number } } } }
    wrong.result.margins.btc.initial_margin += 1e-6
    const answer = value(deribitAnswer.read(wrong, core))
    const { portfolio, market, params } = answer
    const fields = answer.compare(computeMargin(core, deribitVenue, { portfolio, market, params, legs: true }))
    const [bad, ...others] = fields.filter((f) => f.status === 'different')
    expect(others).toEqual([])
    expect(bad?.path).toBe('margins.btc.initial_margin')
    expect(bad?.difference).toBeCloseTo(-1e-6, 9)
  })
})

/** Made-up answers: their shape is the sheet's (section 10), their numbers are nobody's. */
const general = { timestamp: Date.UTC(2026, 2, 2, 8), mm_factor: 0.8, buckets_count: 4, vol_scenarios_count: 3 }
const currency = {
  max_offsetable_pnl: 0,
  annualised_move_risk: 0.075,
  extended_dampener: 100_000,
  min_annualised_move: 0.01,
  haircut: 0,
  equity_side_impact: 'both',
  pnl_offset: 0,
  correlation_set: false,
}
const pair = {
  extended_table_factor: 1,
  m_inc: 0.00005,
  min_volatility_for_shock_up: 0.5,
  max_delta_shock: 0.1,
  delta_total_liq_shock_threshold: 20_000_000,
  volatility_range_down: 0.25,
  volatility_range_up: 0.5,
  long_term_vega_power: 0.13,
  short_term_vega_power: 0.3,
  price_range: 0.16,
}

test('two coins in one USDC account: each coin’s cells are found in the one table, and an empty account needs nothing', () => {
  // A future q coins at a mark P, linear in USDC: q·P·move in each cell, the moves −16 % to 16 % in quarters, three cells each.
  const moves = Array.from({ length: 27 }, (_, i) => ((Math.floor(i / 3) - 4) * 0.16) / 4)
  const extended = [-0.66, -0.33, 0.5, 1, 2, 3, 4, 5].map((m) => 0.16 * Math.sign(m))
  const of = (usd: number) => ({ standard: moves.map((m) => usd * m), extended: extended.map((m) => usd * m) })
  const answer = value(
    deribitAnswer.read(
      {
        result: {
          ticker: { 'BTC_USDC-PERPETUAL': { mark_price: 50_000 }, 'ETH_USDC-PERPETUAL': { mark_price: 2000 } },
          index_price: { btc_usdc: 50_000, eth_usdc: 2000 },
          portfolio: { position: { 'BTC_USDC-PERPETUAL': 2, 'ETH_USDC-PERPETUAL': -3 }, currency: { usdc: 100 } },
          margins: { btc: { initial_margin: 0, maintenance_margin: 0 } },
          initial_risk_vectors: { 'BTC_USDC-PERPETUAL': of(100_000), 'ETH_USDC-PERPETUAL': of(-6000) },
          model_params: {
            general,
            currency: { btc: currency, eth: currency, usd: currency },
            currency_pair: { btc_usd: pair, eth_usd: pair },
          },
        },
      },
      core,
    ),
  )
  expect(answer.portfolio.collateral).toEqual([{ asset: 'USDC', amount: 100 }])
  const { portfolio, market, params } = answer
  const fields = answer.compare(computeMargin(core, deribitVenue, { portfolio, market, params, legs: true }))
  expect(fields.length).toBe(72)
  expect(fields.filter((f) => f.status !== 'equal')).toEqual([])
})

const option = (ticker: unknown, position: unknown) => ({
  result: {
    ticker,
    index_price: { eth_usd: 2000 },
    portfolio: { position, currency: {} },
    margins: { eth: { initial_margin: 1, maintenance_margin: 0.8 } },
    model_params: { general, currency: { eth: currency, usd: currency }, currency_pair: { eth_usd: pair } },
  },
})
const NAME = 'ETH-27MAR26-2000-C'

test('an option without a stated vol gets the one that its mark implies, on the future of its expiry', () => {
  const years = (Date.UTC(2026, 2, 27, 8) - general.timestamp) / (365 * 86_400_000)
  // Black-76 at 60 % on a forward of 2010, from the core; the vol must come back.
  const mark = core.price(1, 2010, 2000, years, 0.6) / 2010
  const ticker = { [NAME]: { index_price: 2000, mark_price: mark }, 'ETH-27MAR26': { index_price: 2000, mark_price: 2010 } }
  const answer = value(deribitAnswer.read(option(ticker, { [NAME]: -3 }), core))
  const [expiry] = answer.market.underlyings['ETH']?.expiries ?? []
  expect(expiry?.forward).toBe(2010)
  expect(expiry?.smile?.type === 'points' ? expiry.smile.vols[0] : undefined).toBeCloseTo(0.6, 9)
  expect(answer.notes).toEqual([])
  const stated = { ...ticker, [NAME]: { index_price: 2000, mark_price: mark, mark_iv: 55, underlying_price: 2020 } }
  const [own] = value(deribitAnswer.read(option(stated, { [NAME]: -3 }), core)).market.underlyings['ETH']?.expiries ?? []
  expect(own?.forward).toBe(2020)
  expect(own?.smile?.type === 'points' ? own.smile.vols : undefined).toEqual([0.55])
})

test('every fault is named by path, and what is no answer is nobody’s', () => {
  const read = deribitAnswer.read(option({ [NAME]: { mark_price: -1 } }, { [NAME]: 'two', 'XX-1': 1 }), core)
  expect(read.ok ? [] : read.faults.map((f) => f.path).sort()).toEqual([
    `result.portfolio.position.${NAME}`,
    'result.portfolio.position.XX-1',
    `result.ticker.${NAME}.mark_price`,
  ])
  expect(answerReaderOf({ format: 'counterpoise/portfolio@1' })).toBeUndefined()
  expect(answerReaderOf([1, 2])).toBeUndefined()
})
