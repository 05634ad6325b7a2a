import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../src/engine/core.ts'
import { testCore } from '../support/core.ts'
import { vectors } from '../support/vectors.ts'
import { Worst } from './worst.ts'

interface File {
  readonly cdf: readonly [x: number, cdf: number, sf: number, logCdf: number, pdf: number, mills: number][]
  readonly inverse: readonly [p: number, x: number][]
}
const file = vectors<File>('quant/normal.json')

let core: Core
beforeAll(async () => {
  core = await testCore()
})

describe.skipIf(file === undefined)('normal.json (mpmath, 60 digits)', () => {
  test('cdf and upper tail are within 4 ulp above 1e-307, density within 4', () => {
    const worst = new Worst()
    for (const [x, cdf, sf, , pdf] of file?.cdf ?? []) {
      if (cdf > 1e-307) worst.see(`N(${x})`, core.normalCdf(x), cdf, cdf, 4 * 2 ** -52)
      if (sf > 1e-307) worst.see(`N(${-x})`, core.normalCdf(-x), sf, sf, 4 * 2 ** -52)
      if (pdf > 1e-307) worst.see(`n(${x})`, core.normalPdf(x), pdf, pdf, 4 * 2 ** -52)
    }
    expect(worst.share, String(worst)).toBeLessThanOrEqual(1)
  })

  test('below 1e-307 the cdf is within two of the smallest doubles or 1e-12', () => {
    for (const [x, cdf] of file?.cdf ?? []) {
      if (cdf <= 1e-307) expect(Math.abs(core.normalCdf(x) - cdf), `N(${x})`).toBeLessThanOrEqual(2 * 5e-324 + 1e-12 * cdf)
    }
  })

  test('the inverse is within 1e-15, both tails', () => {
    const worst = new Worst()
    for (const [p, x] of file?.inverse ?? []) worst.see(`inverse of ${p}`, core.normalInverse(p), x, x, 1e-15)
    expect(worst.share, String(worst)).toBeLessThanOrEqual(1)
  })
})

test('limits', () => {
  const { NaN: nan, POSITIVE_INFINITY: inf } = Number
  expect([0, inf, -inf, nan, 40, -40].map((x) => core.normalCdf(x))).toEqual([0.5, 1, 0, nan, 1, 0])
  expect([inf, -inf, nan, 40].map((x) => core.normalPdf(x))).toEqual([0, 0, nan, 0])
  expect([0.5, 0, 1, nan, -0.1, 1.1].map((p) => core.normalInverse(p))).toEqual([0, -inf, inf, nan, nan, nan])
})

test('the cdf rises, mirrors, and the inverse undoes it', () => {
  fc.assert(
    fc.property(fc.double({ min: -37, max: 37, noNaN: true }), fc.double({ min: 1e-9, max: 1, noNaN: true }), (x, step) => {
      expect(core.normalCdf(x + step)).toBeGreaterThanOrEqual(core.normalCdf(x))
      expect(core.normalCdf(x) + core.normalCdf(-x)).toBeCloseTo(1, 15)
      // One rounding of p moves x by up to eps·p/n(x); in the lower half that is below eps·2/(1 + |x|).
      if (x < -0.01) expect(Math.abs(core.normalInverse(core.normalCdf(x)) / x - 1)).toBeLessThan(8e-16 * (1 + 2 / (Math.abs(x) * (1 - x))))
    }),
  )
})
