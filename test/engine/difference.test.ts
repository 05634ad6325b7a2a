import { describe, expect, test } from 'vitest'
import type { AccountResult, MarginResult } from '../../src/domain/margin.ts'
import { compareAll } from '../../src/engine/compare.ts'
import { difference } from '../../src/engine/difference.ts'
import { computeMargin, paramsOn } from '../../src/engine/margin.ts'
import { scaleRanges } from '../../src/engine/ranges.ts'
import { savingSentence, whyCheaper } from '../../src/engine/sentence.ts'
import { bundled, bundledBooks, bundledMarkets } from '../../src/store/bundled.ts'
import { venues } from '../../src/venues/index.ts'
import { testCore } from '../support/core.ts'
import { market, mixed, portfolio, position } from './fixture.ts'

const core = await testCore()

/** A result written by hand: charges as [name, initial, maintenance], rows as [label, pnl]. */
function made(
  venue: string,
  charges: readonly (readonly [string, number, number])[],
  rows: readonly (readonly [string, number])[] = [],
  more: Partial<MarginResult> = {},
): MarginResult {
  const sum = (k: 1 | 2): number => charges.reduce((t, c) => t + c[k], 0)
  const scenarios = rows.map(([label, pnl]) => ({ label, spot: 0, vol: 'same', weight: 1, raw: pnl, pnl }))
  const lowest = Math.min(...rows.map((r) => r[1]))
  const scenario = rows.findIndex((r) => r[1] === lowest)
  const worst = rows.length === 0 ? {} : { worst: { scenario, label: rows[scenario]?.[0] ?? '', pnl: lowest } }
  const own = {
    initial: sum(1),
    maintenance: sum(2),
    equity: 10_000,
    charges: charges.map(([name, initial, maintenance]) => ({ name, initial, maintenance })),
    scenarios,
    ...worst,
  }
  const account: AccountResult = { name: 'BTC', currency: 'USD', ...own }
  return {
    format: 'counterpoise/margin@1',
    venue,
    rules: { BTC: '2026-01-01' },
    asOf: '2026-02-05T08:00:00.000Z',
    currency: 'USD',
    available: 10_000 - own.initial,
    accounts: [account],
    accuracy: [],
    assumptions: [],
    failures: [],
    ...own,
    ...more,
  }
}

describe('difference, by hand', () => {
  const before = made(
    'a',
    [
      ['worst scenario', 3_000, 2_400],
      ['contingency', 100, 100],
      ['gone', 50, 0],
    ],
    [
      ['−10 %', -3_000],
      ['+10 %', -2_500],
    ],
    { assumptions: ['both', 'old'], standard: { initial: 4_000, maintenance: 3_000 } },
  )
  const after = made(
    'a',
    [
      ['worst scenario', 3_500, 2_800],
      ['contingency', 100, 100],
      ['come', 20, 10],
    ],
    [
      ['−10 %', -3_200],
      ['+10 %', -3_500],
    ],
    {
      rules: { BTC: '2026-03-01', ETH: 'edited' },
      assumptions: ['both', 'new'],
      standard: { initial: 4_100, maintenance: 3_000 },
      failures: [{ instrument: 'X', reason: 'UNSUPPORTED', message: 'no' }],
    },
  )
  const d = difference(before, after)

  test('totals and charges are after less before, the largest change first', () => {
    expect([d.initial, d.maintenance, d.available, d.equity]).toEqual([470, 410, -470, 0])
    expect(d.standard).toEqual({ initial: 100, maintenance: 0 })
    expect(d.charges.map((c) => [c.name, c.initial, c.maintenance])).toEqual([
      ['worst scenario', 500, 400],
      ['gone', -50, 0],
      ['come', 20, 10],
      ['contingency', 0, 0],
    ])
    expect(d.charges[1]?.after).toBeUndefined()
    expect(d.charges[2]?.before).toBeUndefined()
    expect(d.accounts[0]?.charges).toEqual(d.charges)
  })

  test('says which scenario took over, and what each worst row is in the other table', () => {
    expect(d.worst).toMatchObject({ changed: true, formerNow: -3_200, laterThen: -2_500 })
    expect([d.worst?.before?.label, d.worst?.after?.label]).toEqual(['−10 %', '+10 %'])
    expect(difference(before, before).worst?.changed).toBe(false)
  })

  test('names the rules, failures and assumptions that are not the same', () => {
    expect(d.rules).toEqual([
      { underlying: 'BTC', from: '2026-01-01', to: '2026-03-01' },
      { underlying: 'ETH', to: 'edited' },
    ])
    expect([d.failures.gone, d.failures.come.map((f) => f.instrument)]).toEqual([[], ['X']])
    expect(d.assumptions).toEqual({ gone: ['old'], come: ['new'] })
  })
})

test('a result differs from itself by nothing, at every venue; raised ranges show as edited rules and changed charges', () => {
  for (const venue of venues) {
    const now = computeMargin(core, venue, { portfolio: portfolio(mixed), market })
    const none = difference(now, now)
    expect([none.initial, none.maintenance, none.equity, none.rules.length], venue.id).toEqual([0, 0, 0, 0])
    expect(none.charges.every((c) => c.initial === 0 && c.maintenance === 0)).toBe(true)
    const raised = scaleRanges(venue, paramsOn(venue).params, 1.25)
    if (!raised.ok) throw new Error(`${venue.id} refuses its own ranges × 1.25`)
    const later = computeMargin(core, venue, { portfolio: portfolio(mixed), market, params: raised.value })
    const d = difference(now, later)
    const moved = d.charges.reduce((sum, c) => sum + c.initial, 0)
    expect(Math.abs(moved - d.initial), venue.id).toBeLessThanOrEqual(1e-9 * Math.max(1, later.initial))
    if (venue.ranges === undefined) expect(d.initial, venue.id).toBe(0)
    else expect(d.rules.length, venue.id).toBeGreaterThan(0)
  }
})

