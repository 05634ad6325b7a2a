import { beforeAll, describe, expect, test } from 'vitest'
import type { Market } from '../../../src/domain/market.ts'
import { volAt } from '../../../src/domain/smile.ts'
import { expiryAt, isEdited, resetSmiles } from '../../../src/domain/surface/edit.ts'
import { parallel, resetHandle, resetPoint, setPoint, setSvi, shape, termStructure } from '../../../src/domain/surface/tools.ts'
import type { Core } from '../../../src/engine/core.ts'
import { testCore } from '../../support/core.ts'
import { expiry, market, NOW, POINTS, SVI, YEAR } from './support.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

const near = expiry(SVI, 0.25)
const far = expiry(POINTS, 1)
const m = market([near, far])
const volOf = (of: Market, coin: string, years: number, strike: number): number => {
  const e = expiryAt(of, coin, NOW + years * YEAR)
  return e === undefined ? Number.NaN : volAt(core, e, years, strike)
}

describe('parallel', () => {
  test('in points adds exactly at every listed strike, raw SVI too, which becomes points', () => {
    const after = parallel(core, m, {}, 'points', 0.05)
    for (const coin of ['BTC', 'ETH']) {
      for (const k of near.strikes) expect(volOf(after, coin, 0.25, k)).toBe(volOf(m, coin, 0.25, k) + 0.05)
      for (const k of far.strikes) expect(volOf(after, coin, 1, k)).toBe(volOf(m, coin, 1, k) + 0.05)
    }
    expect(expiryAt(after, 'BTC', near.at)?.smile?.type).toBe('points')
  })

  test('relative multiplies every vol, and raw SVI stays raw SVI: a and b by the square', () => {
    const after = parallel(core, m, { coin: 'BTC' }, 'relative', -0.2)
    expect(expiryAt(after, 'BTC', near.at)?.smile).toMatchObject({ type: 'svi', a: 0.01 * 0.8 * 0.8, rho: -0.3, m: 0.02, sigma: 0.15 })
    for (const k of [20, 100, 250]) expect(volOf(after, 'BTC', 0.25, k)).toBeCloseTo(volOf(m, 'BTC', 0.25, k) * 0.8, 13)
    for (const k of far.strikes) expect(volOf(after, 'BTC', 1, k)).toBe(volOf(m, 'BTC', 1, k) * 0.8)
    expect(after.underlyings['ETH']).toBe(m.underlyings['ETH'])
  })

  test('of one expiry leaves the others the same objects', () => {
    const after = parallel(core, m, { coin: 'BTC', at: far.at }, 'points', 0.01)
    expect(expiryAt(after, 'BTC', near.at)).toBe(near)
    expect(isEdited(after, m, 'BTC', far.at)).toBe(true)
    expect(isEdited(after, m, 'BTC', near.at)).toBe(false)
  })
})

test('the term structure moves the first expiry by the short amount, the last by the long one, one between in line over the root of time', () => {
  const middle = { ...expiry(POINTS, 0.5625) }
  const three = market([near, middle, far])
  const after = termStructure(core, three, 'BTC', 0.06, -0.02)
  const moved = (years: number): number => volOf(after, 'BTC', years, 100) - volOf(three, 'BTC', years, 100)
  expect(moved(0.25)).toBeCloseTo(0.06, 12)
  expect(moved(1)).toBeCloseTo(-0.02, 12)
  // √0.25 = 0.5, √0.5625 = 0.75, √1 = 1: half way.
  expect(moved(0.5625)).toBeCloseTo(0.02, 12)
  expect(after.underlyings['ETH']).toBe(three.underlyings['ETH'])
})

test('a skew of all expiries moves each at its own places', () => {
  const after = shape(core, m, {}, 'tilt', -0.02)
  expect(volOf(after, 'BTC', 0.25, 100)).toBeCloseTo(volOf(m, 'BTC', 0.25, 100), 12)
  expect(volOf(after, 'ETH', 1, 80)).toBeGreaterThan(volOf(m, 'ETH', 1, 80))
  expect(volOf(after, 'ETH', 1, 120)).toBeLessThan(volOf(m, 'ETH', 1, 120))
})

describe('single points', () => {
  test('one point of raw SVI turns it into points at the listed strikes: the others keep their vol', () => {
    const after = setPoint(core, m, 'BTC', near.at, 120, 0.9)
    const smile = expiryAt(after, 'BTC', near.at)?.smile
    expect(smile).toMatchObject({ type: 'points', strikes: near.strikes })
    expect(volOf(after, 'BTC', 0.25, 120)).toBe(0.9)
    for (const k of [60, 80, 100, 140]) expect(volOf(after, 'BTC', 0.25, k)).toBe(volOf(m, 'BTC', 0.25, k))
  })

  test('a strike that is not listed, or no number, changes nothing', () => {
    expect(setPoint(core, m, 'BTC', near.at, 121, 0.9)).toBe(m)
    expect(setPoint(core, m, 'BTC', near.at, 120, Number.NaN)).toBe(m)
  })

  test('a point goes back alone, and with the last of them the loaded smile and the loaded market are back themselves', () => {
    const one = setPoint(core, m, 'BTC', near.at, 120, 0.9)
    const two = setPoint(core, one, 'BTC', near.at, 80, 0.2)
    const back = resetPoint(core, two, m, 'BTC', near.at, 120)
    expect(volOf(back, 'BTC', 0.25, 120)).toBe(volOf(m, 'BTC', 0.25, 120))
    expect(volOf(back, 'BTC', 0.25, 80)).toBe(0.2)
    expect(resetPoint(core, back, m, 'BTC', near.at, 80)).toBe(m)
  })
})

