import fc from 'fast-check'
import { expect, test } from 'vitest'
import { restorePortfolio } from '../../../src/domain/door/portfolio.ts'
import { printPortfolio } from '../../../src/domain/door/print.ts'
import { DIALECTS } from '../../../src/domain/instrument.ts'
import type { Portfolio, Position } from '../../../src/domain/portfolio.ts'
import { printFault } from '../../../src/domain/result.ts'
import { future, instrument, perpetual } from '../../support/instruments.ts'

/** The example of formats.md, in short. */
const good = {
  format: 'counterpoise/portfolio@1',
  name: 'Short strangle, hedged',
  names: 'deribit',
  positions: [
    { instrument: 'BTC-27MAR26-100000-C', quantity: -2, price: 0.031 },
    { instrument: 'BTC-PERPETUAL', notionalUsd: -10000 },
    { instrument: 'BTC', quantity: 0.5 },
  ],
  collateral: [{ asset: 'USDC', amount: 100000 }],
  orders: [{ instrument: 'BTC-27MAR26-130000-C', quantity: 2, price: 0.004, status: 'whatif' }],
}
const faults = (value: unknown): readonly string[] => {
  const read = restorePortfolio(value)
  return read.ok ? [] : read.faults.map(printFault)
}
const withPositions = (...positions: unknown[]): unknown => ({ ...good, positions })

test('the published example is read', () => {
  const read = restorePortfolio(good)
  expect(read.ok && read.value.positions[0]).toEqual({
    instrument: { kind: 'option', underlying: 'BTC', settle: 'coin', expiry: Date.UTC(2026, 2, 27, 8), strike: 100000, type: 'call' },
    quantity: -2,
    price: 0.031,
  })
  expect(read.ok && read.value.positions[1]?.notionalUsd).toBe(-10000)
  expect(read.ok && read.value.orders[0]?.status).toBe('whatif')
})

test('names, collateral and orders may be left out; the dialect is then deribit', () => {
  const read = restorePortfolio({ format: 'counterpoise/portfolio@1', positions: [] })
  expect(read).toEqual({ ok: true, value: { name: '', names: 'deribit', positions: [], collateral: [], orders: [] } })
})

test('a fault names the path, the value and what was expected, and every fault is listed', () => {
  const leg = { instrument: 'BTC-PERPETUAL', quantity: 1 }
  const bad = {
    ...(withPositions(
      leg,
      leg,
      leg,
      { instrument: 'BTC-PERPETUAL', quantity: 'two' },
      { instrument: 'BTC-31FEB26', quantity: 1 },
      { instrument: 'BTC-PERPETUAL' },
      { instrument: 'BTC-PERPETUAL', quantity: 1, notionalUsd: 5 },
      { instrument: 'BTC-27MAR26-100000-C', notionalUsd: 5 },
      { instrument: 'BTC-PERPETUAL', quantity: Number.POSITIVE_INFINITY, price: -1, enabled: 'yes' },
      7,
    ) as object),
    names: 'kraken',
    collateral: [{ asset: '', amount: null }],
    orders: [{ ...leg, status: 'maybe' }],
  }
  expect(faults(bad)).toEqual([
    'names: "kraken": expected one of deribit, derive, okx, bybit, binance, paradex',
    'positions[3].quantity: "two": expected a number',
    'positions[4].instrument: "BTC-31FEB26": expected an instrument name such as BTC-27MAR26-100000-C, BTC-PERPETUAL or BTC',
    'positions[5].quantity: missing: expected a number',
    'positions[6].notionalUsd: 5: expected either quantity or notionalUsd, not both',
    'positions[7].notionalUsd: 5: expected quantity for an option: notionalUsd is for perpetuals and futures',
    'positions[8].quantity: null: expected a finite number',
    'positions[8].price: -1: expected a number above 0',
    'positions[8].enabled: "yes": expected true or false',
    'positions[9]: 7: expected an object',
    'collateral[0].asset: "": expected the name of an asset, such as USDC',
    'collateral[0].amount: null: expected a number',
    'orders[0].status: "maybe": expected "whatif" or "pending"',
  ])
})

test('a newer version is refused by name, a foreign or missing format too', () => {
  expect(faults({ ...good, format: 'counterpoise/portfolio@2' })).toEqual([
    'format: "counterpoise/portfolio@2": expected "counterpoise/portfolio@1" or older; version 2 is newer than this program reads',
  ])
  expect(faults({ ...good, format: 'counterpoise/market@1' })).toEqual([
    'format: "counterpoise/market@1": expected "counterpoise/portfolio@1"',
  ])
  expect(faults({ positions: [] })).toEqual(['format: missing: expected "counterpoise/portfolio@1"'])
  expect(faults(null)).toEqual(['null: expected a portfolio: an object with "format": "counterpoise/portfolio@1"'])
})

test('nothing inherited or smuggled is read, and unknown keys are ignored', () => {
  const smuggled: unknown = JSON.parse(
    '{"format":"counterpoise/portfolio@1","positions":[],"__proto__":{"name":"x"},"constructor":{"prototype":{"bad":1}}}',
  )
  const read = restorePortfolio(smuggled)
  expect(read.ok && read.value.name).toBe('')
  expect(Object.hasOwn(Object.prototype, 'bad')).toBe(false)
  const inherited: unknown = Object.assign(Object.create({ name: 'inherited' }), { format: 'counterpoise/portfolio@1', positions: [] })
  expect(restorePortfolio(inherited)).toMatchObject({ ok: true, value: { name: '' } })
})

test('a list beyond the limit is refused as a whole', () => {
  const many = Array.from({ length: 10_001 }, () => ({ instrument: 'BTC-PERPETUAL', quantity: 1 }))
  expect(faults(withPositions(...many))).toEqual(['positions: 10001: expected at most 10000 entries'])
})

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0)
const price = fc.option(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { nil: undefined })
const enabled = fc.option(fc.boolean(), { nil: undefined })
const tidy = (p: object): Position => Object.fromEntries(Object.entries(p).filter(([, v]) => v !== undefined)) as unknown as Position
const position: fc.Arbitrary<Position> = fc.oneof(
  fc.record({ instrument, quantity: number, price, enabled }).map(tidy),
  fc.record({ instrument: fc.oneof(future, perpetual), notionalUsd: number, price }).map(tidy),
)
const portfolio: fc.Arbitrary<Portfolio> = fc.record({
  name: fc.string({ maxLength: 40 }),
  names: fc.constantFrom(...DIALECTS),
  positions: fc.array(position, { maxLength: 8 }),
  collateral: fc.array(fc.record({ asset: fc.constantFrom('USDC', 'BTC', 'wstETH', 'SolvBTC.BBN'), amount: number }), { maxLength: 4 }),
  orders: fc.array(
    fc.tuple(position, fc.constantFrom('whatif' as const, 'pending' as const)).map(([p, status]) => ({ ...p, status })),
    { maxLength: 3 },
  ),
})

test('reading a printed portfolio gives it back, in the canonical dialect', () => {
  fc.assert(
    fc.property(portfolio, (p) => {
      expect(restorePortfolio(JSON.parse(printPortfolio(p)))).toEqual({ ok: true, value: { ...p, names: 'deribit' } })
    }),
  )
})

test('no document makes the door throw', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(typeof restorePortfolio(JSON.parse(text)).ok).toBe('boolean')
    }),
  )
})
