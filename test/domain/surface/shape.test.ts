import { beforeAll, describe, expect, test } from 'vitest'
import type { Expiry, PointsSmile, SviSmile } from '../../../src/domain/market.ts'
import { volAt } from '../../../src/domain/smile.ts'
import { placesOf } from '../../../src/domain/surface/places.ts'
import { type Handle, moveShape } from '../../../src/domain/surface/shape.ts'
import { sliceOf } from '../../../src/domain/surface/slice.ts'
import type { Core } from '../../../src/engine/core.ts'
import { testCore } from '../../support/core.ts'
import { expiry, NOW, POINTS, SVI } from './support.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

const move = (e: Expiry, handle: Handle, amount: number): Expiry => moveShape(core, e, NOW, handle, amount)
const places = (e: Expiry) => {
  const slice = sliceOf(core, e, NOW)
  if (slice === undefined) throw new Error('no slice')
  return placesOf(slice)
}
const volsOf = (e: Expiry): readonly number[] => (e.smile?.type === 'points' ? e.smile.vols : [])
const sviOf = (e: Expiry): SviSmile => {
  if (e.smile?.type !== 'svi') throw new Error('no SVI')
  return e.smile
}
/** Raw SVI by its formula, written out here. */
const w = ({ a, b, rho, m, sigma }: SviSmile, k: number): number => a + b * (rho * (k - m) + Math.hypot(k - m, sigma))
const vol = (e: Expiry, k: number, years = 0.25): number => volAt(core, e, years, 100 * Math.exp(k))

describe('the places of a smile', () => {
  test('a flat smile has its deltas where the textbook says: k = s²/2 ∓ z·s', () => {
    const s = 0.5 * Math.sqrt(0.25)
    const p = places(expiry({ type: 'points', strikes: [100], vols: [0.5] }))
    expect(p.put10.k).toBeCloseTo((s * s) / 2 - 1.2815515655446004 * s, 13)
    expect(p.call10.k).toBeCloseTo((s * s) / 2 + 1.2815515655446004 * s, 13)
    expect(p.put25.k).toBeCloseTo((s * s) / 2 - 0.6744897501960817 * s, 13)
    expect(p.call25.k).toBeCloseTo((s * s) / 2 + 0.6744897501960817 * s, 13)
  })

  test('on a skewed SVI smile each has the delta of its name at its own vol, by the core', () => {
    const e = expiry(SVI)
    const p = places(e)
    const delta = (cp: 1 | -1, k: number): number => core.greeks(cp, 100, 100 * Math.exp(k), 0.25, vol(e, k)).delta
    expect(delta(-1, p.put10.k)).toBeCloseTo(-0.1, 12)
    expect(delta(-1, p.put25.k)).toBeCloseTo(-0.25, 12)
    expect(delta(1, p.call25.k)).toBeCloseTo(0.25, 12)
    expect(delta(1, p.call10.k)).toBeCloseTo(0.1, 12)
  })
})

describe('moves of points', () => {
  test('the level adds exactly the same to every point', () => {
    const before = volsOf(expiry(POINTS))
    expect(volsOf(move(expiry(POINTS), 'level', 0.05))).toEqual(before.map((v) => v + 0.05))
  })

  test('the put wing leaves the vol at the money and every call strike as it is, and moves the 10-delta put by the amount', () => {
    // A strike at the 10-delta put of this smile, so that the wish can be read at a point.
    const first = places(expiry(POINTS)).put10
    const strike = 100 * Math.exp(first.k)
    const strikes = [50, 60, strike, 80, 90, 100, 110, 120, 140]
    const vols = strikes.map((k) => volAt(core, expiry(POINTS), 0.25, k))
    const e = expiry({ type: 'points', strikes, vols })
    const after = volsOf(move(e, 'put', 0.05))
    expect((after[2] ?? 0) - (vols[2] ?? 0)).toBeCloseTo(0.05, 9)
    expect(after.slice(5)).toEqual(vols.slice(5))
    // Further out never more than twice the amount, and never less than at the 10-delta put.
    for (const i of [0, 1]) {
      expect((after[i] ?? 0) - (vols[i] ?? 0)).toBeGreaterThan(0.05)
      expect((after[i] ?? 0) - (vols[i] ?? 0)).toBeLessThan(0.1)
    }
  })

  test('the call wing is its mirror: put strikes stay to the bit', () => {
    const before = volsOf(expiry(POINTS))
    const after = volsOf(move(expiry(POINTS), 'call', -0.03))
    expect(after.slice(0, 6)).toEqual(before.slice(0, 6))
    expect(after.at(-1)).toBeLessThan(before.at(-1) ?? 0)
  })

  test('the tilt moves the risk reversal by the amount, half on either side, and the width both 25-delta vols alike; at the money nothing moves', () => {
    const flat = expiry({ type: 'points', strikes: [100], vols: [0.6] })
    const { put25, call25 } = places(flat)
    const strikes = [70, 100 * Math.exp(put25.k), 100, 100 * Math.exp(call25.k), 140]
    const e = expiry({ type: 'points', strikes, vols: [0.6, 0.6, 0.6, 0.6, 0.6] })
    const tilted = volsOf(move(e, 'tilt', -0.04))
    expect(tilted[1]).toBeCloseTo(0.62, 9)
    expect(tilted[3]).toBeCloseTo(0.58, 9)
    expect(tilted[2]).toBe(0.6)
    const wider = volsOf(move(e, 'width', 0.03))
    expect(wider[1]).toBeCloseTo(0.63, 9)
    expect(wider[3]).toBeCloseTo(0.63, 9)
    expect(wider[2]).toBe(0.6)
  })
})

