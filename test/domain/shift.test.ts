import { beforeAll, expect, test } from 'vitest'
import { restoreShift } from '../../src/domain/door/shift.ts'
import type { Expiry, Market } from '../../src/domain/market.ts'
import { isStill, NO_SHIFT, shiftMarket } from '../../src/domain/shift.ts'
import { volAt } from '../../src/domain/smile.ts'
import { yearsBetween } from '../../src/domain/units.ts'
import type { Core } from '../../src/engine/core.ts'
import { bundled, bundledMarkets } from '../../src/store/bundled.ts'
import { testCore } from '../support/core.ts'

// Expected vols come from the definition of each dynamics (which vol of the old smile a strike of the new one must read), not from the formula
// by which a smile is moved.

let core: Core
let svi: Market
/** The same market with each smile as points at its listed strikes. */
let points: Market
beforeAll(async () => {
  core = await testCore()
  svi = bundled(bundledMarkets).load()
  points = {
    ...svi,
    underlyings: Object.fromEntries(
      Object.entries(svi.underlyings).map(([coin, u]) => [
        coin,
        {
          ...u,
          expiries: u.expiries.map(
            (e): Expiry => ({ ...e, smile: { type: 'points', strikes: e.strikes, vols: e.strikes.map((k) => vol(svi, e, k)) } }),
          ),
        },
      ]),
    ),
  }
})

const vol = (market: Market, e: Expiry, strike: number): number => volAt(core, e, yearsBetween(market.asOf, e.at), strike)
const expiry = (market: Market, i = 2): Expiry => {
  const e = market.underlyings['BTC']?.expiries[i]
  if (e === undefined) throw new Error('the bundled market has no such expiry')
  return e
}
const pairs = (): readonly (readonly [string, Market])[] => [
  ['svi', svi],
  ['points', points],
]

test('a shift that moves nothing gives the market itself', () => {
  expect(shiftMarket(svi, { ...NO_SHIFT, dynamics: 'delta' }, core)).toBe(svi)
  expect(isStill({ ...NO_SHIFT, spot: { BTC: 0 } })).toBe(true)
})

test('index, perpetual and forwards move in proportion, another coin stands, quotes are left out', () => {
  const now = shiftMarket(svi, { ...NO_SHIFT, spot: { BTC: -0.2 } }, core)
  const [was, is] = [svi.underlyings['BTC'], now.underlyings['BTC']]
  expect(is?.index).toBeCloseTo((was?.index ?? 0) * 0.8, 9)
  expect(is?.perpetual).toBeCloseTo((was?.perpetual ?? 0) * 0.8, 9)
  expect(expiry(now).forward).toBeCloseTo(expiry(svi).forward * 0.8, 9)
  expect(now.underlyings['ETH']?.index).toBe(svi.underlyings['ETH']?.index)
  expect(expiry(now).quotes).toEqual([])
})

test('sticky strike keeps the vol of each strike, sticky moneyness the vol of each K/F', () => {
  for (const [name, market] of pairs()) {
    const e = expiry(market)
    const strike = shiftMarket(market, { ...NO_SHIFT, spot: { BTC: 0.1 } }, core)
    const moneyness = shiftMarket(market, { ...NO_SHIFT, spot: { BTC: 0.1 }, dynamics: 'moneyness' }, core)
    for (const k of e.strikes) {
      expect(vol(strike, expiry(strike), k), `${name} sticky strike at ${k}`).toBeCloseTo(vol(market, e, k), 11)
      expect(vol(moneyness, expiry(moneyness), k * 1.1), `${name} sticky moneyness at ${k}`).toBeCloseTo(vol(market, e, k), 11)
    }
  }
})

test('time passes: vols stand at their strikes; sticky delta reads the vol of equal ln(K/F)/√T', () => {
  for (const [name, market] of pairs()) {
    const e = expiry(market)
    const days = 5
    const held = shiftMarket(market, { ...NO_SHIFT, days }, core)
    const delta = shiftMarket(market, { ...NO_SHIFT, days, spot: { BTC: -0.1 }, dynamics: 'delta' }, core)
    const [before, after] = [yearsBetween(market.asOf, e.at), yearsBetween(held.asOf, e.at)]
    expect(before - after).toBeCloseTo(days / 365, 12)
    for (const k of e.strikes) {
      expect(vol(held, expiry(held), k), `${name} held at ${k}`).toBeCloseTo(vol(market, e, k), 11)
      const twin = e.forward * 0.9 * Math.exp(Math.sqrt(after / before) * Math.log(k / e.forward))
      expect(vol(delta, expiry(delta), twin), `${name} sticky delta at ${k}`).toBeCloseTo(vol(market, e, k), 10)
    }
  }
})

test('every vol moves by its points or in proportion, never below 0', () => {
  for (const [name, market] of pairs()) {
    const up = shiftMarket(market, { ...NO_SHIFT, vol: { kind: 'points', value: 0.05 } }, core)
    const scaled = shiftMarket(market, { ...NO_SHIFT, vol: { kind: 'relative', value: -0.25 } }, core)
    const none = shiftMarket(market, { ...NO_SHIFT, vol: { kind: 'points', value: -9 } }, core)
    for (const k of expiry(market).strikes) {
      const was = vol(market, expiry(market), k)
      expect(vol(up, expiry(up), k), `${name} at ${k}`).toBeCloseTo(was + 0.05, 11)
      expect(vol(scaled, expiry(scaled), k), `${name} at ${k}`).toBeCloseTo(was * 0.75, 11)
      expect(vol(none, expiry(none), k)).toBe(0)
    }
  }
})

test('an expiry that has passed keeps its date and has no time left', () => {
  const now = shiftMarket(svi, { ...NO_SHIFT, days: 400 }, core)
  expect(now.underlyings['BTC']?.expiries.length).toBe(svi.underlyings['BTC']?.expiries.length)
  expect(yearsBetween(now.asOf, expiry(now, 0).at)).toBe(0)
})

test('the door of a saved shift names every fault at once', () => {
  expect(restoreShift(undefined)).toEqual({ ok: true, value: NO_SHIFT })
  const read = restoreShift({ spot: { BTC: -1.5, ETH: 'up' }, vol: { kind: 'log', value: 1 }, days: -1, dynamics: 'sticky' })
  expect(read.ok ? [] : read.faults.map((f) => f.path)).toEqual([
    'shift.spot.BTC',
    'shift.spot.ETH',
    'shift.vol',
    'shift.days',
    'shift.dynamics',
  ])
})
