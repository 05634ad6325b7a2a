import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Bucket, BucketShock, GridLeg, Scenario, ScenarioGrid } from '../../src/domain/scenario.ts'
import type { Core } from '../../src/engine/core.ts'
import { testCore } from '../support/core.ts'
import { vectors } from '../support/vectors.ts'
import { leg, scenario, unchanged } from './grids.ts'
import { Worst } from './worst.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

interface VectorLeg {
  readonly cp: 1 | -1 | null
  readonly K: number | null
  readonly T: number | null
  readonly F: number
  readonly sigma: number | null
  readonly qty: number
}
interface VectorFile {
  readonly grid: {
    readonly legs: readonly VectorLeg[]
    readonly scenarios: readonly {
      readonly price_change: number
      readonly shocked_sigma: readonly (number | null)[]
      readonly pnl_quote: readonly number[]
      readonly total_quote: number
    }[]
  }
}
const file = vectors<VectorFile>('quant/scenarios.json')

describe.skipIf(file === undefined)('scenarios.json (mpmath, 50 digits)', () => {
  const legs = file?.grid.legs ?? []
  const buckets: Bucket[] = legs.map((l) => ({ underlying: 'BTC', forward: l.F, fixed: 0, years: l.T ?? 0, discount: 1 }))
  const rows: GridLeg[] = legs.map((l, i) => leg(l.cp === null ? 'forward' : l.cp === 1 ? 'call' : 'put', i, l.K ?? 0, l.sigma ?? 0))

  /** P&L of each leg; the vols arrive as absolute shocks, or as factors on the base vols. */
  const check = (shocksOf: (change: number, vols: readonly (number | null)[]) => Scenario): void => {
    const given = file?.grid.scenarios ?? []
    const { base, values } = core.revalue({
      buckets,
      legs: rows,
      scenarios: given.map((s) => shocksOf(s.price_change, s.shocked_sigma)),
    })
    const worst = new Worst()
    given.forEach((s, row) => {
      let total = 0
      legs.forEach((l, i) => {
        const pnl = l.qty * ((values[row]?.[i] as number) - (base[i] as number))
        total += pnl
        const largest = Math.max(l.F, l.F * (1 + s.price_change), l.K ?? 0)
        // Two prices; the shocked vol and 1 + change come in rounded, whose effect is a few units of the forward's last digit.
        worst.see(`scenario ${row} leg ${i}`, pnl, s.pnl_quote[i] as number, Math.abs(l.qty) * largest, 2 * 4e-16 + 4 * 2 ** -53)
      })
      worst.see(`scenario ${row}`, total, s.total_quote, Math.max(...legs.map((l) => l.F)), 4e-14)
    })
    expect(worst.share, String(worst)).toBeLessThanOrEqual(1)
    expect(worst.count).toBeGreaterThan(0)
  }

  test('P&L of every leg in every scenario, vols given absolutely', () => {
    check((change, vols) => scenario(vols.map((vol) => ({ forward: { m: 1 + change, a: 0 }, vol: { m: 0, a: vol ?? 0 }, volFloor: 0 }))))
  })

  test('P&L of every leg in every scenario, vols given as factors per leg', () => {
    check((change, vols) =>
      scenario(
        vols.map(() => ({ forward: { m: 1 + change, a: 0 }, vol: { m: 1, a: 0 }, volFloor: 0 })),
        vols.map((vol, i) => (vol === null ? 1 : vol / (legs[i]?.sigma ?? 1))),
      ),
    )
  })
})

const bucket: Bucket = { underlying: 'BTC', forward: 64_000, fixed: 0, years: 0.25, discount: 1 }
const one = (legs: readonly GridLeg[], scenarios: readonly Scenario[], of: Partial<Bucket> = {}): ScenarioGrid => ({
  buckets: [{ ...bucket, ...of }],
  legs,
  scenarios,
})
const call = leg('call', 0, 70_000, 0.6)

