import { expect, test } from 'vitest'
import { printInstrument } from '../../src/domain/names/canonical.ts'
import { bulk, nearestStrike, roll } from '../../src/store/bulk.ts'
import { market, portfolio, position } from '../engine/fixture.ts'

const book = portfolio([
  position('BTC-27MAR26-60000-P', -2, 0.03),
  { instrument: position('BTC-PERPETUAL', 1).instrument, notionalUsd: -10_000 },
  position('BTC-27MAR26-70000-C', 0.1, 0.02),
])
const some = new Set([0, 1])
const amounts = (p: typeof book): (number | undefined)[] => p.positions.map((x) => x.quantity ?? x.notionalUsd)
const names = (p: typeof book): string[] => p.positions.map((x) => printInstrument(x.instrument))

test('remove, duplicate, flip, scale and switch touch the chosen legs only', () => {
  expect(amounts(bulk.remove(some)(book))).toEqual([0.1])
  expect(amounts(bulk.duplicate(some)(book))).toEqual([-2, -2, -10_000, -10_000, 0.1])
  expect(amounts(bulk.flip(some)(book))).toEqual([2, 10_000, 0.1])
  expect(amounts(bulk.scale(new Set([2]), 3)(book))).toEqual([-2, -10_000, 0.3])
  expect(
    bulk
      .switch(
        some,
        false,
      )(book)
      .positions.map((x) => x.enabled),
  ).toEqual([false, false, undefined])
  expect(bulk.flip(some)(book).positions[0]?.price).toBe(0.03)
  expect(
    bulk
      .scale(
        some,
        0,
      )(book)
      .positions.map((x) => x.quantity),
  ).toEqual([0, undefined, 0.1])
})

test('flipping twice gives the book back', () => {
  expect(bulk.flip(some)(bulk.flip(some)(book))).toEqual(book)
})

test('the nearest strike, the lower of two as near', () => {
  expect(nearestStrike([60_000, 66_000], 64_000)).toBe(66_000)
  expect(nearestStrike([60_000, 66_000], 63_000)).toBe(60_000)
  expect(nearestStrike([], 1)).toBeUndefined()
})

test('a roll to another expiry takes the nearest listed strike and says so; what has no expiry stays and says so', () => {
  const [front] = market.underlyings['BTC']?.expiries ?? []
  if (front === undefined) throw new Error('the fixture has a front expiry')
  const rolled = roll(book, new Set([0, 1, 2]), { expiry: front.at }, market)
  expect(names(rolled.portfolio)).toEqual(['BTC-6FEB26-60000-P', 'BTC-PERPETUAL', 'BTC-6FEB26-66000-C'])
  expect(rolled.moved).toBe(2)
  expect(rolled.notes).toEqual([
    'BTC-PERPETUAL stays: it has no expiry and no strike',
    'BTC-27MAR26-70000-C → BTC-6FEB26-66000-C: the nearest listed strike',
  ])
  // A new contract is entered at mark.
  expect(rolled.portfolio.positions.map((p) => p.price)).toEqual([undefined, undefined, undefined])
})

test('a roll by listed strikes stops at the end of the list', () => {
  const up = roll(book, new Set([0]), { steps: 3 }, market)
  expect(names(up.portfolio)[0]).toBe('BTC-27MAR26-70000-P')
  const stuck = roll(book, new Set([0]), { steps: -1 }, market)
  expect(stuck).toEqual({ portfolio: book, moved: 0, notes: ['BTC-27MAR26-60000-P stays: no listed strike lies beyond it'] })
})

test('a roll to a strike that is not listed goes to the nearest one', () => {
  const rolled = roll(book, new Set([0]), { strike: 69_000 }, market)
  expect(names(rolled.portfolio)[0]).toBe('BTC-27MAR26-70000-P')
  expect(rolled.notes).toEqual(['BTC-27MAR26-60000-P → BTC-27MAR26-70000-P: the nearest listed strike'])
})