describe('moves of raw SVI', () => {
  const e = expiry(SVI)

  test('the level raises total variance by one constant along the whole line, so that the vol at the money moves by the amount', () => {
    const after = sviOf(move(e, 'level', 0.05))
    const rise = (vol(e, 0) + 0.05) ** 2 * 0.25 - vol(e, 0) ** 2 * 0.25
    for (const k of [-3, -0.5, 0, 0.1, 2]) expect(w(after, k) - w(SVI, k)).toBeCloseTo(rise, 13)
    expect({ ...after, a: 0 }).toEqual({ ...SVI, a: 0 })
  })

  test('the put wing moves the 10-delta put by the amount; at the money and the 10-delta call stay', () => {
    const { put10, call10 } = places(e)
    const after = move(e, 'put', 0.05)
    expect(vol(after, put10.k) - put10.vol).toBeCloseTo(0.05, 11)
    expect(vol(after, 0)).toBeCloseTo(vol(e, 0), 12)
    expect(vol(after, call10.k)).toBeCloseTo(call10.vol, 11)
    expect(sviOf(after)).toMatchObject({ m: SVI.m, sigma: SVI.sigma })
  })

  test('the call wing is its mirror', () => {
    const { put10, call10 } = places(e)
    const after = move(e, 'call', -0.01)
    expect(vol(after, call10.k) - call10.vol).toBeCloseTo(-0.01, 11)
    expect(vol(after, 0)).toBeCloseTo(vol(e, 0), 12)
    expect(vol(after, put10.k)).toBeCloseTo(put10.vol, 11)
  })

  test('the tilt moves the risk reversal by the amount, the width the mean of both 25-delta vols; at the money stays', () => {
    const { put25, call25 } = places(e)
    const tilted = move(e, 'tilt', -0.03)
    expect(vol(tilted, put25.k) - put25.vol).toBeCloseTo(0.015, 11)
    expect(vol(tilted, call25.k) - call25.vol).toBeCloseTo(-0.015, 11)
    expect(vol(tilted, 0)).toBeCloseTo(vol(e, 0), 12)
    for (const amount of [0.02, -0.004]) {
      const wider = move(e, 'width', amount)
      const mean = (vol(wider, put25.k) + vol(wider, call25.k)) / 2
      expect(mean - (put25.vol + call25.vol) / 2).toBeCloseTo(amount, 11)
      expect(vol(wider, 0)).toBeCloseTo(vol(e, 0), 12)
    }
  })

  test('what does not fit the domain goes as far as it can, never further: least variance, correlation, vol', () => {
    for (const handle of ['level', 'tilt', 'width', 'put', 'call'] as const) {
      for (const amount of [-30, -0.6, 0.6, 30]) {
        const s = sviOf(move(e, handle, amount))
        expect(s.b).toBeGreaterThanOrEqual(0)
        expect(Math.abs(s.rho)).toBeLessThan(1)
        expect(s.sigma).toBeGreaterThan(0)
        expect(s.a + s.b * s.sigma * Math.sqrt(1 - s.rho * s.rho)).toBeGreaterThanOrEqual(0.001 * 0.001 * 0.25 * (1 - 1e-9))
      }
    }
    expect(vol(move(e, 'level', -9), SVI.m + (0.3 / Math.sqrt(1 - 0.09)) * 0.15)).toBeCloseTo(0.001, 9)
  })
})

test('an expiry without a smile, without time, or moved by nothing or by no number comes back itself', () => {
  const bare = expiry(undefined)
  expect(move(bare, 'level', 0.1)).toBe(bare)
  const over = { ...expiry(SVI), at: NOW }
  expect(move(over, 'level', 0.1)).toBe(over)
  const e = expiry(POINTS as PointsSmile)
  expect(move(e, 'put', 0)).toBe(e)
  expect(move(e, 'put', Number.NaN)).toBe(e)
})