describe('the meaning of a shock', () => {
  const shocked = (shock: Partial<BucketShock>, factor?: number, of: Partial<Bucket> = {}): number =>
    core.revalue(one([call], [scenario([{ ...unchanged, ...shock }], factor === undefined ? undefined : [factor])], of))
      .values[0]?.[0] as number
  const scalar = (forward: number, vol: number): number => core.price(1, forward, 70_000, 0.25, vol)
  const near = (got: number, expected: number): void => expect(Math.abs(got - expected)).toBeLessThanOrEqual(1e-15 * 80_000)

  test("F' = m·F + a + fixed", () => {
    near(shocked({ forward: { m: 1.1, a: -500 } }, undefined, { forward: 60_000, fixed: 4_000 }), scalar(1.1 * 60_000 - 500 + 4_000, 0.6))
  })
  test("vol' = max(m·(vol·factor) + a, floor)", () => {
    near(shocked({ vol: { m: 1.25, a: 0.02 } }), scalar(64_000, 0.77))
    near(shocked({ vol: { m: 1.25, a: 0.02 } }, 0.8), scalar(64_000, 0.62))
    near(shocked({ vol: { m: 0.1, a: 0 }, volFloor: 0.3 }), scalar(64_000, 0.3))
    near(shocked({ vol: { m: 0.1, a: 0 }, volFloor: 0.03 }), scalar(64_000, 0.06))
    near(shocked({ vol: { m: 1, a: -0.9 }, volFloor: 0 }), scalar(64_000, 0))
  })
  test('the discount multiplies an option and not a forward', () => {
    const { values, base, delta } = core.revalue(one([call, leg('forward', 0, 0, 0)], [scenario([unchanged])], { discount: 0.5, fixed: 7 }))
    near(values[0]?.[0] as number, scalar(64_007, 0.6) / 2)
    expect(values[0]?.[1]).toBe(64_007)
    expect(base[1]).toBe(64_007)
    expect(delta[1]).toBe(1)
    expect(delta[0]).toBeCloseTo(core.greeks(1, 64_007, 70_000, 0.25, 0.6).delta, 14)
  })
  test('a forward leg may fall below zero', () => {
    const { values } = core.revalue(one([leg('forward', 0, 0, 0)], [scenario([{ ...unchanged, forward: { m: 1, a: -65_000 } }])]))
    expect(values[0]?.[0]).toBe(-1_000)
  })
  test('an unchanged scenario is the base value to the last bit', () => {
    const { values, base } = core.revalue(one([call, leg('put', 0, 61_000, 0.7)], [scenario([unchanged]), scenario([unchanged])]))
    expect(values).toEqual([base, base])
  })
})

const shockOf: fc.Arbitrary<BucketShock> = fc.record({
  forward: fc.record({ m: fc.double({ min: 0.5, max: 1.5, noNaN: true }), a: fc.double({ min: -10, max: 10, noNaN: true }) }),
  vol: fc.record({ m: fc.double({ min: 0.2, max: 2, noNaN: true }), a: fc.double({ min: -0.1, max: 0.1, noNaN: true }) }),
  volFloor: fc.double({ min: 0, max: 0.3, noNaN: true }),
})
const gridOfAny: fc.Arbitrary<ScenarioGrid> = fc
  .record({ nb: fc.integer({ min: 1, max: 5 }), n: fc.integer({ min: 0, max: 23 }), ns: fc.integer({ min: 0, max: 11 }) })
  .chain(({ nb, n, ns }) =>
    fc.record({
      buckets: fc.array(
        fc.record({
          underlying: fc.constant('BTC'),
          forward: fc.double({ min: 50, max: 150, noNaN: true }),
          fixed: fc.constantFrom(0, 3),
          years: fc.double({ min: 0, max: 2, noNaN: true }),
          discount: fc.double({ min: 0.5, max: 1, noNaN: true }),
        }),
        { minLength: nb, maxLength: nb },
      ),
      legs: fc.array(
        fc.record({
          kind: fc.constantFrom('call' as const, 'put' as const, 'forward' as const),
          bucket: fc.integer({ min: 0, max: nb - 1 }),
          strike: fc.double({ min: 20, max: 300, noNaN: true }),
          vol: fc.double({ min: 0.1, max: 2, noNaN: true }),
          quantity: fc.constant(1),
        }),
        { minLength: n, maxLength: n },
      ),
      scenarios: fc.array(
        fc
          .tuple(
            fc.array(shockOf, { minLength: nb, maxLength: nb }),
            fc.option(fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: n, maxLength: n }), { nil: undefined }),
          )
          .map(([shocks, factors]) => scenario(shocks, factors)),
        { minLength: ns, maxLength: ns },
      ),
    }),
  )

