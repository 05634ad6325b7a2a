import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { restorePortfolio } from '../../src/domain/door/portfolio.ts'
import type { AccountResult, MarginResult, Requirement } from '../../src/domain/margin.ts'
import type { Methodology } from '../../src/domain/methodology.ts'
import type { Position } from '../../src/domain/portfolio.ts'
import { paramsOn } from '../../src/engine/margin.ts'
import { venues } from '../../src/venues/index.ts'
import { templateVenue } from '../../src/venues/template/index.ts'
import { testCore } from '../support/core.ts'
import { answer, type Case, casesOf, factsOf, must, type ParameterRow, parametersOf, type Question, questionOf } from './support/cases.ts'
import { at, covers, leaves } from './support/paths.ts'

const core = await testCore()

/** Relative error with a floor of 1 in the account's money. */
const error = (got: number, expected: number): number => Math.abs(got - expected) / Math.max(1, Math.abs(expected))

function near(got: unknown, expected: number, tolerance: number, what: string): void {
  const fine = typeof got === 'number' && error(got, expected) <= tolerance
  expect(fine, `${what}: got ${String(got)}, expected ${expected}`).toBe(true)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

function chargesAddUp(r: Requirement & { readonly charges: readonly Requirement[] }, what: string): void {
  for (const side of ['initial', 'maintenance'] as const)
    near(sum(r.charges.map((c) => c[side])), r[side], 1e-9, `${what}: ${side} charges`)
}

function rowsAreRight(a: AccountResult): void {
  for (const row of a.scenarios) {
    const legs = row.legs ?? []
    // The sum of large legs may cancel: hold it to their own size.
    const size = Math.max(1, ...legs.map((l) => Math.abs(l.pnl)))
    expect(Math.abs(sum(legs.map((l) => l.pnl)) - row.raw) / size, `legs of ${row.label}`).toBeLessThanOrEqual(1e-9)
  }
  if (a.worst === undefined) return
  const lowest = Math.min(...a.scenarios.map((s) => s.pnl))
  const first = a.scenarios.findIndex((s) => s.pnl === lowest)
  expect(a.worst).toEqual({ scenario: first, label: a.scenarios[first]?.label, pnl: lowest })
  if (a.runnerUp === undefined) return
  const others = a.scenarios.flatMap((s, i) => (i === first ? [] : [s.pnl]))
  expect(a.runnerUp.scenario).not.toBe(first)
  expect(a.runnerUp.pnl).toBe(Math.min(...others))
}

/** What holds for every answer of every venue. */
function isSound(r: MarginResult): void {
  const slack = 1e-9 * Math.max(1, r.initial)
  expect(r.initial + slack, `initial ${r.initial} below maintenance ${r.maintenance}`).toBeGreaterThanOrEqual(r.maintenance)
  expect(Number.isFinite(r.initial) && Number.isFinite(r.maintenance) && Number.isFinite(r.equity)).toBe(true)
  near(r.available, r.equity - r.initial, 1e-9, 'available')
  chargesAddUp(r, 'total')
  if (r.standard !== undefined) {
    const { initial, maintenance } = r.standard
    expect(initial + 1e-9 * Math.max(1, initial), `standard ${initial} below ${maintenance}`).toBeGreaterThanOrEqual(maintenance)
  }
  for (const account of r.accounts) {
    chargesAddUp(account, account.name)
    rowsAreRight(account)
  }
}

function same(a: MarginResult, b: MarginResult): void {
  near(a.initial, b.initial, 1e-12, 'initial')
  near(a.maintenance, b.maintenance, 1e-12, 'maintenance')
  near(a.equity, b.equity, 1e-12, 'equity')
}

const withPositions = (q: Question, positions: readonly Position[]): Question => ({ ...q, portfolio: { ...q.portfolio, positions } })

/** One line as two, of a third and two thirds. */
function split(p: Position): Position[] {
  const part = (share: number): Position => ({
    ...p,
    ...(p.quantity === undefined ? {} : { quantity: p.quantity * share }),
    ...(p.notionalUsd === undefined ? {} : { notionalUsd: p.notionalUsd * share }),
  })
  return [part(1 / 3), part(2 / 3)]
}

// The template is held too: whoever copies it starts from a venue that passes.
const held: readonly Methodology[] = [...venues, templateVenue]

describe.each(held)('$id', (venue) => {
  const cases = casesOf(venue.id)
  const facts = factsOf(venue.id)
  const byName = new Map(cases.map((c) => [c.name, c]))

  test('has cases, a row for every parameter, and facts', () => {
    expect(cases.length, `test/venues/${venue.id}/cases holds no case`).toBeGreaterThan(0)
    expect(facts, `test/venues/${venue.id}/facts.json is missing`).toBeDefined()
  })

  test('an empty book needs nothing', () => {
    for (const { file } of cases) {
      const q = questionOf(venue, file)
      const nothing = { ...q.portfolio, positions: [], collateral: [], orders: [] }
      const r = answer(core, venue, { ...q, portfolio: nothing })
      expect([r.initial, r.maintenance, r.equity, r.failures]).toEqual([0, 0, 0, []])
      expect(r.worst).toBeUndefined()
    }
  })

  test.each(cases)('case $name: its numbers, and what holds for every answer', ({ name, file }) => {
    const r = answer(core, venue, questionOf(venue, file))
    isSound(r)
    const { expected } = file
    const amounts = ['initial', 'maintenance', 'equity'] as const
    for (const key of amounts) if (expected[key] !== undefined) near(r[key], expected[key], 1e-9, `${name} ${key}`)
    for (const key of amounts) {
      const value = expected.standard?.[key]
      if (value !== undefined) near(at(r, `standard.${key}`), value, 1e-9, `${name} standard.${key}`)
    }
    const rows = (got: readonly { pnl: number }[], wanted: readonly number[] | undefined, what: string): void => {
      if (wanted === undefined) return
      expect(got.length, `${what}: rows`).toBe(wanted.length)
      for (const [i, pnl] of wanted.entries()) near(got[i]?.pnl, pnl, 1e-9, `${what} scenarios[${i}]`)
    }
    rows(r.scenarios, expected.scenarios, name)
    for (const [account, wanted] of Object.entries(expected.accounts ?? {})) {
      const got = r.accounts.find((a) => a.name === account)
      for (const key of amounts) if (wanted[key] !== undefined) near(got?.[key], wanted[key], 1e-9, `${name} ${account} ${key}`)
      rows(got?.scenarios ?? [], wanted.scenarios, `${name} ${account}`)
    }
  })

  test('the order of the lines and splitting a line change nothing', () => {
    for (const { file } of cases) {
      const q = questionOf(venue, file)
      const r = answer(core, venue, q)
      const { positions } = q.portfolio
      same(answer(core, venue, withPositions(q, [...positions].reverse())), r)
      same(answer(core, venue, withPositions(q, positions.flatMap(split))), r)
    }
  })

  test('random books out of the lines of the cases are sound', () => {
    const book = fc.constantFrom(...cases).chain((c) => {
      const { length } = questionOf(venue, c.file).portfolio.positions
      return fc.record({ c: fc.constant(c), scale: fc.array(fc.integer({ min: -40, max: 40 }), { minLength: length, maxLength: length }) })
    })
    const sound = ({ c, scale }: { c: Case; scale: readonly number[] }): void => {
      const q = questionOf(venue, c.file)
      const positions = q.portfolio.positions.map((p, i): Position => {
        const by = (scale[i] ?? 0) / 8
        return {
          ...p,
          ...(p.quantity === undefined ? {} : { quantity: p.quantity * by }),
          ...(p.notionalUsd === undefined ? {} : { notionalUsd: p.notionalUsd * by }),
        }
      })
      isSound(answer(core, venue, withPositions(q, positions)))
    }
    fc.assert(fc.property(book, sound), { numRuns: 60, seed: 2026 })
  })

  test('what the venue or the market lacks is a named failure, and the rest goes on', () => {
    for (const { file } of cases) {
      const q = questionOf(venue, file)
      const r = answer(core, venue, q)
      const unknown = facts?.unsupported.instrument ?? ''
      const strangers = must(
        restorePortfolio({
          format: 'counterpoise/portfolio@1',
          positions: [unknown, 'QQQ_USDC-PERPETUAL'].map((instrument) => ({ instrument, quantity: 1 })),
        }),
      ).positions
      const more = answer(core, venue, withPositions(q, [...q.portfolio.positions, ...strangers]))
      same(more, r)
      const added = more.failures.filter((f) => !r.failures.some((g) => g.instrument === f.instrument && g.reason === f.reason))
      expect(added.map((f) => [f.instrument, f.reason]).sort()).toEqual(
        [
          ['QQQ_USDC-PERPETUAL', 'NO_MARKET'],
          [unknown, facts?.unsupported.reason],
        ].sort(),
      )
    }
  })

  test('books of long options alone need no more than their premium where the rules say so', () => {
    for (const name of facts?.longPremium.cases ?? []) {
      const c = byName.get(name)
      expect(c, `facts.json names a case ${name} that is not there`).toBeDefined()
      if (c === undefined) continue
      const r = answer(core, venue, questionOf(venue, c.file))
      for (const path of facts?.longPremium.bounded ?? []) {
        const most = r.equity * (1 + (facts?.longPremium.tolerance ?? 0))
        expect(at(r, path), `${name}: ${path} against a premium of ${r.equity}`).toBeLessThanOrEqual(most)
      }
    }
  })

  parametersAreWired(venue, byName)
})

/** Every leaf of the newest record, moved from a low to a high value, moves a result the right way. */
function parametersAreWired(venue: Methodology, cases: ReadonlyMap<string, Case>): void {
  const rows = parametersOf(venue.id)
  const all = leaves(paramsOn(venue).params)

  test('every parameter of the newest record has a row', () => {
    const uncovered = all.map(([path]) => path).filter((path) => !rows.some((row) => covers(row.path, path)))
    expect(uncovered).toEqual([])
    const idle = rows.filter((row) => !all.some(([path]) => covers(row.path, path)))
    expect(
      idle.map((row) => row.path),
      'rows that stand for nothing in the record',
    ).toEqual([])
  })

  const moving = rows.filter((row): row is ParameterRow => !('inert' in row))
  test.each(moving.map((row) => ({ ...row, name: row.case })))('$path moves $result of $name', (row) => {
    const c = cases.get(row.case)
    if (c === undefined) throw new Error(`no case ${row.case}`)
    const moved = row.move === undefined ? all.map(([path]) => path).filter((path) => covers(row.path, path)) : [row.move]
    expect(moved.length, 'leaves moved').toBeGreaterThan(0)
    const result = (value: unknown): number => {
      const edits = Object.fromEntries(moved.map((path) => [path, value]))
      return Number(at(answer(core, venue, questionOf(venue, c.file, edits)), row.result))
    }
    const low = result(row.low)
    const high = result(row.high)
    const change = (high - low) / Math.max(1, Math.abs(low), Math.abs(high))
    const said = `${row.result} is ${low} at ${String(row.low)} and ${high} at ${String(row.high)}`
    if (row.direction === 'either') expect(Math.abs(change), said).toBeGreaterThan(1e-9)
    else expect(row.direction === 'up' ? change : -change, said).toBeGreaterThan(1e-9)
  })
}
