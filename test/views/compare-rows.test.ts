import { expect, test } from 'vitest'
import type { Methodology } from '../../src/domain/methodology.ts'
import { compareAll } from '../../src/engine/compare.ts'
import { bundled, bundledBooks, bundledMarkets } from '../../src/store/bundled.ts'
import { venues } from '../../src/venues/index.ts'
import { firstPair, venueRows } from '../../src/views/compare/rows.ts'
import { testCore } from '../support/core.ts'

const core = await testCore()
const market = bundled(bundledMarkets).load()
const portfolio = bundled(bundledBooks, 'strangle').load()
const label = (id: string): string => `the ${id}`

/** The list with one venue whose rules break on every book. */
const withBroken = (id: string): readonly Methodology[] =>
  venues.map((v) =>
    v.id !== id
      ? v
      : {
          ...v,
          scenarios: () => {
            throw new Error('made to break')
          },
        },
  )

test('a row holds the result’s own numbers, and ratios of them', () => {
  const results = compareAll(core, { portfolio, market })
  const rows = venueRows(results, market, label)
  expect(rows.map((r) => r.id)).toEqual(results.map((r) => r.venue))
  for (const [i, result] of results.entries()) {
    const row = rows[i]
    expect(row?.initial).toBe(result.initial)
    expect(row?.maintenance).toBe(result.maintenance)
    expect(row?.standard).toBe(result.standard?.initial)
    expect(row?.usage).toBe(result.initial / result.equity)
    const counts = row?.accuracy ?? { exact: 0, approximate: 0, unknown: 0 }
    expect(counts.exact + counts.approximate + counts.unknown).toBe(result.accuracy.length)
  }
})

test('without a standard margin there is no saving; the legs that are mapped or left out are counted', () => {
  const rows = venueRows(compareAll(core, { portfolio, market }), market, label)
  const row = (id: string) => rows.find((r) => r.id === id)
  // The strategy rules are themselves the textbook standard; Hyperliquid has no options, so its standard of this book is nothing.
  for (const id of ['strategy-rules', 'hyperliquid']) expect([row(id)?.saving, row(id)?.freed], id).toEqual([undefined, undefined])
  expect(row('hyperliquid')?.leftOut).toEqual(['BTC-25DEC26-90000-P', 'BTC-25DEC26-110000-C'])
  // Two inverse legs: Derive has linear options alone, Deribit has both.
  expect([row('derive')?.mapped.length, row('deribit')?.mapped.length]).toEqual([2, 0])
})

test('a venue whose rules break keeps its row without a number, and the rest has all of theirs', () => {
  const rows = venueRows(compareAll(core, { portfolio, market }, withBroken('okx')), market, label)
  const whole = venueRows(compareAll(core, { portfolio, market }), market, label)
  const broken = rows.find((r) => r.id === 'okx')
  expect(broken).toMatchObject({ broken: true, label: 'the okx', accounts: [], leftOut: [] })
  for (const column of ['initial', 'maintenance', 'standard', 'saving', 'freed', 'usage', 'worst'] as const) {
    expect(broken?.[column]).toBeUndefined()
  }
  expect(broken?.result.failures[0]?.message).toContain('made to break')
  const numbers = (list: typeof rows) => list.filter((r) => r.id !== 'okx').map((r) => [r.id, r.initial, r.maintenance, r.saving])
  expect(numbers(rows)).toEqual(numbers(whole))
})

test('the first pair is the venue on the desk and the cheapest that takes the same legs; a broken one is never in it', () => {
  const rows = venueRows(compareAll(core, { portfolio, market }), market, label)
  const alike = rows.filter((r) => r.id !== 'derive' && r.leftOut.length === 0)
  const cheapest = alike.find((r) => r.initial === Math.min(...alike.map((x) => x.initial ?? Number.POSITIVE_INFINITY)))
  expect(firstPair(rows, 'derive')).toEqual(['derive', cheapest?.id])
  const without = venueRows(compareAll(core, { portfolio, market }, withBroken('derive')), market, label)
  expect(firstPair(without, 'derive')).not.toContain('derive')
  expect(firstPair([], 'derive')).toEqual([])
})
