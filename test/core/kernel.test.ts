import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../src/engine/core.ts'
import { testCore } from '../support/core.ts'
import { vectors } from '../support/vectors.ts'
import { gridOf, leg, type Option, scenario, unchanged } from './grids.ts'
import { Worst } from './worst.ts'

/** What the scenario kernel promises: absolute error over the larger of forward and strike. */
const BOUND = 4e-16

let core: Core
beforeAll(async () => {
  core = await testCore()
})

const worth = (option: Option): number => core.revalue(gridOf([option])).values[0]?.[0] as number

interface Black {
  readonly rows: readonly (readonly [string, ...number[]])[]
}
const black = vectors<Black>('quant/black76.json')

describe.skipIf(black === undefined)('black76.json (mpmath, 80 digits) through the kernel', () => {
  test('every undiscounted row is within 4e-16 max(F, K)', () => {
    const rows = (black?.rows ?? []).filter((row) => row[5] === 0)
    const options = rows.map((row) => row.slice(1, 7) as number[])
    const grid = gridOf(options.map(([forward, strike, years, vol, , cp]) => ({ forward, strike, years, vol, cp }) as Option))
    const { base, values } = core.revalue(grid)
    const worst = new Worst()
    rows.forEach((row, i) => {
      const scale = Math.max(row[1] as number, row[2] as number)
      worst.see(JSON.stringify(row.slice(0, 7)), values[0]?.[i] as number, row[9] as number, scale, BOUND)
      worst.see(`base of ${JSON.stringify(row.slice(0, 7))}`, base[i] as number, row[9] as number, scale, BOUND)
    })
    expect(rows.length).toBeGreaterThan(0)
    expect(worst.share, String(worst)).toBeLessThanOrEqual(1)
  })

  test('every discounted row is within 4e-16 max(F, K) plus the rounding of its own discount', () => {
    const rows = (black?.rows ?? []).filter((row) => row[5] !== 0)
    const worst = new Worst()
    for (const row of rows) {
      const [forward, strike, years, vol, rate, cp] = row.slice(1, 7) as [number, number, number, number, number, 1 | -1]
      const discount = core.exp(-rate * years)
      const grid = gridOf([{ forward, strike, years, vol, cp }])
      const { values } = core.revalue({ ...grid, buckets: grid.buckets.map((b) => ({ ...b, discount })) })
      // Beside the kernel's bound: exp(-rT) of a rounded rT, and one product more.
      const tolerance = discount * BOUND * Math.max(forward, strike) + (row[9] as number) * (3 + rate * years) * 2 ** -53
      worst.see(JSON.stringify(row.slice(0, 7)), values[0]?.[0] as number, row[9] as number, 1, tolerance)
    }
    expect(worst.share, String(worst)).toBeLessThanOrEqual(1)
  })
})

/** Options from dead to half a thousand standard deviations away. */
const anyOption: fc.Arbitrary<Option> = fc
  .record({
    cp: fc.constantFrom(1 as const, -1 as const),
    strike: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    years: fc.double({ min: 1e-6, max: 5, noNaN: true }),
    vol: fc.oneof(fc.double({ min: 0.01, max: 3, noNaN: true }), fc.double({ min: 1e-6, max: 30, noNaN: true })),
    distance: fc.oneof(fc.double({ min: -4, max: 4, noNaN: true }), fc.double({ min: -0.1, max: 0.1, noNaN: true })),
  })
  .map(({ cp, strike, years, vol, distance }) => {
    const deviation = Math.min(vol * Math.sqrt(years), 20)
    return { cp, strike, years, vol, forward: strike * core.exp(deviation * distance) }
  })

describe('the kernel and the scalar form', () => {
  test('agree within the sum of their bounds on random options', () => {
    fc.assert(
      fc.property(fc.array(anyOption, { minLength: 1, maxLength: 40 }), (options) => {
        const { values } = core.revalue(gridOf(options))
        options.forEach((o, i) => {
          const scalar = core.price(o.cp, o.forward, o.strike, o.years, o.vol)
          const scale = Math.max(o.forward, o.strike)
          expect(Math.abs((values[0]?.[i] as number) - scalar), JSON.stringify(o)).toBeLessThanOrEqual(2 * BOUND * scale)
        })
      }),
      { numRuns: 400 },
    )
  })

  test('put and call differ by F − K to the last rounding', () => {
    fc.assert(
      fc.property(anyOption, (o) => {
        const parity = worth({ ...o, cp: 1 }) - worth({ ...o, cp: -1 }) - (o.forward - o.strike)
        expect(Math.abs(parity)).toBeLessThanOrEqual(2 * BOUND * Math.max(o.forward, o.strike))
      }),
    )
  })

  test('a price is never below intrinsic value nor above its bound', () => {
    fc.assert(
      fc.property(anyOption, (o) => {
        const value = worth(o)
        const most = o.cp === 1 ? o.forward : o.strike
        expect(value).toBeGreaterThanOrEqual(Math.max(o.cp * (o.forward - o.strike), 0))
        expect(value).toBeLessThanOrEqual(most * (1 + BOUND))
      }),
    )
  })
})

