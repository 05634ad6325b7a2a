import { expect, test } from 'vitest'
import { paramsOn } from '../../src/engine/margin.ts'
import { restoreEdits, withEdits } from '../../src/store/edits.ts'
import {
  editedParams,
  expectedAt,
  faultAt,
  leafAt,
  leavesOf,
  optionsAt,
  setOf,
  setsOn,
  waitingPaths,
  withLeaf,
} from '../../src/store/rules.ts'
import { venueById, venues } from '../../src/venues/index.ts'

const deribit = venueById('deribit')
if (deribit === undefined) throw new Error('deribit is in the list')
const none = { set: {}, scale: 1 }
const RANGE = 'underlyings.BTC.price_range'

test.each(venues.map((v) => [v.id, v] as const))(
  '%s: every leaf stands at its path and without edits the record is the dated one',
  (_, venue) => {
    const { params } = paramsOn(venue)
    const leaves = leavesOf(params)
    expect(leaves.length).toBeGreaterThan(10)
    for (const { path, value } of leaves) expect(leafAt(params, path)).toBe(value)
    expect(editedParams(venue, undefined)).toEqual({ ok: true, value: params })
  },
)

test.each(venues.map((v) => [v.id, v] as const))('%s: one changed number leaves all else the venue’s own', (_, venue) => {
  const { params } = paramsOn(venue)
  const leaf = leavesOf(params).find(
    (l) => typeof l.value === 'number' && l.value > 0 && l.value < 1 && withLeaf(venue, undefined, none, l.path, l.value * 0.99).ok,
  )
  if (leaf === undefined) throw new Error('no number can be changed')
  const next = withLeaf(venue, undefined, none, leaf.path, Number(leaf.value) * 0.99)
  const read = next.ok ? editedParams(venue, undefined, next.value) : next
  if (!read.ok) throw new Error('the door takes it')
  const changed = leavesOf(read.value).filter((l) => leafAt(params, l.path) !== l.value)
  expect(changed).toEqual([{ path: leaf.path, value: Number(leaf.value) * 0.99 }])
})

test('the door refuses with its own words at the field and nothing is changed', () => {
  const read = withLeaf(deribit, undefined, none, RANGE, -3)
  expect(read.ok).toBe(false)
  expect(faultAt(read.ok ? [] : read.faults, RANGE)).toMatch(/^expected a number above 0/)
  const word = withLeaf(deribit, undefined, none, RANGE, 'much')
  expect(faultAt(word.ok ? [] : word.faults, RANGE)).toMatch(/^expected a number/)
})

test('a value that equals the venue’s own is no edit', () => {
  const own = leafAt(paramsOn(deribit).params, RANGE)
  expect(withLeaf(deribit, undefined, { set: { [RANGE]: 0.3 }, scale: 1 }, RANGE, Number(own))).toEqual({ ok: true, value: none })
})

test('ranges scale by a factor, and a value of the user’s own wins over it', () => {
  const own = Number(leafAt(paramsOn(deribit, '2024-06-17').params, RANGE))
  expect(own).toBe(0.16)
  const scaled = editedParams(deribit, '2024-06-17', { set: {}, scale: 1.25 })
  expect(scaled.ok && leafAt(scaled.value, RANGE)).toBe(0.2)
  const both = editedParams(deribit, '2024-06-17', { set: { [RANGE]: 0.3 }, scale: 1.25 })
  expect(both.ok && leafAt(both.value, RANGE)).toBe(0.3)
  expect(both.ok && leafAt(both.value, 'underlyings.BTC.volatility_range_up')).toBe(0.625)
})

test('the settings of a switch are those that the door names; a number has none but bounds', () => {
  const { params } = paramsOn(deribit)
  expect(optionsAt(deribit, params, 'common.assumptions.deribit.pm.option.timeRoll')).toEqual(['none', 'day'])
  expect(optionsAt(deribit, params, RANGE)).toEqual([])
  expect(expectedAt(deribit, params, RANGE)).toMatch(/number above 0/)
})

test('the sets in force on a day are the newest not after it, one a coin', () => {
  const sets = setsOn(deribit, '2026-03-01').filter((s) => s.inForce)
  expect(sets.map((s) => [s.underlying, s.from]).sort()).toEqual([
    ['*', '2026-02-15'],
    ['BTC', '2026-02-15'],
    ['ETH', '2026-02-15'],
    ['SOL', '2022-01-11'],
  ])
  expect(setOf(setsOn(deribit, '2026-03-01'), RANGE)?.from).toBe('2026-02-15')
  expect(setOf(setsOn(deribit, '2020-01-01'), 'common.mm_factor')?.from).toBe('2024-06-17')
})

test('an edit of a place that a day does not have waits', () => {
  const edits = { set: { [RANGE]: 0.2 }, scale: 1 }
  expect(waitingPaths(deribit, '2022-01-11', edits)).toEqual([RANGE])
  expect(waitingPaths(deribit, undefined, edits)).toEqual([])
})

test('saved edits come back; what is no edit is a fault by path and the rest is kept', () => {
  const edits = withEdits({}, 'deribit', { set: { [RANGE]: 0.2, 'a.b': 'word', 'a.c': true }, scale: 1.25 })
  expect(restoreEdits(JSON.parse(JSON.stringify(edits)))).toEqual({ edits, faults: [] })
  const read = restoreEdits({ deribit: { set: { [RANGE]: 0.2, bad: [1] }, scale: -1 }, okx: 3 })
  expect(read.edits).toEqual({ deribit: { set: { [RANGE]: 0.2 }, scale: 1 } })
  expect(read.faults.map((f) => f.path)).toEqual(['edits.deribit.set.bad', 'edits.deribit.scale', 'edits.okx'])
  expect(withEdits(edits, 'deribit', none)).toEqual({})
})
