import fc from 'fast-check'
import { expect, test } from 'vitest'
import { restoreMarket } from '../../../src/domain/door/market.ts'
import { printMarket } from '../../../src/domain/door/print.ts'
import type { Expiry, Market } from '../../../src/domain/market.ts'
import { printFault } from '../../../src/domain/result.ts'
import { utcDay } from '../../../src/domain/units.ts'

/** The example of formats.md. */
const example = {
  format: 'counterpoise/market@1',
  asOf: '2026-02-05T21:29:37Z',
  source: 'Deribit',
  underlyings: {
    BTC: {
      index: 63853.73,
      fundingRate8h: 0.0001,
      marks: { 'BTC_USDC-PERPETUAL': 63838.5, 'BTC-27MAR26': 63990.2 },
      expiries: [
        {
          at: '2026-02-06T08:00:00Z',
          forward: 63708.11,
          smile: { type: 'points', strikes: [52000, 60000, 68000], vols: [3.2056, 1.9, 1.7] },
          quotes: [{ strike: 60000, type: 'call', bid: 0.061, ask: 0.064, mark: 0.0625 }],
        },
        {
          at: '2026-03-27',
          forward: 63990.2,
          strikes: [50000, 60000, 70000],
          smile: { type: 'svi', a: 0.01, b: 0.08, rho: -0.25, m: 0.02, sigma: 0.15 },
        },
      ],
    },
  },
  stablecoins: { USDT: 0.9995 },
  assets: { wstETH: { price: 2310.5 } },
}
/** A copy of the example, changed at will: wrong types are the point. */
const changed = (patch: (draft: never) => void): unknown => {
  const draft = structuredClone(example)
  patch(draft as never)
  return draft
}
const faults = (value: unknown): readonly string[] => {
  const read = restoreMarket(value)
  return read.ok ? [] : read.faults.map(printFault)
}

test('the published example is read with every default filled in', () => {
  const read = restoreMarket(example)
  expect(read.ok).toBe(true)
  if (!read.ok) return
  const { BTC } = read.value.underlyings
  expect(read.value.asOf).toBe(Date.UTC(2026, 1, 5, 21, 29, 37))
  expect(BTC?.perpetual).toBe(63853.73)
  expect(BTC?.confidence).toEqual({ index: 1, perpetual: 1 })
  expect(BTC?.expiries[0]).toMatchObject({ rate: 0, forwardFixed: 0, strikes: [52000, 60000, 68000] })
  expect(BTC?.expiries[0]?.confidence).toEqual({ forward: 1, vol: 1, rate: 1 })
  expect(BTC?.expiries[1]?.at).toBe(Date.UTC(2026, 2, 27, 8))
  expect(read.value.stablecoins).toEqual({ USDC: 1, USDT: 0.9995 })
  expect(read.value.assets).toEqual({ wstETH: { price: 2310.5, confidence: 1 } })
})

test('expiries come back ascending, and two on one date are refused by name', () => {
  const turned = restoreMarket(changed((d: typeof example) => d.underlyings.BTC.expiries.reverse()))
  expect(turned.ok && turned.value.underlyings['BTC']?.expiries.map((e) => e.at)).toEqual([
    Date.UTC(2026, 1, 6, 8),
    Date.UTC(2026, 2, 27, 8),
  ])
  const twice = changed((d: typeof example) => {
    d.underlyings.BTC.expiries.push({ at: '2026-02-06T16:00:00Z', forward: 1, strikes: [], smile: {} as never })
  })
  expect(faults(twice)).toEqual([
    'underlyings.BTC.expiries[2].at: "2026-02-06T16:00:00Z": expected one expiry a UTC date: 2026-02-06 is that of underlyings.BTC.expiries[0] too',
  ])
})

