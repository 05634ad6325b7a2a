import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DIALECTS, type Dialect, type Instrument } from '../../../src/domain/instrument.ts'
import { printInstrument } from '../../../src/domain/names/canonical.ts'
import { parseInstrument, printIn } from '../../../src/domain/names/parse.ts'
import { lastFriday } from '../../../src/domain/names/parts.ts'
import { instrument } from '../../support/instruments.ts'

/** What each venue lists, by the naming section of its sheet; Bybit's inverse futures exist for the quarters only. */
const LISTED: Readonly<Record<Dialect, readonly string[]>> = {
  deribit: ['option', 'future', 'perpetual'].flatMap((k) => ['coin', 'USDC', 'USDT'].map((s) => `${k} ${s}`)),
  derive: ['option USDC', 'perpetual USDC'],
  okx: ['option coin', 'option USDC', 'future coin', 'future USDC', 'future USDT', 'perpetual coin', 'perpetual USDC', 'perpetual USDT'],
  bybit: ['option USDC', 'option USDT', 'future USDC', 'future USDT', 'perpetual coin', 'perpetual USDC', 'perpetual USDT'],
  binance: ['option USDT', 'future coin', 'future USDT', 'perpetual coin', 'perpetual USDC', 'perpetual USDT'],
  paradex: ['option USDC', 'perpetual USDC'],
}

/** `CRVUSD` and its like are dollar coins at Bybit, not inverse perpetuals: the name is taken, so the contract has none. */
const NAME_TAKEN = /^(PY|FD|B|T|G|L|S|A|RL|BF|CRV|Z)$/

function listed(i: Instrument, dialect: Dialect): boolean {
  if (dialect === 'bybit' && i.kind === 'perpetual' && i.settle === 'coin' && NAME_TAKEN.test(i.underlying)) return false
  if (i.kind === 'spot' || LISTED[dialect].includes(`${i.kind} ${i.settle}`)) return true
  if (dialect !== 'bybit' || i.kind !== 'future') return false
  const d = new Date(i.expiry)
  return (d.getUTCMonth() + 1) % 3 === 0 && lastFriday(d.getUTCFullYear(), d.getUTCMonth() + 1) === i.expiry
}

test.each(DIALECTS)('%s: reading a printed name gives the contract back, and only what the venue lists is printed', (dialect) => {
  fc.assert(
    fc.property(instrument, (i) => {
      const name = printIn(i, dialect)
      expect(name.ok).toBe(listed(i, dialect))
      if (name.ok) expect(parseInstrument(name.value, dialect)).toEqual({ ok: true, value: i })
    }),
    { numRuns: 1000 },
  )
})

test('a coin whose inverse perpetual would have the name of a dollar coin has no such name at Bybit', () => {
  const name = printIn({ kind: 'perpetual', underlying: 'CRV', settle: 'coin' }, 'bybit')
  expect(name.ok).toBe(false)
})

test('the canonical name of every contract reads back in the canonical dialect', () => {
  fc.assert(
    fc.property(instrument, (i) => {
      expect(parseInstrument(printInstrument(i), 'deribit')).toEqual({ ok: true, value: i })
    }),
    { numRuns: 1000 },
  )
})

test('no text at all makes the reader throw', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), fc.constantFrom(...DIALECTS), (text, dialect) => {
      expect(typeof parseInstrument(text, dialect).ok).toBe('boolean')
    }),
  )
})
