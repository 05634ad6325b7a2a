import { beforeAll, expect, test } from 'vitest'
import { restoreMarket } from '../../src/domain/door/market.ts'
import { restorePortfolio } from '../../src/domain/door/portfolio.ts'
import type { MarginResult } from '../../src/domain/margin.ts'
import { ok, type Result } from '../../src/domain/result.ts'
import type { Core } from '../../src/engine/core.ts'
import { computeMargin } from '../../src/engine/margin.ts'
import { venues } from '../../src/venues/index.ts'
import { testCore } from '../support/core.ts'

// formats.md: "All prices are USD", "`marks` overrides any one instrument's mark", an entry price is "coin for inverse options, USD otherwise".

let core: Core
beforeAll(async () => {
  core = await testCore()
})

const value = <T>(read: Result<T>): T => {
  expect(read).toEqual(ok(expect.anything()))
  return (read as { value: T }).value
}

function margin(venue: string, instrument: string, price: number | undefined, marks: Readonly<Record<string, number>>): MarginResult {
  const found = venues.find((v) => v.id === venue)
  if (found === undefined) throw new Error(`no venue ${venue}`)
  const portfolio = value(
    restorePortfolio({
      format: 'counterpoise/portfolio@1',
      positions: [{ instrument, quantity: -2, ...(price === undefined ? {} : { price }) }],
      collateral: [{ asset: 'USDC', amount: 100_000 }],
    }),
  )
  const market = value(
    restoreMarket({
      format: 'counterpoise/market@1',
      asOf: '2026-03-02T00:00:00Z',
      underlyings: {
        BTC: {
          index: 70_000,
          perpetual: 70_100,
          marks,
          expiries: [{ at: '2026-06-26T08:00:00Z', forward: 71_000, smile: { type: 'points', strikes: [80_000], vols: [0.55] } }],
        },
      },
      stablecoins: { USDC: 1.002, USDT: 0.997 },
    }),
  )
  return computeMargin(core, found, { portfolio, market })
}

test.each([
  ['derive', 'BTC_USDC-PERPETUAL'],
  ['deribit', 'BTC_USDC-PERPETUAL'],
  ['deribit-cross', 'BTC_USDC-PERPETUAL'],
  ['paradex', 'BTC_USDC-PERPETUAL'],
  ['okx', 'BTC_USDT-PERPETUAL'],
  ['okx', 'BTC_USDC-PERPETUAL'],
  ['bybit', 'BTC_USDT-PERPETUAL'],
  ['bybit', 'BTC_USDC-PERPETUAL'],
  ['binance-pro', 'BTC_USDT-PERPETUAL'],
  ['hyperliquid', 'BTC_USDC-PERPETUAL'],
  ['classic-grid', 'BTC_USDC-PERPETUAL'],
  ['classic-scan', 'BTC_USDC-PERPETUAL'],
])('%s reads the entry of %s in USD: two sold at 71,600 and marked at 70,100 are 3,000 USD up', (venue, name) => {
  const since = margin(venue, name, 71_600, {}).equity - margin(venue, name, undefined, {}).equity
  expect(since).toBeCloseTo(3000, 7)
})

test.each([
  ['deribit', 'BTC_USDC-26JUN26-80000-C', 1],
  ['deribit', 'BTC-26JUN26-80000-C', 70_000 / 71_000],
  ['okx', 'BTC_USDC-26JUN26-80000-C', 1],
  ['okx', 'BTC-26JUN26-80000-C', 70_000 / 71_000],
  ['bybit', 'BTC_USDT-26JUN26-80000-C', 1],
  ['paradex', 'BTC_USDC-26JUN26-80000-C', 1],
  ['binance-pro', 'BTC_USDT-26JUN26-80000-C', 1],
  ['classic-grid', 'BTC_USDC-26JUN26-80000-C', 1],
])("%s values %s at the market's own mark", (venue, name, rate) => {
  const at = (mark: number) => margin(venue, name, undefined, { [name]: mark })
  // Sold: 500 USD more a coin are 1,000 USD less. A coin price counts at the index, not at the forward (× rate), where the venue says so.
  const dearer = at(5000).equity - at(4500).equity
  const { failures } = at(5000)
  expect(failures.filter((f) => f.instrument === name)).toEqual([])
  expect([-1000 * rate, -1000].some((expected) => Math.abs(dearer - expected) < 1e-6)).toBe(true)
  // Scenarios compare with the model's price: they stay.
  expect(at(5000).worst?.pnl).toBe(at(4500).worst?.pnl)
})