test('every fault is listed with path, value and expectation', () => {
  const bad = {
    format: 'counterpoise/market@1',
    asOf: '2026-02-30T00:00:00Z',
    underlyings: {
      BTC: {
        index: 0,
        perpetual: null,
        marks: { 'ETH-PERPETUAL': 1, nonsense: 2, 'BTC-PERP': 'x' },
        confidence: { index: 1.5 },
        expiries: [
          {
            at: 'soon',
            forward: -1,
            smile: { type: 'points', strikes: [2, 1, 0], vols: [0.5, 0, 'x'] },
            quotes: [{ strike: 1, type: 'C', bid: -1 }],
          },
          { at: '2026-03-27T08:00:00Z', forward: 100, forwardFixed: 101, smile: { type: 'svi', a: 0, b: -1, rho: 1, m: 'm', sigma: 0 } },
          { at: '2026-03-28T08:00:00Z', forward: 100, smile: { type: 'svi', a: -0.5, b: 0.1, rho: 0, m: 0, sigma: 1 } },
          { at: '2026-03-29T08:00:00Z', forward: 100, smile: { type: 'points', strikes: [1, 2], vols: [0.5] } },
          { at: '2026-03-30T08:00:00Z', forward: 100, smile: { type: 'sabr' }, spread: { vol: -0.1 } },
        ],
      },
      'B T C': {},
    },
    stablecoins: { USDC: 0 },
    assets: { wstETH: { price: 'a', confidence: 2 } },
  }
  expect(faults(bad)).toEqual([
    'asOf: "2026-02-30T00:00:00Z": expected a time such as 2026-03-27T08:00:00Z',
    'underlyings.BTC.index: 0: expected a number above 0',
    'underlyings.BTC.perpetual: null: expected a number',
    'underlyings.BTC.marks.ETH-PERPETUAL: "ETH-PERPETUAL": expected the name of a contract on BTC',
    'underlyings.BTC.marks.nonsense: "nonsense": expected the name of a contract on BTC',
    'underlyings.BTC.marks.BTC-PERP: "x": expected a number',
    'underlyings.BTC.expiries[0].at: "soon": expected a time such as 2026-03-27T08:00:00Z or a date such as 2026-03-27',
    'underlyings.BTC.expiries[0].forward: -1: expected a number above 0',
    'underlyings.BTC.expiries[0].smile.strikes[2]: 0: expected a number above 0',
    'underlyings.BTC.expiries[0].smile.strikes[1]: 1: expected a strike above the one before it, 2',
    'underlyings.BTC.expiries[0].smile.vols[1]: 0: expected a number above 0',
    'underlyings.BTC.expiries[0].smile.vols[2]: "x": expected a number',
    'underlyings.BTC.expiries[0].quotes[0].type: "C": expected "call" or "put"',
    'underlyings.BTC.expiries[0].quotes[0].bid: -1: expected a number at or above 0',
    'underlyings.BTC.expiries[1].forwardFixed: 101: expected at most the whole forward, 100',
    'underlyings.BTC.expiries[1].smile.b: -1: expected a number at or above 0',
    'underlyings.BTC.expiries[1].smile.rho: 1: expected a number above -1 and below 1',
    'underlyings.BTC.expiries[1].smile.m: "m": expected a number',
    'underlyings.BTC.expiries[1].smile.sigma: 0: expected a number above 0',
    'underlyings.BTC.expiries[2].smile.a: -0.5: expected a + b·sigma·sqrt(1 − rho²) at or above 0: total variance is never negative',
    'underlyings.BTC.expiries[3].smile.vols: 1: expected as many vols as strikes, 2',
    'underlyings.BTC.expiries[4].smile.type: "sabr": expected "points" or "svi"',
    'underlyings.BTC.expiries[4].spread.vol: -0.1: expected a number at or above 0',
    'underlyings.BTC.confidence.index: 1.5: expected a number from 0 to 1',
    'underlyings.B T C: "B T C": expected the name of a coin or asset: letters and digits',
    'stablecoins.USDC: 0: expected a number above 0',
    'assets.wstETH.price: "a": expected a number',
    'assets.wstETH.confidence: 2: expected a number from 0 to 1',
  ])
})

