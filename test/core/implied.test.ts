import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../src/engine/core.ts'
import { testCore } from '../support/core.ts'
import { vectors } from '../support/vectors.ts'
import { EPS, Worst } from './worst.ts'

type Row = [
  cat: string,
  F: number,
  K: number,
  T: number,
  cp: 1 | -1,
  price: number,
  vol: number | null,
  used: number,
  attainable: number,
  log: number,
]
interface File {
  readonly rows: readonly Row[]
  readonly refuse: readonly { F: number; K: number; T: number; cp: 1 | -1; price: number; reason: string }[]
}
const file = vectors<File>('quant/implied_vol.json')

let core: Core
beforeAll(async () => {
  core = await testCore()
})

describe.skipIf(file === undefined)('implied_vol.json (mpmath, 80 digits, solved for the exact double price)', () => {
  test('every solvable case is within 8 (attainable + 2 eps), the rounding of F/K not counted', () => {
    const worst = new Worst()
    for (const [cat, F, K, T, cp, price, vol, , attainable] of file?.rows ?? []) {
      if (vol === null) continue
      const found = core.impliedVol(cp, F, K, T, price)
      worst.see(JSON.stringify([cat, F, K, T, cp, price]), found.vol ?? Number.NaN, vol, vol, 8 * (attainable + 2 * EPS))
    }
    expect(worst.share, String(worst)).toBeLessThanOrEqual(1)
    expect(worst.count).toBeGreaterThan(150)
  })

  test('what has no solution is refused with a sentence', () => {
    const none = (file?.rows ?? []).filter((row) => row[6] === null).map(([, F, K, T, cp, price]) => ({ F, K, T, cp, price }))
    for (const { F, K, T, cp, price } of [...none, ...(file?.refuse ?? [])]) {
      const found = core.impliedVol(cp, F, K, T, price)
      expect(found.vol, JSON.stringify({ F, K, T, cp, price })).toBeNull()
      expect(found.reason).toMatch(/ /)
    }
  })
})

describe('refusals', () => {
  const reason = (cp: 1 | -1, F: number, K: number, T: number, price: number, rate = 0) => core.impliedVol(cp, F, K, T, price, rate).reason

  test('each names its cause', () => {
    expect(reason(1, 100, 90, 0.25, 9.999)).toMatch(/below intrinsic/)
    expect(reason(1, 100, 110, 0.25, -0.01)).toMatch(/below intrinsic/)
    expect(reason(1, 100, 90, 0.25, 10)).toMatch(/no time value/)
    expect(reason(1, 100, 110, 0.25, 0)).toMatch(/no time value/)
    expect(reason(1, 100, 90, 0.25, 100)).toMatch(/upper bound/)
    expect(reason(-1, 100, 110, 0.25, 110)).toMatch(/upper bound/)
    expect(reason(1, 100, 110, 0, 0.5)).toMatch(/years/)
    expect(reason(1, 0, 110, 0.25, 0.5)).toMatch(/forward and strike/)
    expect(reason(1, 100, -1, 0.25, 0.5)).toMatch(/forward and strike/)
    expect(reason(2 as 1, 100, 110, 0.25, 0.5)).toMatch(/call/)
  })

  test('NaN and infinity in any input', () => {
    const good = [100, 110, 0.25, 0.5, 0.02]
    for (let i = 0; i < good.length; i++) {
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
        const [F, K, T, price, rate] = good.with(i, bad) as [number, number, number, number, number]
        expect(reason(1, F, K, T, price, rate), `input ${i} = ${bad}`).toMatch(/not finite/)
      }
    }
  })

  test('an honest price whose time value rounded away', () => {
    expect(core.price(1, 100, 50, 0.01, 0.3)).toBe(50)
    expect(reason(1, 100, 50, 0.01, 50)).toMatch(/no time value/)
  })
})

test('implied vol undoes the price, within what the rounding of the price leaves', () => {
  const cases = fc.record({
    cp: fc.constantFrom(1 as const, -1 as const),
    F: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
    x: fc.double({ min: -3, max: 3, noNaN: true }),
    T: fc.double({ min: 1e-5, max: 5, noNaN: true }),
    vol: fc.double({ min: 0.01, max: 5, noNaN: true }),
    rate: fc.constantFrom(0, 0.05, -0.02),
  })
  fc.assert(
    fc.property(cases, ({ cp, F, x, T, vol, rate }) => {
      const K = F * core.exp(x)
      const { price, vega } = core.greeks(cp, F, K, T, vol, rate)
      const attainable = (price * EPS) / (vega * vol)
      // Subnormal prices are rounded more than that.
      if (!(attainable < 1e-3 && price > 1e-300)) return
      const found = core.impliedVol(cp, F, K, T, price, rate).vol ?? Number.NaN
      // The price is off by up to 8 eps twice, once in making it and once in the search.
      expect(Math.abs(found - vol) / vol).toBeLessThanOrEqual(16 * attainable + 8 * EPS)
    }),
    { numRuns: 2000 },
  )
})

test('the far wings, tiny vols and huge vols come back', () => {
  for (const [F, K, T, vol] of [
    [100, 100, 1, 1e-12],
    [100, 100.0000001, 1, 1e-9],
    [1e-3, 1, 1, 0.2],
    [60000, 60000 * 20, 0.002, 1.8],
    [100, 1e9, 1, 8],
    [100, 100, 4, 2],
  ] as const) {
    const price = core.price(1, F, K, T, vol)
    expect((core.impliedVol(1, F, K, T, price).vol ?? Number.NaN) / vol).toBeCloseTo(1, 9)
  }
})
