import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../src/engine/core.ts'
import { desk } from '../../src/engine/desk.ts'
import { bundledBooks, bundledMarkets } from '../../src/store/bundled.ts'
import { testCore } from '../support/core.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

test('the books are the four of the issue, one of 60 legs', () => {
  expect(bundledBooks.map((b) => b.load().positions.length).sort((a, b) => a - b)).toEqual([2, 3, 4, 60])
})

describe.each(bundledMarkets.map((m) => [m.id, m] as const))('on %s', (_, market) => {
  test.each(bundledBooks.map((b) => [b.label, b] as const))('%s is priced and margined whole at Derive and Deribit', (_label, book) => {
    for (const venue of ['derive', 'deribit', 'deribit-cross']) {
      const answer = desk(core, { portfolio: book.load(), market: market.load(), venue })
      expect([...answer.margin.failures, ...answer.greeks.failures]).toEqual([])
      expect(answer.margin.initial).toBeGreaterThan(0)
      expect(answer.margin.initial).toBeGreaterThanOrEqual(answer.margin.maintenance)
      expect(answer.margin.equity).toBeGreaterThan(answer.margin.maintenance)
    }
  })
})