test('an empty smile, an expiry without one and no expiries at all are no faults', () => {
  const read = restoreMarket({
    format: 'counterpoise/market@1',
    asOf: '2026-02-05T21:29:37+01:00',
    underlyings: { ETH: { index: 1, expiries: [{ at: '2026-02-06', forward: 2, smile: {} }] }, SOL: { index: 3 } },
  })
  expect(read.ok && read.value.asOf).toBe(Date.UTC(2026, 1, 5, 20, 29, 37))
  expect(read.ok && read.value.underlyings['ETH']?.expiries[0]?.smile).toBeUndefined()
})

test('coins named like members of every object are refused, own or smuggled', () => {
  const text =
    '{"format":"counterpoise/market@1","asOf":"2026-02-05T21:29:37Z","underlyings":{"__proto__":{"index":1},"constructor":{"index":1}}}'
  expect(faults(JSON.parse(text))).toHaveLength(2)
})

test('a newer version is refused by name', () => {
  expect(faults({ ...example, format: 'counterpoise/market@3' })).toEqual([
    'format: "counterpoise/market@3": expected "counterpoise/market@1" or older; version 3 is newer than this program reads',
  ])
})

const positive = fc.double({ min: 1e-6, max: 1e7, noNaN: true })
const finite = fc.double({ min: -5, max: 5, noNaN: true }).map((x) => x + 0)
const fraction = fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs)
const strikes = fc.uniqueArray(positive, { minLength: 1, maxLength: 6 }).map((s) => s.sort((p, q) => p - q))
const points = strikes.chain((s) =>
  fc.array(positive, { minLength: s.length, maxLength: s.length }).map((vols) => ({ type: 'points' as const, strikes: s, vols })),
)
const svi = fc.record({
  type: fc.constant('svi' as const),
  a: fraction,
  b: fraction,
  rho: fc.double({ min: -0.99, max: 0.99, noNaN: true }).map((x) => x + 0),
  m: finite,
  sigma: positive,
})
const expiry: fc.Arbitrary<Expiry> = fc
  .record({
    at: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2030, 0, 1) }),
    forward: positive,
    forwardFixed: fc.constant(0),
    rate: finite,
    smile: fc.oneof(points, svi),
    ladder: strikes,
    quotes: fc.array(fc.record({ strike: positive, type: fc.constantFrom('call' as const, 'put' as const), bid: fraction }), {
      maxLength: 3,
    }),
    spread: fc.record({ vol: fraction }),
    confidence: fc.record({ forward: fraction, vol: fraction, rate: fc.constant(1) }),
  })
  .map(({ ladder, ...e }) => ({ ...e, strikes: e.smile.type === 'points' ? e.smile.strikes : ladder }))
const market: fc.Arbitrary<Market> = fc.record({
  asOf: fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }),
  source: fc.string({ maxLength: 20 }),
  underlyings: fc.dictionary(
    fc.constantFrom('BTC', 'ETH', 'SOL'),
    fc.record({
      index: positive,
      perpetual: positive,
      fundingRate8h: finite,
      marks: fc.constant({}),
      expiries: fc.uniqueArray(expiry, { maxLength: 4, selector: (e) => utcDay(e.at) }).map((list) => list.sort((p, q) => p.at - q.at)),
      confidence: fc.record({ index: fraction, perpetual: fraction }),
    }),
    { noNullPrototype: true },
  ),
  stablecoins: fc.record({ USDC: positive, USDT: positive }),
  assets: fc.dictionary(fc.constantFrom('wstETH', 'cbBTC'), fc.record({ price: positive, confidence: fraction }), {
    noNullPrototype: true,
  }),
})

test('reading a printed market gives it back', () => {
  fc.assert(
    fc.property(market, (m) => {
      expect(restoreMarket(JSON.parse(printMarket(m)))).toEqual({ ok: true, value: m })
    }),
  )
})

test('no document makes the door throw', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const parsed: unknown = JSON.parse(text)
      expect(typeof restoreMarket(parsed).ok).toBe('boolean')
      const nested = { format: 'counterpoise/market@1', asOf: '2026-01-01T00:00:00Z', underlyings: { BTC: parsed } }
      expect(typeof restoreMarket(nested).ok).toBe('boolean')
    }),
  )
})
