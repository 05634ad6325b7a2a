import { expect, test } from 'vitest'
import { pnlCurves } from '../../src/engine/pnl.ts'
import { testCore } from '../support/core.ts'
import { CALL, market, mixed, PUT, portfolio, position } from './fixture.ts'

const core = await testCore()
const NINE_TO_ELEVEN = [{ underlying: 'BTC', from: 0.9, to: 1.1, points: 3 }]
const curve = (...book: Parameters<typeof position>[]) =>
  pnlCurves(core, portfolio(book.map((b) => position(...b))), market, NINE_TO_ELEVEN)[0]

// Values by mpmath 1.3, 40 digits, from the Black-76 formula alone: T 50/365, F = 64,000 × 0.9, 1, 1.1.
const CALL_60 = [4085.8032556062185, 7710.336284589315, 12386.852709878813]
const PUT_70 = [13562.533209968058, 8947.464260996043, 5493.359518211443]

const close = (found: Float64Array | undefined, expected: readonly number[]): void => {
  expect(found?.length).toBe(expected.length)
  for (const [i, value] of expected.entries()) expect(found?.[i]).toBeCloseTo(value, 7)
}

test('an option entered at mark: P&L now is its value against spot less its value now, strike by strike vol unchanged', () => {
  const of = curve([CALL, -2], [PUT, 1.5])
  close(
    of?.now,
    [0, 1, 2].map((i) => -2 * ((CALL_60[i] ?? 0) - (CALL_60[1] ?? 0)) + 1.5 * ((PUT_70[i] ?? 0) - (PUT_70[1] ?? 0))),
  )
  expect(of?.unrealised).toBe(0)
})

test('at expiry an option is its intrinsic value at the spot, from what it is worth today', () => {
  const at = [57_150, 63_500, 69_850]
  close(
    curve([CALL, -2])?.atExpiry,
    at.map((s) => -2 * (Math.max(s - 60_000, 0) - (CALL_60[1] ?? 0))),
  )
})

test('a premium in coin is turned to USD at today’s forward, one in USD stands', () => {
  expect(curve([CALL, 1, 0.1])?.unrealised).toBeCloseTo((CALL_60[1] ?? 0) - 6_400, 9)
  expect(curve([PUT, 1, 9_000])?.unrealised).toBeCloseTo((PUT_70[1] ?? 0) - 9_000, 9)
})

test('a linear perpetual gains with its mark, which moves with the spot', () => {
  close(curve(['BTC_USDC-PERPETUAL', 2, 60_000])?.now, [2 * (57_240 - 60_000), 2 * 3_600, 2 * (69_960 - 60_000)])
  close(curve(['BTC_USDC-PERPETUAL', 2, 60_000])?.atExpiry, [2 * (57_240 - 60_000), 2 * 3_600, 2 * (69_960 - 60_000)])
})

test('an inverse perpetual of q coins at mark M entered at p gains q·M·(F/p − 1) dollars', () => {
  close(curve(['BTC-PERPETUAL', 2, 60_000])?.now, [
    2 * 63_600 * (57_240 / 60_000 - 1),
    2 * 63_600 * (63_600 / 60_000 - 1),
    2 * 63_600 * (69_960 / 60_000 - 1),
  ])
})

test('a future settles at the spot', () => {
  close(curve(['BTC_USDC-27MAR26', 1])?.now, [-6_400, 0, 6_400])
  close(curve(['BTC_USDC-27MAR26', 1])?.atExpiry, [57_150 - 64_000, 63_500 - 64_000, 69_850 - 64_000])
})

test('spot holdings move with the spot', () => close(curve(['BTC', 0.5, 60_000])?.now, [-1_425, 1_750, 4_925]))

test('left to itself there is one curve for each underlying of the book, half to one and a half times the index, 201 points', () => {
  const curves = pnlCurves(core, portfolio(mixed), market)
  expect(curves.map((c) => [c.underlying, c.spots.length, c.spots[0], c.spots[100], c.spots[200]])).toEqual([
    ['BTC', 201, 31_750, 63_500, 95_250],
  ])
  expect(curves[0]?.now[100]).toBeCloseTo(curves[0]?.unrealised ?? Number.NaN, 6)
})

test('an underlying that the market lacks gives no curve', () => {
  expect(pnlCurves(core, portfolio(mixed), market, [{ underlying: 'ETH', from: 0.5, to: 1.5, points: 11 }])).toEqual([])
})
