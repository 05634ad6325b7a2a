import { expect, test } from 'vitest'
import { counterpart, toStyle } from '../../src/domain/counterpart.ts'
import type { Instrument } from '../../src/domain/instrument.ts'

const option: Instrument = {
  kind: 'option',
  underlying: 'BTC',
  settle: 'coin',
  expiry: Date.UTC(2026, 2, 27, 8),
  strike: 1e5,
  type: 'call',
}
const perpetual: Instrument = { kind: 'perpetual', underlying: 'BTC', settle: 'USDT' }

test('a contract whose settlement the venue lists is taken as it is, without a sentence', () => {
  expect(counterpart(option, ['coin', 'USDC'])).toEqual({ take: option })
})

test('another style becomes the first allowed one, and the sentence names both', () => {
  expect(counterpart(perpetual, ['USDC', 'coin'])).toEqual({
    take: { ...perpetual, settle: 'USDC' },
    assumption: "BTC_USDT-PERPETUAL is margined as the venue's own BTC_USDC-PERPETUAL: same underlying and coin quantity",
  })
  expect(counterpart(option, ['USDC'])).toEqual({
    take: { ...option, settle: 'USDC' },
    assumption:
      "BTC-27MAR26-100000-C is margined as the venue's own BTC_USDC-27MAR26-100000-C: same underlying, expiry, strike and coin quantity",
  })
})

test('a spot holding and a venue that says nothing leave the instrument alone', () => {
  expect(counterpart({ kind: 'spot', underlying: 'BTC' }, ['USDC'])).toEqual({ take: { kind: 'spot', underlying: 'BTC' } })
  expect(counterpart(option, [])).toEqual({ take: option })
  expect(toStyle(option, 'coin')).toBe(option)
})
