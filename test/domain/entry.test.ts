import { expect, test } from 'vitest'
import { fromOwnQuote, toOwnQuote } from '../../src/domain/entry.ts'
import { lotOf } from '../../src/domain/lots.ts'
import { market, position } from '../engine/fixture.ts'
import { testCore } from '../support/core.ts'

const inverse = position('BTC-27MAR26-60000-P', 1).instrument
const linear = position('BTC_USDC-27MAR26-60000-P', 1).instrument
const perpetual = position('BTC-PERPETUAL', 1).instrument

test('coins and dollars of an option meet at the forward of its expiry, 64,000', () => {
  expect(toOwnQuote(1280, 'USD', inverse, market)).toBe(0.02)
  expect(fromOwnQuote(0.02, 'USD', inverse, market)).toBe(1280)
  expect(toOwnQuote(0.02, 'coin', linear, market)).toBe(1280)
  expect(fromOwnQuote(1280, 'coin', linear, market)).toBe(0.02)
})

test('an IV becomes the Black-76 price and comes back', async () => {
  const core = await testCore()
  // Black-76 put, F 64,000, K 60,000, T 50/365, vol 0.6, by Python's math.erf: K·N(−d2) − F·N(−d1).
  const usd = 3710.336284589317
  const price = toOwnQuote(0.6, 'IV', linear, market, core)
  expect(price).toBeCloseTo(usd, 8)
  expect(toOwnQuote(0.6, 'IV', inverse, market, core)).toBeCloseTo(usd / 64_000, 9)
  expect(fromOwnQuote(price ?? Number.NaN, 'IV', linear, market, core)).toBeCloseTo(0.6, 12)
  expect(toOwnQuote(0.6, 'IV', linear, market)).toBeUndefined()
})

test('a perpetual is quoted in dollars only', () => {
  expect(toOwnQuote(60_000, 'USD', perpetual, market)).toBe(60_000)
  expect(toOwnQuote(1, 'coin', perpetual, market)).toBeUndefined()
  expect(fromOwnQuote(60_000, 'IV', perpetual, market)).toBeUndefined()
})

test('lots come from the sheets and from nowhere else', () => {
  expect(lotOf('paradex', linear)?.lot).toBe(0.001)
  expect(lotOf('bybit', linear)?.lot).toBe(0.01)
  expect(lotOf('derive', linear)).toBeUndefined()
  expect(lotOf('deribit', inverse)).toBeUndefined()
})
