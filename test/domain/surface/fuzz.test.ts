import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { restoreMarket } from '../../../src/domain/door/market.ts'
import { marketFile } from '../../../src/domain/door/print.ts'
import type { Market, Smile } from '../../../src/domain/market.ts'
import { volAt } from '../../../src/domain/smile.ts'
import { resetSmiles } from '../../../src/domain/surface/edit.ts'
import { parallel, resetPoint, setPoint, shape, termStructure } from '../../../src/domain/surface/tools.ts'
import { yearsBetween } from '../../../src/domain/units.ts'
import type { Core } from '../../../src/engine/core.ts'
import { testCore } from '../../support/core.ts'
import { expiry, market, POINTS, SVI } from './support.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

const amount = fc.oneof(
  fc.double({ min: -0.2, max: 0.2, noNaN: true }),
  fc.double({ min: -50, max: 50, noNaN: true }),
  fc.constant(Number.NaN),
)
const handle = fc.constantFrom('put', 'tilt', 'level', 'width', 'call' as const)
const where = fc.record({ coin: fc.constantFrom('BTC', 'ETH'), years: fc.constantFrom(0.0001, 0.25, 1, 2) }, { requiredKeys: [] })
const strike = fc.constantFrom(50, 60, 80, 100, 110, 140, 160, 77)
type Step = (m: Market, loaded: Market) => Market

const scope = (w: { coin?: string; years?: number }, m: Market) => {
  const at = m.underlyings['BTC']?.expiries.find((e) => Math.abs(yearsBetween(m.asOf, e.at) - (w.years ?? -1)) < 1e-9)?.at
  return { ...(w.coin === undefined ? {} : { coin: w.coin }), ...(at === undefined ? {} : { at }) }
}
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(handle, where, amount).map(
    ([h, w, x]): Step =>
      (m) =>
        shape(core, m, scope(w, m), h, x),
  ),
  fc.tuple(fc.constantFrom('points', 'relative' as const), where, amount).map(
    ([kind, w, x]): Step =>
      (m) =>
        parallel(core, m, scope(w, m), kind as 'points' | 'relative', x),
  ),
  fc.tuple(where, amount, amount).map(
    ([w, x, y]): Step =>
      (m) =>
        termStructure(core, m, w.coin, x, y),
  ),
  fc.tuple(where, strike, amount).map(
    ([w, k, x]): Step =>
      (m) =>
        setPoint(core, m, w.coin ?? 'BTC', scope(w, m).at ?? 0, k, x),
  ),
  fc.tuple(where, strike).map(
    ([w, k]): Step =>
      (m, l) =>
        resetPoint(core, m, l, w.coin ?? 'BTC', scope(w, m).at ?? 0, k),
  ),
  where.map(
    (w): Step =>
      (m, l) =>
        w.coin === undefined ? m : resetSmiles(m, l, scope(w, m)),
  ),
)

const svi: fc.Arbitrary<Smile> = fc
  .record({
    floor: fc.double({ min: 0, max: 0.5, noNaN: true }),
    b: fc.double({ min: 0, max: 1.5, noNaN: true }),
    rho: fc.double({ min: -0.99, max: 0.99, noNaN: true }),
    m: fc.double({ min: -1, max: 1, noNaN: true }),
    sigma: fc.double({ min: 1e-5, max: 2, noNaN: true }),
  })
  .map(({ floor, b, rho, m, sigma }) => ({ type: 'svi', a: floor - b * sigma * Math.sqrt(1 - rho * rho) + 1e-15, b, rho, m, sigma }))
const points: fc.Arbitrary<Smile> = fc
  .array(fc.double({ min: 0.001, max: 5, noNaN: true }), { minLength: 1, maxLength: 8 })
  .map((vols) => ({ type: 'points', strikes: [50, 60, 80, 100, 110, 120, 140, 160].slice(0, vols.length), vols }))
const smile = fc.oneof(svi, points, fc.constant(POINTS), fc.constant<Smile>(SVI))

test('no run of edits makes a vol that is no number or negative, or loses a strike, and every market still passes the door', () => {
  fc.assert(
    fc.property(fc.tuple(smile, smile, smile), fc.array(step, { minLength: 1, maxLength: 12 }), ([a, b, c], steps) => {
      const loaded = market([expiry(a, 0.0001), expiry(b, 0.25), expiry(c, 1), expiry(undefined, 2)])
      const after = steps.reduce((m, s) => s(m, loaded), loaded)
      for (const [coin, u] of Object.entries(after.underlyings)) {
        u.expiries.forEach((e, i) => {
          const was = loaded.underlyings[coin]?.expiries[i]
          expect(e.strikes).toBe(was?.strikes)
          expect(e.smile === undefined).toBe(was?.smile === undefined)
          if (e.smile === undefined) return
          if (e.smile.type === 'points') expect(e.smile.strikes).toEqual(e.strikes)
          for (const k of [20, ...e.strikes, 400]) {
            const vol = volAt(core, e, yearsBetween(after.asOf, e.at), k)
            expect(vol).toBeGreaterThanOrEqual(0)
            expect(vol).toBeLessThan(Number.POSITIVE_INFINITY)
          }
        })
      }
      expect(restoreMarket(JSON.parse(JSON.stringify(marketFile(after)))).ok).toBe(true)
      expect(resetSmiles(after, loaded, {})).toBe(loaded)
      expect(resetSmiles(structuredClone(after), loaded, {})).toBe(loaded)
    }),
    { numRuns: 400 },
  )
})
