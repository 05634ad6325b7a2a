import { describe, expect, test } from 'vitest'
import type { AccountResult } from '../../src/domain/margin.ts'
import type { VenueParams } from '../../src/domain/methodology.ts'
import { computeMargin, paramsOn } from '../../src/engine/margin.ts'
import { rangesOf, scaleRanges } from '../../src/engine/ranges.ts'
import { venues } from '../../src/venues/index.ts'
import { testCore } from '../support/core.ts'
import { market, portfolio, position } from './fixture.ts'

const core = await testCore()
/** Short calls lose most where the price rises most: at the end of the grid. */
const book = portfolio([position('BTC-27MAR26-60000-C', -2), position('BTC_USDC-PERPETUAL', -1)])

/** By the sheets: Binance counts no scenario, Hyperliquid a ratio, the strategy rules fixed formulas. */
const WITHOUT = ['binance', 'binance-pro', 'hyperliquid', 'strategy-rules']
const ranged = venues.filter((v) => !WITHOUT.includes(v.id))

function must(result: ReturnType<typeof scaleRanges>): VenueParams {
  if (!result.ok) throw new Error(`refused: ${result.faults.map((f) => `${f.path} ${f.expected}`).join('; ')}`)
  return result.value
}
const accountOf = (id: string, params: VenueParams): AccountResult => {
  const venue = venues.find((v) => v.id === id)
  const account = venue && computeMargin(core, venue, { portfolio: book, market, params }).accounts.find((a) => a.worst !== undefined)
  if (account === undefined) throw new Error(`${id} has no worst scenario for this book`)
  return account
}

describe.each(ranged)('ranges of $id', (venue) => {
  const { params } = paramsOn(venue)

  test('every declared pattern means something in the shipped record, and no range is 0 away from neutral everywhere', () => {
    for (const pattern of venue.ranges ?? []) {
      const found = rangesOf({ ranges: [pattern] }, params)
      expect(found.length, pattern).toBeGreaterThan(0)
      expect(
        found.some((r) => r.value !== r.neutral),
        pattern,
      ).toBe(true)
    }
  })

  test('a factor of 1 changes nothing', () => {
    expect(scaleRanges(venue, params, 1)).toEqual({ ok: true, value: params })
  })

  test('a factor of 1.25 moves the spot of the worst scenario by 25 % and asks for more', () => {
    const before = accountOf(venue.id, params)
    const after = accountOf(venue.id, must(scaleRanges(venue, params, 1.25)))
    const spot = (a: AccountResult): number => a.scenarios[a.worst?.scenario ?? -1]?.spot ?? Number.NaN
    expect(spot(before)).toBeGreaterThan(0)
    expect(Math.abs(spot(after) / spot(before) - 1.25)).toBeLessThan(1e-9)
    expect(after.initial).toBeGreaterThan(before.initial)
  })

  test('down and up again gives the record back; all that is no range stays as it is', () => {
    const half = must(scaleRanges(venue, params, 0.5))
    const again = must(scaleRanges(venue, half, 2))
    const untouched = (p: VenueParams): unknown => {
      const copy = structuredClone(p)
      for (const { path } of rangesOf(venue, params)) blank(copy, path.split('.'))
      return copy
    }
    expect(untouched(half)).toEqual(untouched(params))
    for (const { path, value } of rangesOf(venue, params)) {
      const back = rangesOf(venue, again).find((r) => r.path === path)?.value ?? Number.NaN
      expect(Math.abs(back - value), path).toBeLessThan(1e-9)
    }
  })
})

function blank(root: unknown, steps: readonly string[]): void {
  const [step, ...rest] = steps
  if (step === undefined || typeof root !== 'object' || root === null) return
  const node = root as Record<string, unknown>
  if (rest.length === 0) node[step] = null
  else blank(node[step], rest)
}

test('venues that look at no range declare none, and a factor leaves their record as it is', () => {
  for (const venue of venues.filter((v) => WITHOUT.includes(v.id))) {
    const { params } = paramsOn(venue)
    expect(rangesOf(venue, params), venue.id).toEqual([])
    expect(scaleRanges(venue, params, 1.25), venue.id).toEqual({ ok: true, value: params })
  }
})

test('numbers come out as a person would enter them', () => {
  const derive = ranged.find((v) => v.id === 'derive')
  if (derive === undefined) throw new Error('derive is not in the list')
  const scaled = must(scaleRanges(derive, paramsOn(derive).params, 1.25))
  const values = new Map(rangesOf(derive, scaled).map((r) => [r.path, r.value]))
  // Sheet: 1.14 and 0.86 at the ends, 0.4 up and 0.25 down, dampening 0.245 at 0.67: by hand × 1.25.
  expect(values.get('underlyings.BTC.scenarios.0.spotShock')).toBe(1.175)
  expect(values.get('underlyings.BTC.scenarios.22.spotShock')).toBe(0.825)
  expect(values.get('underlyings.BTC.volShock.volRangeUp')).toBe(0.5)
  expect(values.get('underlyings.BTC.volShock.volRangeDown')).toBe(0.3125)
  expect(values.get('underlyings.BTC.scenarios.24.dampening')).toBe(0.30625)
  expect(values.has('underlyings.BTC.scenarios.24.spotShock')).toBe(false)
})

test('a factor that is none, or makes a record that its door refuses, comes back as faults by path', () => {
  const derive = ranged.find((v) => v.id === 'derive')
  if (derive === undefined) throw new Error('derive is not in the list')
  const { params } = paramsOn(derive)
  for (const factor of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 11]) {
    expect(scaleRanges(derive, params, factor), String(factor)).toMatchObject({ ok: false, faults: [{ path: 'factor' }] })
  }
  // 0.86 falls by ten times 14 %: below 0.
  const refused = scaleRanges(derive, params, 10)
  expect(refused.ok).toBe(false)
  expect(!refused.ok && refused.faults.some((f) => f.path === 'underlyings.BTC.scenarios[22].spotShock')).toBe(true)
})
