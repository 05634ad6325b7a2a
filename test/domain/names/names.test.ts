import { expect, test } from 'vitest'
import type { Dialect } from '../../../src/domain/instrument.ts'
import { printInstrument } from '../../../src/domain/names/canonical.ts'
import { coinsOfContracts, contractSize } from '../../../src/domain/names/contracts.ts'
import { isAmbiguous, parseInstrument, printIn, readingsOf } from '../../../src/domain/names/parse.ts'

const canonical = (name: string, dialect: Dialect = 'deribit'): string => {
  const read = parseInstrument(name, dialect)
  return read.ok ? `${read.value.kind} ${printInstrument(read.value)}` : 'refused'
}

/** Names as the venues' sheets and formats.md print them. */
test.each([
  ['BTC-27MAR26-100000-C', 'option BTC-27MAR26-100000-C'],
  ['BTC-6FEB26-60000-P', 'option BTC-6FEB26-60000-P'],
  ['BTC_USDC-27MAR26-100000-C', 'option BTC_USDC-27MAR26-100000-C'],
  ['XRP_USDC-30MAY26-1d15-C', 'option XRP_USDC-30MAY26-1d15-C'],
  ['BTC-27MAR26', 'future BTC-27MAR26'],
  ['BTC_USDC-9OCT26', 'future BTC_USDC-9OCT26'],
  ['BTC-PERPETUAL', 'perpetual BTC-PERPETUAL'],
  ['BTC_USDT-PERPETUAL', 'perpetual BTC_USDT-PERPETUAL'],
  ['BTC_USDC', 'spot BTC'],
  ['BTC-20260327-100000-C', 'option BTC_USDC-27MAR26-100000-C'],
  ['BTC-PERP', 'perpetual BTC_USDC-PERPETUAL'],
  ['BTC-USD-260327-100000-C', 'option BTC-27MAR26-100000-C'],
  ['BTC-USD_UM-260327-100000-C', 'option BTC_USDC-27MAR26-100000-C'],
  ['BTC-USDT-SWAP', 'perpetual BTC_USDT-PERPETUAL'],
  ['BTC-USD-SWAP', 'perpetual BTC-PERPETUAL'],
  ['BTC-USD_UM-SWAP', 'perpetual BTC_USDC-PERPETUAL'],
  ['BTC-USDT-250808', 'future BTC_USDT-8AUG25'],
  ['BTC-USDT', 'spot BTC'],
  ['BTC-27MAR26-70000-P-USDT', 'option BTC_USDT-27MAR26-70000-P'],
  ['BTCUSDT-21FEB25', 'future BTC_USDT-21FEB25'],
  ['BTCPERP', 'perpetual BTC_USDC-PERPETUAL'],
  ['BTCUSD', 'perpetual BTC-PERPETUAL'],
  ['BTCUSDH23', 'future BTC-31MAR23'],
  ['BTC-260327-100000-C', 'option BTC_USDT-27MAR26-100000-C'],
  ['XRP-230331-0.365-P', 'option XRP_USDT-31MAR23-0d365-P'],
  ['BTCUSDT', 'perpetual BTC_USDT-PERPETUAL'],
  ['BTCUSD_PERP', 'perpetual BTC-PERPETUAL'],
  ['BTCUSDT_220624', 'future BTC_USDT-24JUN22'],
  ['BTCUSD_220624', 'future BTC-24JUN22'],
  ['BTC-USD-25FEB26-70000-C', 'option BTC_USDC-25FEB26-70000-C'],
  ['BTC-USD-PERP', 'perpetual BTC_USDC-PERPETUAL'],
  ['ETH-USD', 'spot ETH'],
  ['BTC', 'spot BTC'],
  ['wstETH', 'spot wstETH'],
  ['PYUSD', 'spot PYUSD'],
  [' btc-27mar26-100000-c ', 'option BTC-27MAR26-100000-C'],
])('%s is %s, whatever the dialect it is met in', (name, expected) => {
  for (const dialect of ['deribit', 'derive', 'okx', 'paradex'] as const) expect(canonical(name, dialect)).toBe(expected)
})

