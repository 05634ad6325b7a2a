import fc from 'fast-check'
import type { Instrument, Settle } from '../../src/domain/instrument.ts'
import { expiryAt, lastFriday } from '../../src/domain/names/parts.ts'

/** Coins whose name does not itself end like a pair; the printers refuse those that do. */
const coin = fc.oneof(
  fc.constantFrom('BTC', 'ETH', 'SOL', 'XRP', 'HYPE', 'DOGE', '1000PEPE'),
  fc.stringMatching(/^[A-Z][A-Z0-9]{1,5}$/).filter((c) => !/(USD|USDT|USDC|PERP)$/.test(c)),
)
const settle = fc.constantFrom<Settle>('coin', 'USDC', 'USDT')
const day = fc
  .tuple(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([y, m, d]) => expiryAt(y, m, d))
  .filter((at) => at !== undefined)
const quarter = fc.tuple(fc.integer({ min: 2000, max: 2099 }), fc.constantFrom(3, 6, 9, 12)).map(([y, m]) => lastFriday(y, m))
const expiry = fc.oneof(day, quarter)
const strike = fc.oneof(
  fc.integer({ min: 1, max: 999_999 }),
  fc.tuple(fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: 1, max: 4 })).map(([n, digits]) => Number(`${n}e-${digits}`)),
)

const option: fc.Arbitrary<Instrument> = fc.record({
  kind: fc.constant('option' as const),
  underlying: coin,
  settle,
  expiry,
  strike,
  type: fc.constantFrom('call' as const, 'put' as const),
})
export const future: fc.Arbitrary<Instrument> = fc.record({ kind: fc.constant('future' as const), underlying: coin, settle, expiry })
export const perpetual: fc.Arbitrary<Instrument> = fc.record({ kind: fc.constant('perpetual' as const), underlying: coin, settle })
const spot: fc.Arbitrary<Instrument> = fc.record({ kind: fc.constant('spot' as const), underlying: coin })
export const instrument = fc.oneof(option, future, perpetual, spot)