describe('reset', () => {
  const edited = (): Market => shape(core, setPoint(core, m, 'ETH', far.at, 100, 0.5), { coin: 'BTC' }, 'put', 0.05)

  test('of one expiry, of one coin and of all gives back the loaded objects, at last the loaded market itself', () => {
    const one = resetSmiles(edited(), m, { coin: 'BTC', at: near.at })
    expect(expiryAt(one, 'BTC', near.at)).toBe(near)
    expect(expiryAt(one, 'BTC', far.at)).not.toBe(far)
    const coin = resetSmiles(one, m, { coin: 'BTC' })
    expect(coin.underlyings['BTC']).toBe(m.underlyings['BTC'])
    expect(coin).not.toBe(m)
    expect(resetSmiles(coin, m, {})).toBe(m)
  })

  test('of a market that came back from a file is the loaded one too, once its smiles are equal', () => {
    const copy = structuredClone(edited())
    expect(isEdited(copy, m, 'BTC', near.at)).toBe(true)
    expect(isEdited(copy, m, 'ETH', near.at)).toBe(false)
    const eth = resetSmiles(copy, m, { coin: 'ETH', at: far.at })
    expect(eth).not.toBe(m)
    expect(resetSmiles(eth, m, { coin: 'BTC' })).toBe(m)
  })

  test('quotes and option marks of an edited expiry are of the smile that was: they go with the edit and come back with the reset', () => {
    const at = Date.UTC(2026, 2, 27, 8)
    const quoted = { ...near, at, quotes: [{ strike: 100, type: 'call', bid: 0.01 } as const] }
    const marks = { 'BTC-27MAR26-100-C': 5, 'BTC-27MAR26': 101, 'BTC-PERPETUAL': 99 }
    const loaded = market([quoted, far], marks)
    const after = shape(core, loaded, { coin: 'BTC', at }, 'level', 0.01)
    expect(expiryAt(after, 'BTC', at)?.quotes).toEqual([])
    expect(after.underlyings['BTC']?.marks).toEqual({ 'BTC-27MAR26': 101, 'BTC-PERPETUAL': 99 })
    const both = setPoint(core, after, 'BTC', far.at, 100, 0.5)
    const back = resetSmiles(both, loaded, { coin: 'BTC', at })
    expect(expiryAt(back, 'BTC', at)).toBe(quoted)
    expect(back.underlyings['BTC']?.marks).toEqual(marks)
    expect(resetSmiles(back, loaded, {})).toBe(loaded)
  })
})

describe('a handle goes back alone', () => {
  test.each(['put', 'level', 'width', 'call'] as const)('%s: after its own move of raw SVI the loaded market is back', (handle) => {
    const scope = { coin: 'BTC', at: near.at }
    expect(resetHandle(core, shape(core, m, scope, handle, 0.03), m, scope, handle)).toBe(m)
  })

  test('and what others have moved stays', () => {
    const scope = { coin: 'BTC', at: near.at }
    const both = shape(core, shape(core, m, scope, 'level', 0.05), scope, 'put', 0.04)
    const back = resetHandle(core, both, m, scope, 'level')
    expect(volOf(back, 'BTC', 0.25, 100)).toBeCloseTo(volOf(m, 'BTC', 0.25, 100), 12)
    expect(volOf(back, 'BTC', 0.25, 70)).toBeGreaterThan(volOf(m, 'BTC', 0.25, 70) + 0.02)
  })
})

describe('raw SVI numbers', () => {
  test('are taken as they are', () => {
    const after = setSvi(m, 'BTC', near.at, { a: 0.02, b: 0.2, rho: 0.1, m: 0, sigma: 0.3 })
    expect(after.ok && expiryAt(after.value, 'BTC', near.at)?.smile).toEqual({ type: 'svi', a: 0.02, b: 0.2, rho: 0.1, m: 0, sigma: 0.3 })
  })

  test('out of their domain are refused by name, value and domain, all at once', () => {
    const after = setSvi(m, 'BTC', near.at, { a: 0.02, b: -1, rho: 1, m: 0, sigma: 0 })
    expect(after.ok ? [] : after.faults.map((f) => `${f.path}=${String(f.value)}`)).toEqual(['smile.b=-1', 'smile.rho=1', 'smile.sigma=0'])
    const negative = setSvi(m, 'BTC', near.at, { a: -1, b: 0.1, rho: 0, m: 0, sigma: 0.1 })
    expect(negative.ok ? [] : negative.faults.map((f) => f.path)).toEqual(['smile.a'])
  })
})