describe('why cheaper here, by hand', () => {
  const names = { here: 'Here', there: 'There' }
  const cheap = made('a', [['maximum loss', 10_000, 8_000], ['futures', 2_000, 0]], [['−10 %', -10_000]]) // biome-ignore format: one case a line
  const dear = made('b', [['scan', 17_000, 17_000], ['minimum', 3_000, 0]], [['−14 %', -17_000]]) // biome-ignore format: one case a line

  test('two venues: the largest charge of each with its scenario, then the rest of each', () => {
    expect(whyCheaper(cheap, dear, names)).toBe(
      "Here asks 8,000.00 USD less initial margin than There (12,000.00 against 20,000.00): its maximum loss (−10 %) is 10,000.00 where There's scan (−14 %) is 17,000.00, all else 2,000.00 against 3,000.00.",
    )
  })

  test('a saving that is negative is said as plainly', () => {
    expect(whyCheaper(dear, cheap, names)).toBe(
      "Here asks 8,000.00 USD more initial margin than There (20,000.00 against 12,000.00): its scan (−14 %) is 17,000.00 where There's maximum loss (−10 %) is 10,000.00, all else 3,000.00 against 2,000.00.",
    )
  })

  test('one venue: the charge that moved most and all others together', () => {
    const later = made('a', [['maximum loss', 9_000, 8_000], ['futures', 2_100, 0]], [['−9 %', -9_000]]) // biome-ignore format: one case a line
    expect(whyCheaper(later, cheap, { here: 'Rules of March', there: 'rules of January' })).toBe(
      'Rules of March asks 900.00 USD less initial margin than rules of January (11,100.00 against 12,000.00): its maximum loss is 1,000.00 USD less, all other charges together 100.00 USD more.',
    )
  })

  test('the same, unlike legs, no charges, no answer', () => {
    expect(whyCheaper(cheap, cheap, names)).toBe('Here asks the same initial margin as There, 12,000.00 USD.')
    const partial = made('b', [], [], { failures: [{ instrument: 'X', reason: 'UNSUPPORTED', message: 'no' }] })
    expect(whyCheaper(partial, cheap, names)).toBe(
      "Here asks 12,000.00 USD less initial margin than There (0.00 against 12,000.00): it charges nothing where There's maximum loss (−10 %) is 10,000.00, all else 0.00 against 2,000.00; not like for like: Here leaves out 1, There 0 lines.",
    )
    const broken = made('b', [], [], { failures: [{ instrument: '*', reason: 'FAULT', message: 'no' }] })
    expect(whyCheaper(broken, cheap, names)).toBe('There is nothing to compare: Here gave no answer.')
  })

  test('portfolio against standard margin, dearer ones included', () => {
    const of = (initial: number) => made('a', [['x', initial, 0]], [], { standard: { initial: 4_000, maintenance: 0 } })
    expect(savingSentence(of(3_000), 'Here')).toBe('Here asks 1,000.00 USD less than its standard margin of 4,000.00, 25.00 % of it.')
    expect(savingSentence(of(5_000), 'Here')).toBe('Here asks 1,000.00 USD more than its standard margin of 4,000.00, 25.00 % of it.')
    expect(savingSentence(of(4_000), 'Here')).toBe('Here asks as much as its standard margin, 4,000.00 USD.')
    expect(savingSentence(made('a', []), 'Here')).toBeUndefined()
  })
})

/** Amounts of a sentence, `12,345.60`, in order. */
const amounts = (sentence: string): number[] =>
  (sentence.match(/[-−]?[\d,]+\.\d\d/g) ?? []).map((text) => Number(text.replaceAll(',', '').replace('−', '-')))

test.each([
  ['a mixed book', portfolio(mixed), market],
  ['short calls', portfolio([position('BTC-27MAR26-60000-C', -3)]), market],
  ['a lone perpetual', portfolio([position('BTC_USDC-PERPETUAL', 1)]), market],
  ['the book of 60 legs', bundled(bundledBooks, 'market-maker').load(), bundled(bundledMarkets).load()],
])('%s: every pair of venues, the sentence adds up and points the right way', (_, book, at) => {
  const results = compareAll(core, { portfolio: book, market: at })
  for (const here of results) {
    for (const there of results) {
      const sentence = whyCheaper(here, there, { here: here.venue, there: there.venue })
      const saved = here.initial - there.initial
      if (Math.abs(saved) < 0.001) {
        expect(sentence).toContain('asks the same')
        continue
      }
      expect(sentence).toContain(saved < 0 ? ' USD less initial' : ' USD more initial')
      const [difference = Number.NaN, ours = Number.NaN, theirs = Number.NaN, ...parts] = amounts(sentence)
      // Cents are rounded: each printed figure is within half a cent.
      expect(Math.abs(ours - here.initial)).toBeLessThanOrEqual(0.005001)
      expect(Math.abs(theirs - there.initial)).toBeLessThanOrEqual(0.005001)
      expect(Math.abs(difference - Math.abs(saved))).toBeLessThanOrEqual(0.005001)
      if (parts.length !== 4) continue
      // Largest and rest of each side make its total again.
      const [a = 0, b = 0, restA = 0, restB = 0] = parts
      expect(Math.abs(a + restA - ours)).toBeLessThanOrEqual(0.02)
      expect(Math.abs(b + restB - theirs)).toBeLessThanOrEqual(0.02)
    }
  }
})
