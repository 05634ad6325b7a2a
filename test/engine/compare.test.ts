import { expect, test } from 'vitest'
import type { MarginResult } from '../../src/domain/margin.ts'
import type { Methodology } from '../../src/domain/methodology.ts'
import { compareAll, isBroken, WHOLE_BOOK } from '../../src/engine/compare.ts'
import { computeMargin, paramsOn } from '../../src/engine/margin.ts'
import { bundled, bundledBooks, bundledMarkets } from '../../src/store/bundled.ts'
import { venues } from '../../src/venues/index.ts'
import { testCore } from '../support/core.ts'
import { market, mixed, portfolio, position } from './fixture.ts'

const core = await testCore()
const request = { portfolio: portfolio(mixed), market }
const byVenue = (results: readonly MarginResult[]): Map<string, MarginResult> => new Map(results.map((r) => [r.venue, r]))

/** JSON tells all doubles apart but -0 from 0. */
const bits = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => (Object.is(part, -0) ? '-0' : part))

test.each([
  ['a mixed book', request],
  ['the same with per-leg P&L', { ...request, legs: true }],
  [
    'the bundled book of 60 legs',
    { portfolio: bundled(bundledBooks, 'market-maker').load(), market: bundled(bundledMarkets).load(), legs: true },
  ],
])('%s: one result each, in the order of the list, bit for bit what each venue gives alone', (_, asked) => {
  const results = compareAll(core, asked)
  expect(results.map((r) => r.venue)).toEqual(venues.map((v) => v.id))
  for (const [i, venue] of venues.entries()) expect(bits(results[i]), venue.id).toBe(bits(computeMargin(core, venue, asked)))
})

test('a leg that some venue does not know costs that venue a named failure and nothing else', () => {
  // Hyperliquid has no options: see its sheet. BTC alone is what every crypto venue knows.
  const perpetual = position('BTC_USDC-PERPETUAL', 1)
  const option = position('BTC-27MAR26-60000-C', 2)
  const both = byVenue(compareAll(core, { portfolio: portfolio([perpetual, option]), market }))
  const alone = byVenue(compareAll(core, { portfolio: portfolio([perpetual]), market }))
  expect(both.get('hyperliquid')?.failures.map((f) => f.reason)).toEqual(['NO_COUNTERPART'])
  expect(both.get('hyperliquid')?.initial).toBe(alone.get('hyperliquid')?.initial)
  for (const id of ['derive', 'deribit', 'paradex', 'okx', 'bybit']) expect(both.get(id)?.failures, id).toEqual([])
})

test('a venue that throws becomes a named failure of its own, and the others are as without it', () => {
  const [first, second, ...rest] = venues
  if (first === undefined || second === undefined) throw new Error('the list has fewer than two venues')
  const broken: Methodology = {
    ...second,
    scenarios: () => {
      throw new Error('a table that is not there')
    },
    margin: () => {
      throw new Error('a table that is not there')
    },
  }
  const results = compareAll(core, request, [first, broken, ...rest])
  expect(results.map(isBroken)).toEqual([false, true, ...rest.map(() => false)])
  const [failure] = results[1]?.failures ?? []
  expect(failure).toMatchObject({ instrument: WHOLE_BOOK, reason: 'FAULT' })
  expect(failure?.message).toContain('a table that is not there')
  expect(results[1]).toMatchObject({ initial: 0, maintenance: 0, equity: 0, accounts: [], charges: [] })
  const whole = compareAll(core, request)
  for (const [i, result] of results.entries()) if (i !== 1) expect(bits(result)).toBe(bits(whole[i]))
})

test('only the venues asked for, in the order of the list; an unknown one is refused with the list', () => {
  expect(compareAll(core, { ...request, venues: ['okx', 'derive'] }).map((r) => r.venue)).toEqual(['derive', 'okx'])
  expect(() => compareAll(core, { ...request, venues: ['nowhere'] })).toThrow('there is no venue "nowhere"; there are derive')
})

test('an edited record counts for its own venue alone', () => {
  const venue = venues.find((v) => v.id === 'derive')
  if (venue === undefined) throw new Error('derive is not in the list')
  const { params } = paramsOn(venue, '2026-01-15')
  const results = byVenue(compareAll(core, { ...request, params: { derive: { ...params, underlyings: {} } } }))
  expect(results.get('derive')?.failures.some((f) => f.reason === 'NO_PARAMETERS')).toBe(true)
  expect(bits(results.get('okx'))).toBe(bits(byVenue(compareAll(core, request)).get('okx')))
})