describe('the grid', () => {
  test('each cell is the price of its leg under its shock, whatever else is in the grid', () => {
    fc.assert(
      fc.property(gridOfAny, (grid) => {
        const { values, base, delta } = core.revalue(grid)
        expect([values.length, base.length, delta.length]).toEqual([grid.scenarios.length, grid.legs.length, grid.legs.length])
        grid.scenarios.forEach((s, row) => {
          grid.legs.forEach((l, i) => {
            const b = grid.buckets[l.bucket] as Bucket
            const shock = s.shocks[l.bucket] as BucketShock
            const forward = shock.forward.m * b.forward + shock.forward.a + b.fixed
            const vol = Math.max(shock.vol.m * (l.vol * (s.volFactors?.[i] ?? 1)) + shock.vol.a, shock.volFloor)
            const got = values[row]?.[i] as number
            if (l.kind === 'forward') {
              expect(got).toBe(forward)
              return
            }
            const expected = b.discount * core.price(l.kind === 'call' ? 1 : -1, forward, l.strike, b.years, vol)
            // The bounds of the kernel and of the scalar form, and vols that two orders of multiplication round apart.
            expect(Math.abs(got - expected), JSON.stringify({ l, b, shock })).toBeLessThanOrEqual(1.5e-15 * Math.max(forward, l.strike))
          })
        })
      }),
      { numRuns: 200 },
    )
  })

  test('order and company change no bit', () => {
    fc.assert(
      fc.property(gridOfAny, (grid) => {
        const whole = core.revalue(grid)
        const order = grid.legs.map((_, i) => i).reverse()
        const turned = core.revalue({
          ...grid,
          legs: order.map((i) => grid.legs[i] as GridLeg),
          scenarios: grid.scenarios.map((s) =>
            s.volFactors === undefined ? s : { ...s, volFactors: order.map((i) => s.volFactors?.[i] as number) },
          ),
        })
        order.forEach((from, to) => {
          expect(turned.base[to]).toBe(whole.base[from])
          whole.values.forEach((row, s) => {
            expect(turned.values[s]?.[to]).toBe(row[from])
          })
        })
        grid.scenarios.forEach((s, row) => {
          expect(core.revalue({ ...grid, scenarios: [s] }).values[0]).toEqual(whole.values[row])
        })
      }),
      { numRuns: 100 },
    )
  })

  test('answers outlive the next call and the growth of the memory', () => {
    const small = one([call, call, call], [scenario([unchanged])])
    const before = core.revalue(small)
    const kept = [...(before.values[0] as Float64Array)]
    const many = core.revalue(
      one(
        Array.from({ length: 20_001 }, (_, i) => leg('put', 0, 1_000 + 5 * i, 0.5)),
        Array.from({ length: 70 }, () => scenario([unchanged])),
      ),
    )
    expect([...(before.values[0] as Float64Array)]).toEqual(kept)
    expect(many.values[69]).toEqual(many.base)
    expect(core.revalue(small)).toEqual(before)
  })

  test('an empty book, no scenarios and no buckets are no fault', () => {
    expect(core.revalue({ buckets: [], legs: [], scenarios: [] })).toEqual({
      base: new Float64Array(0),
      values: [],
      delta: new Float64Array(0),
    })
    expect(core.revalue(one([], [scenario([unchanged])])).values).toEqual([new Float64Array(0)])
    expect(core.revalue({ buckets: [], legs: [call], scenarios: [scenario([])] }).values[0]?.[0]).toBeNaN()
  })

  test('a shock or a factor that is missing is NaN, not what lay in memory', () => {
    const { values } = core.revalue(one([call, call], [scenario([]), scenario([unchanged], [1])]))
    expect(values[0]?.[0]).toBeNaN()
    expect(values[1]?.[0]).toBeGreaterThan(0)
    expect(values[1]?.[1]).toBeNaN()
  })

  test('Greeks of the legs are those of the scalar form', () => {
    const [greeks] = core.legGreeks(one([call], []))
    expect(greeks).toEqual(core.greeks(1, 64_000, 70_000, 0.25, 0.6))
  })
})
