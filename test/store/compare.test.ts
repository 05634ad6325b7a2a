import { beforeEach, expect, test, vi } from 'vitest'
import type { CompareAnswer, CompareRequest, EngineClient } from '../../src/engine/protocol.ts'
import { bundled, bundledBooks, bundledMarkets } from '../../src/store/bundled.ts'
import { changes } from '../../src/store/changes.ts'
import { followComparison, picked, useComparison } from '../../src/store/compare.ts'
import { type DeskStore, marketInputs, openDesk } from '../../src/store/desk.ts'

interface Asked {
  readonly request: CompareRequest
  readonly answer: (answer: CompareAnswer | 'superseded') => void
  readonly fail: (error: Error) => void
}

let asked: Asked[]
let desk: DeskStore
let stop: () => void

const client = (): EngineClient => ({
  desk: () => Promise.reject(new Error('not asked here')),
  compare: (request) => new Promise((answer, fail) => asked.push({ request, answer, fail })),
  status: () => ({ state: 'idle' }),
  subscribe: () => () => undefined,
  task: () => Promise.reject(new Error('not asked here')),
  terminate: () => undefined,
})

/** A result that carries no more than its venue and a number to know it by. */
const result = (venue: string, initial: number) => ({
  format: 'counterpoise/margin@1' as const,
  venue,
  rules: {},
  asOf: '',
  currency: 'USD' as const,
  equity: 0,
  initial,
  maintenance: 0,
  available: 0,
  charges: [],
  scenarios: [],
  accounts: [],
  accuracy: [],
  assumptions: [],
  failures: [],
})
const answer = (initial: number, ...ids: string[]): CompareAnswer => ({ results: ids.map((id) => result(id, initial)), took: 1 })
const settle = (): Promise<void> => new Promise((done) => setTimeout(done))
const shown = (): (string | number)[][] => useComparison.getState().results.map((r) => [r.venue, r.initial])

beforeEach(() => {
  asked = []
  useComparison.setState(useComparison.getInitialState())
  desk = openDesk({
    portfolio: bundled(bundledBooks, 'strangle').load(),
    bookId: undefined,
    ...marketInputs(bundled(bundledMarkets).load()),
    marketId: undefined,
    venue: 'derive',
    rulesDate: undefined,
    edits: {},
  })
  stop = followComparison(desk, client())
  return () => stop()
})

test('asks at once and on every change of the book; a change of the venue alone asks nothing', async () => {
  asked[0]?.answer(answer(1, 'derive', 'okx'))
  await settle()
  expect(shown()).toEqual([
    ['derive', 1],
    ['okx', 1],
  ])
  desk.getState().setVenue('okx')
  expect(asked.length).toBe(1)
  desk.getState().edit(changes.quantity(0, -3))
  expect(asked.length).toBe(2)
  expect(asked[1]?.request.portfolio).toBe(desk.getState().portfolio)
})

test('old results stay under a fault, which is said; a good answer takes it away', async () => {
  asked[0]?.answer(answer(1, 'derive'))
  await settle()
  desk.getState().edit(changes.quantity(0, -3))
  asked[1]?.fail(new Error('out of order'))
  await settle()
  expect(shown()).toEqual([['derive', 1]])
  expect(useComparison.getState().fault).toBe('out of order')
  desk.getState().edit(changes.quantity(0, -4))
  asked[2]?.answer(answer(2, 'derive'))
  await settle()
  expect(shown()).toEqual([['derive', 2]])
  expect(useComparison.getState().fault).toBeUndefined()
})

test('a day picked for the desk’s venue is that row’s day alone', async () => {
  asked[0]?.answer(answer(1, 'derive', 'okx'))
  await settle()
  desk.getState().setRulesDate('2026-01-01')
  expect(asked[1]?.request.rulesDate).toBeUndefined()
  asked[1]?.answer(answer(2, 'derive', 'okx'))
  await settle()
  expect(asked[2]?.request).toMatchObject({ rulesDate: '2026-01-01', venues: ['derive'] })
  asked[2]?.answer(answer(3, 'derive'))
  await settle()
  expect(shown()).toEqual([
    ['derive', 3],
    ['okx', 2],
  ])
})

test('the user’s own rules of any venue count, and a record that its door refuses does not', async () => {
  desk.getState().editRules('deribit', () => ({ set: { 'underlyings.BTC.price_range': 0.2 }, scale: 1 }))
  desk.getState().editRules('okx', () => ({ set: {}, scale: 99 }))
  const { params } = asked.at(-1)?.request ?? {}
  expect(Object.keys(params ?? {})).toEqual(['deribit'])
  expect(params?.['deribit']?.underlyings['BTC']).toMatchObject({ price_range: 0.2 })
})

test('a request that someone else’s has replaced is asked again, an outdated one is not', async () => {
  asked[0]?.answer('superseded')
  await settle()
  expect(asked.length).toBe(2)
  desk.getState().edit(changes.quantity(0, -3))
  expect(asked.length).toBe(3)
  asked[1]?.answer('superseded')
  await settle()
  expect(asked.length).toBe(3)
})

test('a page that was left asks nothing; on return only what has changed', async () => {
  asked[0]?.answer(answer(1, 'derive'))
  await settle()
  stop()
  desk.getState().setRulesDate(undefined)
  stop = followComparison(desk, client())
  expect(asked.length).toBe(1)
  stop()
  desk.getState().edit(changes.quantity(0, -3))
  expect(asked.length).toBe(1)
  stop = followComparison(desk, client())
  expect(asked.length).toBe(2)
})

test('old numbers are marked after a blink and no sooner', async () => {
  vi.useFakeTimers()
  try {
    asked[0]?.answer(answer(1, 'derive'))
    await vi.advanceTimersByTimeAsync(0)
    desk.getState().edit(changes.quantity(0, -3))
    await vi.advanceTimersByTimeAsync(100)
    expect(useComparison.getState().late).toBe(false)
    await vi.advanceTimersByTimeAsync(100)
    expect(useComparison.getState().late).toBe(true)
    asked[1]?.answer(answer(2, 'derive'))
    await vi.advanceTimersByTimeAsync(0)
    expect(useComparison.getState().late).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})

test('two stand side by side at most, the third in place of the first', () => {
  expect(picked(['a', 'b'], 'c')).toEqual(['b', 'c'])
  expect(picked(['a', 'b'], 'a')).toEqual(['b'])
  expect(picked([], 'a')).toEqual(['a'])
})