test('a colliding name is what the dialect says, and is known to be ambiguous', () => {
  expect(canonical('BTC-27MAR26-100000-C', 'bybit')).toBe('option BTC_USDC-27MAR26-100000-C')
  expect(canonical('BTC-27MAR26', 'bybit')).toBe('future BTC_USDC-27MAR26')
  expect(canonical('BTCUSDC', 'bybit')).toBe('spot BTC')
  expect(canonical('BTCUSDC', 'binance')).toBe('perpetual BTC_USDC-PERPETUAL')
  expect(canonical('BTCUSDT', 'bybit')).toBe('perpetual BTC_USDT-PERPETUAL')
  for (const name of ['BTC-27MAR26-100000-C', 'BTC-27MAR26', 'BTCUSDT', 'BTCUSDC']) expect(isAmbiguous(name)).toBe(true)
  for (const name of ['BTC_USDC-27MAR26', 'BTC-PERPETUAL', 'BTC-PERP', 'BTC-USDT-SWAP', 'BTCUSD', 'BTC', 'nonsense-']) {
    expect(isAmbiguous(name)).toBe(false)
  }
  expect(readingsOf('BTC-27MAR26').map((r) => `${r.dialect} ${printInstrument(r.instrument)}`)).toEqual([
    'deribit BTC-27MAR26',
    'bybit BTC_USDC-27MAR26',
  ])
})

test('expiry is 08:00 UTC of the day', () => {
  const read = parseInstrument('BTC-27MAR26', 'deribit')
  expect(read.ok && read.value.kind === 'future' && new Date(read.value.expiry).toISOString()).toBe('2026-03-27T08:00:00.000Z')
})

test.each([
  'BTC-31FEB26-100000-C',
  'BTC-27MAR26-0-C',
  'BTC-27XXX26',
  'BTC-27MAR26-100000-X',
  '',
  '-',
  'BTC 27MAR26',
  'toString',
  `A${'B'.repeat(80)}`,
])('refuses %s by name', (name) => {
  const read = parseInstrument(name, 'deribit')
  expect(read).toEqual({
    ok: false,
    faults: [{ path: '', value: name, expected: 'an instrument name such as BTC-27MAR26-100000-C, BTC-PERPETUAL or BTC' }],
  })
})

test('a contract that a venue does not list is a failure that names both', () => {
  const read = parseInstrument('BTC-27MAR26-100000-C', 'deribit')
  expect(read.ok && printIn(read.value, 'bybit')).toEqual({
    ok: false,
    faults: [{ path: '', value: 'BTC-27MAR26-100000-C', expected: 'a contract that bybit lists' }],
  })
})

/** Sizes as the sheets print them. */
test('contracts become coins by the venue’s own size, or are refused where the sheet gives none', () => {
  const coins = (name: string, dialect: Dialect, contracts: number, mark = Number.NaN): number | undefined => {
    const read = parseInstrument(name, dialect)
    return read.ok ? coinsOfContracts(read.value, dialect, contracts, mark) : undefined
  }
  expect(coins('BTC-USDT-SWAP', 'okx', 10)).toBeCloseTo(0.1, 15)
  expect(coins('ETH-USD-260327-3000-C', 'okx', 5)).toBeCloseTo(0.5, 15)
  expect(coins('SOL_USDC-26JUN26-90-P', 'deribit', 3)).toBe(30)
  expect(coins('BTC-PERPETUAL', 'deribit', 1000, 50_000)).toBe(0.2)
  expect(coins('BTCUSD_PERP', 'binance', 100, 50_000)).toBe(0.2)
  expect(coins('XRP-230331-0.365-P', 'binance', 2)).toBe(200)
  expect(coins('BTC-PERP', 'derive', 2)).toBe(2)
  expect(coins('SOL-USDT-SWAP', 'okx', 10)).toBeUndefined()
  const spot = parseInstrument('BTC', 'deribit')
  expect(spot.ok && contractSize(spot.value, 'okx')).toBeUndefined()
})