describe('edges', () => {
  const call: Option = { cp: 1, forward: 100, strike: 90, years: 0.5, vol: 0.6 }
  const put: Option = { ...call, cp: -1 }

  test.each([
    ['expired', { years: 0 }],
    ['past its expiry', { years: -0.1 }],
    ['without vol', { vol: 0 }],
    ['with a negative vol', { vol: -0.2 }],
    ['without vol and expired', { vol: 0, years: 0 }],
    ['with the least vol', { vol: 5e-324 }],
  ])('an option %s is worth exactly its intrinsic value', (_, change) => {
    expect(worth({ ...call, ...change })).toBe(10)
    expect(worth({ ...put, ...change })).toBe(0)
    expect(worth({ ...call, ...change, forward: 90 })).toBe(0)
    expect(worth({ ...put, ...change, forward: 90 })).toBe(0)
    expect(worth({ ...put, ...change, forward: 80 })).toBe(10)
    expect(worth({ ...call, ...change, forward: 80 })).toBe(0)
  })

  test('a strike of zero: the call is the forward, the put is nothing', () => {
    expect(worth({ ...call, strike: 0 })).toBe(100)
    expect(worth({ ...put, strike: 0 })).toBe(0)
    expect(worth({ ...call, strike: 0, forward: 0 })).toBe(0)
  })

  test.each([0, -0, -1, -1e300])('a forward of %d: the call is nothing, the put its strike', (forward) => {
    expect(worth({ ...call, forward })).toBe(0)
    expect(worth({ ...put, forward })).toBe(90)
  })

  test('an endless deviation: the call is the forward, the put its strike', () => {
    for (const change of [
      { vol: 1e3 },
      { vol: 1e300 },
      { vol: Number.POSITIVE_INFINITY },
      { years: 1e12 },
      { years: Number.POSITIVE_INFINITY },
    ]) {
      expect(worth({ ...call, ...change })).toBe(100)
      expect(worth({ ...put, ...change })).toBe(90)
    }
  })

  test('the largest and the least doubles neither overflow nor lose their way', () => {
    expect(worth({ ...call, forward: 1e308, strike: 1e308, vol: 1e-9 })).toBeLessThan(1e308)
    expect(worth({ ...call, forward: Number.MAX_VALUE, strike: 1 })).toBe(Number.MAX_VALUE)
    expect(worth({ ...put, forward: Number.MAX_VALUE, strike: 1 })).toBe(0)
    expect(worth({ ...call, forward: 5e-324, strike: 1 })).toBe(0)
    expect(worth({ ...put, forward: 1, strike: 5e-324 })).toBe(0)
    expect(worth({ ...call, forward: Number.POSITIVE_INFINITY })).toBe(Number.POSITIVE_INFINITY)
  })

  test('sixty deviations out of the money is worth nothing', () => {
    expect(worth({ cp: 1, forward: 1, strike: core.exp(60), years: 1, vol: 1 })).toBe(0)
    expect(worth({ cp: -1, forward: core.exp(60), strike: 1, years: 1, vol: 1 })).toBe(0)
  })

  test('NaN in an input of one leg or its bucket is NaN there and nowhere else', () => {
    const n = Number.NaN
    const broken = [{ forward: n }, { strike: n }, { years: n }, { vol: n }, { strike: -1 }]
    for (const cp of [1, -1] as const) {
      const whole = core.revalue(gridOf([call, put, call])).values[0]
      for (const change of broken) {
        const { values, base } = core.revalue(gridOf([call, { ...call, cp, ...change }, put, call]))
        expect([...(values[0] ?? [])], JSON.stringify(change)).toEqual([whole?.[0], Number.NaN, whole?.[1], whole?.[2]])
        expect(base[1]).toBeNaN()
      }
    }
  })

  test('NaN in a shock is NaN in that scenario of that bucket alone', () => {
    const n = Number.NaN
    const broken = [
      { ...unchanged, forward: { m: n, a: 0 } },
      { ...unchanged, forward: { m: 1, a: n } },
      { ...unchanged, vol: { m: n, a: 0 } },
      { ...unchanged, vol: { m: 1, a: n } },
      { ...unchanged, volFloor: n },
    ]
    const grid = gridOf([call, put])
    for (const shock of broken) {
      const { values } = core.revalue({
        ...grid,
        scenarios: [scenario([unchanged, unchanged]), scenario([shock, unchanged]), scenario([unchanged, unchanged])],
      })
      expect(values[1]?.[0]).toBeNaN()
      expect(values[1]?.[1]).toBe(values[0]?.[1])
      expect(values[2]).toEqual(values[0])
      expect(values[0]?.[0]).not.toBeNaN()
    }
  })

  test('NaN in a vol factor is NaN for that leg in that scenario', () => {
    const grid = gridOf([call, put, call])
    const all = [unchanged, unchanged, unchanged]
    const { values } = core.revalue({ ...grid, scenarios: [scenario(all, [1, Number.NaN, 1]), scenario(all)] })
    expect(values[0]?.[1]).toBeNaN()
    expect([values[0]?.[0], values[0]?.[2]]).toEqual([values[1]?.[0], values[1]?.[2]])
  })

  test('a discount of NaN is NaN, and a leg without its bucket is NaN', () => {
    const grid = gridOf([call, put])
    expect(core.revalue({ ...grid, buckets: grid.buckets.map((b) => ({ ...b, discount: Number.NaN })) }).values[0]?.[0]).toBeNaN()
    for (const bucket of [2, -1, 0.5, Number.NaN]) {
      for (const kind of ['call', 'forward'] as const) {
        const { values } = core.revalue({ ...grid, legs: [leg(kind, bucket, 90, 0.6), leg('put', 1, 90, 0.6)] })
        expect(values[0]?.[0]).toBeNaN()
        expect(values[0]?.[1]).toBe(worth(put))
      }
    }
  })
})
