import { expect, test } from 'vitest'
import { fills } from '../../src/store/fills.ts'
import { portfolio, position } from '../engine/fixture.ts'

const order = (quantity: number, more: object = {}) => ({
  ...position('BTC-27MAR26-60000-P', quantity),
  status: 'whatif' as const,
  ...more,
})
const book = {
  ...portfolio([]),
  orders: [order(1), order(2), order(90, { status: 'pending' }), order(3), order(80, { enabled: false }), order(4)],
}
const amounts = (p: typeof book): (number | undefined)[] => p.orders.map((o) => o.quantity)

test('a what-if order moves among what-if orders and resting ones stay', () => {
  expect(amounts(fills.move(0, 2)(book) as typeof book)).toEqual([2, 3, 90, 1, 80, 4])
  expect(amounts(fills.move(4, 0)(book) as typeof book)).toEqual([4, 1, 90, 2, 3, 80])
  expect(fills.move(0, -3)(book)).toBe(book)
  expect(fills.move(9, 0)(book)).toBe(book)
})

test('an order of fills is put in over those that are switched on', () => {
  expect(amounts(fills.reorder([3, 1, 0, 2])(book) as typeof book)).toEqual([4, 2, 90, 1, 80, 3])
  expect(fills.reorder([0, 1, 2, 3])(book)).toBe(book)
  expect(fills.reorder([0, 1])(book)).toBe(book)
  expect(fills.reorder([0, 0, 1, 2])(book)).toBe(book)
})
