import { describe, expect, test } from 'vitest'
import { bookGreeks } from '../../src/engine/greeks.ts'
import { testCore } from '../support/core.ts'
import { vectors } from '../support/vectors.ts'
import { CALL, market, mixed, PUT, portfolio, position } from './fixture.ts'

const core = await testCore()

// Values by mpmath 1.3, 40 digits, from the Black-76 formula alone: F 64,000, T 50/365, call 60,000 at 0.60, put 70,000 at 0.55.
const CALL_USD = 7710.336284589315
const PUT_USD = 8947.464260996043

test('an inverse option is marked in coin, a linear one in USD', () => {
  const { legs } = bookGreeks(core, portfolio([position(CALL, -2), position(PUT, 1.5)]), market)
  const [call, put] = legs
  expect(call).toMatchObject({ instrument: CALL, quantity: -2, iv: 0.6, expiry: '2026-03-27', underlying: 'BTC' })
  expect(call?.mark).toBeCloseTo(CALL_USD / 64_000, 14)
  expect(call?.markUsd).toBeCloseTo(CALL_USD, 9)
  expect(call?.price).toBeCloseTo(-2 * CALL_USD, 9)
  expect(put?.mark).toBeCloseTo(PUT_USD, 9)
  expect(put).not.toHaveProperty('premiumAdjustedDelta')
})

test('the premium-adjusted delta of an inverse option is delta less value over forward, times the quantity', () => {
  const { legs } = bookGreeks(core, portfolio([position(CALL, -2)]), market)
  const [call] = legs
  expect(call?.premiumAdjustedDelta).toBeCloseTo((call?.delta ?? 0) + (2 * CALL_USD) / 64_000, 12)
})

test('perpetuals, futures and spot have delta only; the first two are worth nothing, being settled as they go', () => {
  const book = [position('BTC-PERPETUAL', 0.7, 61_000), position('BTC_USDC-27MAR26', -0.2), position('BTC', 0.5)]
  const { legs } = bookGreeks(core, portfolio(book), market)
  expect(legs.map((l) => [l.instrument, l.mark, l.delta, l.price, l.gamma, l.expiry])).toEqual([
    ['BTC-PERPETUAL', 63_600, 0.7, 0, 0, undefined],
    ['BTC_USDC-27MAR26', 64_000, -0.2, 0, 0, '2026-03-27'],
    ['BTC', 63_500, 0.5, 31_750, 0, undefined],
  ])
})

test('lots of one instrument are netted as held, and inverse and linear stay two legs', () => {
  const book = [position(CALL, -2), position(CALL, 0.5), position('BTC_USDC-27MAR26-60000-C', 1)]
  expect(bookGreeks(core, portfolio(book), market).legs.map((l) => [l.instrument, l.quantity])).toEqual([
    [CALL, -1.5],
    ['BTC_USDC-27MAR26-60000-C', 1],
  ])
})

test('legs add up to the sums by expiry and to the total; a leg without a market is named', () => {
  const { legs, byExpiry, total, failures } = bookGreeks(core, portfolio(mixed), market)
  expect(failures.map((f) => [f.instrument, f.reason])).toEqual([['ETH-PERPETUAL', 'NO_MARKET']])
  expect(byExpiry.map((s) => s.expiry)).toEqual([undefined, '2026-02-06', '2026-03-27'])
  for (const greek of ['price', 'delta', 'gamma', 'vega', 'theta'] as const) {
    const sum = legs.reduce((t, l) => t + l[greek], 0)
    expect(byExpiry.reduce((t, s) => t + s[greek], 0)).toBeCloseTo(sum, 8)
    expect(total[0]?.[greek]).toBeCloseTo(sum, 8)
  }
})

const file = vectors<{ meta: { columns: string[] }; rows: (string | number)[][] }>('quant/black76.json')
describe.skipIf(file === undefined)('against the vectors of Black-76', () => {
  const columns = file?.meta.columns ?? []
  const rows = (file?.rows ?? []).map((row) => Object.fromEntries(columns.map((c, i) => [c, row[i]])) as Record<string, number>)
  // Those whose time is a whole number of milliseconds and whose rate is 0: a market can hold them exactly.
  const cases = rows.filter((r) => r['r'] === 0 && Number.isInteger((r['T'] ?? 0) * 31_536_000_000) && Math.abs(r['d1'] ?? 99) < 8)
  test(`${cases.length} cases, as a position of −3 coins`, () => {
    expect(cases.length).toBeGreaterThan(10)
    for (const r of cases) {
      const { F = 0, K = 0, T = 0, sigma = 0 } = r
      const at = Date.UTC(2026, 2, 27, 8)
      const [front] = market.underlyings['BTC']?.expiries ?? []
      if (front === undefined || market.underlyings['BTC'] === undefined) throw new Error('the fixture has an expiry')
      const expiry = { ...front, at, forward: F, smile: { type: 'points', strikes: [K], vols: [sigma] } as const, strikes: [K] }
      const quoted = {
        ...market,
        asOf: at - T * 31_536_000_000,
        underlyings: { BTC: { ...market.underlyings['BTC'], expiries: [expiry] } },
      }
      const option = {
        kind: 'option',
        underlying: 'BTC',
        settle: 'USDC',
        expiry: at,
        strike: K,
        type: r['cp'] === 1 ? 'call' : 'put',
      } as const
      const { legs } = bookGreeks(core, portfolio([{ instrument: option, quantity: -3 }]), quoted)
      for (const greek of ['price', 'delta', 'gamma', 'vega', 'theta', 'vanna', 'volga', 'charm', 'speed', 'zomma', 'color'] as const) {
        const expected = -3 * (r[greek] ?? Number.NaN)
        const scale = Math.max(Math.abs(expected), greek === 'price' ? 1e-6 * F : 1e-9)
        expect(Math.abs((legs[0]?.[greek] ?? Number.NaN) - expected), `${greek} of ${JSON.stringify(r)}`).toBeLessThanOrEqual(1e-10 * scale)
      }
    }
  })
})
