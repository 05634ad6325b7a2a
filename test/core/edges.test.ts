import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Greeks } from '../../src/domain/numerics.ts'
import { type Core, GREEKS } from '../../src/engine/core.ts'
import { testCore } from '../support/core.ts'

const { NaN: nan, POSITIVE_INFINITY: inf } = Number
type Args = [cp: 1 | -1, F: number, K: number, T: number, vol: number, r: number]

let core: Core
beforeAll(async () => {
  core = await testCore()
})

/** What is made of the density: all 0 where there is none. */
const none = { gamma: 0, vega: 0, vanna: 0, volga: 0, speed: 0, zomma: 0, color: 0 }
/** -0 and 0 are one number here. */
const plain = (g: Greeks) => Object.fromEntries(GREEKS.map((name) => [name, g[name] + 0]))
const greeks = (...args: Args) => {
  const g = core.greeks(...args)
  expect(g.price).toBe(core.price(...args))
  return plain(g)
}

describe('limits', () => {
  test('expired: intrinsic value, undiscounted, and a step for delta', () => {
    for (const T of [0, -0, -1]) {
      const still = { ...none, theta: 0, rho: 0, charm: 0 }
      expect(greeks(1, 110, 100, T, 0.5, 0.05)).toEqual({ ...still, price: 10, delta: 1 })
      expect(greeks(1, 90, 100, T, 0.5, 0.05)).toEqual({ ...still, price: 0, delta: 0 })
      expect(greeks(-1, 90, 100, T, 0.5, 0.05)).toEqual({ ...still, price: 10, delta: -1 })
      expect(greeks(1, 100, 100, T, 0.5, 0.05)).toEqual({ ...still, price: 0, delta: 0.5 })
      expect(greeks(-1, 100, 100, T, 0.5, 0.05)).toEqual({ ...still, price: 0, delta: -0.5 })
    }
  })

  test('zeroVol: discounted intrinsic value, and a step for delta', () => {
    const D = core.exp(-0.1)
    const call = greeks(1, 110, 100, 2, 0, 0.05)
    expect(call).toEqual({ ...none, price: D * 10, delta: D, theta: 0.05 * (D * 10), rho: -2 * D * 10, charm: 0.05 * D })
    expect(greeks(-1, 110, 100, 2, 0, 0.05)).toEqual({ ...none, price: 0, delta: 0, theta: 0, rho: 0, charm: 0 })
    expect(greeks(1, 100, 100, 2, 0, 0)).toEqual({ ...none, price: 0, delta: 0.5, theta: 0, rho: 0, charm: 0 })
    expect(greeks(1, 110, 100, inf, 0, 0)).toMatchObject({ ...none, price: 10, delta: 1 })
  })

  test('zeroStrike and zeroForward', () => {
    expect(greeks(1, 100, 0, 1, 0.5, 0)).toEqual({ ...none, price: 100, delta: 1, theta: 0, rho: -100, charm: 0 })
    expect(greeks(-1, 100, 0, 1, 0.5, 0)).toEqual({ ...none, price: 0, delta: 0, theta: 0, rho: 0, charm: 0 })
    expect(greeks(1, 0, 100, 1, 0.5, 0)).toEqual({ ...none, price: 0, delta: 0, theta: 0, rho: 0, charm: 0 })
    expect(greeks(-1, 0, 100, 1, 0.5, 0)).toEqual({ ...none, price: 100, delta: -1, theta: 0, rho: -100, charm: 0 })
  })

  test('endless deviation: a call is worth the forward, a put the strike', () => {
    for (const [T, vol] of [
      [1, inf],
      [inf, 0.5],
      [1e200, 1e300],
      [1, 1e300],
      [1, 200],
    ] as const) {
      expect(greeks(1, 120, 100, T, vol, 0)).toMatchObject({ ...none, price: 120, delta: 1 })
      expect(greeks(-1, 120, 100, T, vol, 0)).toMatchObject({ ...none, price: 100, delta: 0 })
    }
    expect(greeks(1, 120, 100, inf, 0.5, 0.05)).toMatchObject({ ...none, price: 0, rho: 0 })
  })

  test('tinyExpiry and tinyVol: the density underflows, Greeks are 0 and not NaN', () => {
    for (const [T, vol] of [
      [1e-300, 0.5],
      [5e-324, 0.5],
      [1e-9, 0.5],
      [1, 5e-324],
      [1, 1e-160],
      [5e-324, 5e-324],
    ] as const) {
      expect(greeks(1, 110, 100, T, vol, 0)).toEqual({ ...none, price: 10, delta: 1, theta: 0, rho: -T * 10 + 0, charm: 0 })
      expect(greeks(-1, 110, 100, T, vol, 0)).toEqual({ ...none, price: 0, delta: 0, theta: 0, rho: 0, charm: 0 })
    }
  })

  test('deepInTheMoney and deepOutOfTheMoney, up to the ends of double', () => {
    for (const ratio of [1e3, 1e100, 1e300]) {
      expect(greeks(1, ratio, 1, 0.01, 0.5, 0)).toMatchObject({ ...none, price: ratio - 1, delta: 1 })
      expect(greeks(1, 1, ratio, 0.01, 0.5, 0)).toMatchObject({ ...none, price: 0, delta: 0 })
    }
    for (const scale of [1e-300, 5e-324, 1e300]) {
      const { price, delta } = core.greeks(1, scale, scale, 1, 0.5, 0)
      // 2·N(1/4) - 1, by mpmath.
      expect(price / scale).toBeCloseTo(scale === 5e-324 ? 0 : 0.1974126513658475, 14)
      expect(delta).toBeCloseTo(0.5987063256829237, 14)
    }
  })

  test('an expiry one second away, at the money', () => {
    const T = 1 / (365 * 86400)
    // 64000·(2·N(s/2) - 1), s = 0.5·√T, by mpmath.
    expect(core.price(1, 64000, 64000, T, 0.5) / 2.2732999402949536).toBeCloseTo(1, 14)
  })
})

describe('out of domain', () => {
  const good = [1, 110, 100, 0.5, 0.6, 0.05]
  const allNaN = (...args: number[]) => {
    const [cp, F, K, T, vol, r] = args as Args
    expect(core.price(cp, F, K, T, vol, r), args.join()).toBeNaN()
    for (const value of Object.values(core.greeks(cp, F, K, T, vol, r))) expect(value, args.join()).toBeNaN()
  }

  test('NaN in each input gives NaN throughout, also where another input is at an edge', () => {
    const edges = [good, good.with(3, 0), good.with(4, 0), good.with(2, 0), good.with(1, 0), good.with(4, inf), good.with(3, inf)]
    for (const args of edges) for (let i = 0; i < args.length; i++) allNaN(...args.with(i, nan))
  })

  test('a negative forward, strike or vol, infinite prices and rates, and a cp that is no option', () => {
    for (const T of [0.5, 0]) {
      const args = good.with(3, T)
      for (const i of [1, 2, 4]) allNaN(...args.with(i, -1))
      for (const i of [1, 2, 5]) allNaN(...args.with(i, inf))
      allNaN(...args.with(5, -inf))
      for (const cp of [0, 2, -0.5]) allNaN(...args.with(0, cp))
    }
  })
})

describe('properties', () => {
  const market = {
    F: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    x: fc.double({ min: -3, max: 3, noNaN: true }),
    T: fc.double({ min: 1e-6, max: 5, noNaN: true }),
    vol: fc.double({ min: 1e-3, max: 5, noNaN: true }),
    r: fc.double({ min: -0.05, max: 0.1, noNaN: true }),
  }
  const option = { ...market, cp: fc.constantFrom(1 as const, -1 as const) }

  test('put-call parity', () => {
    fc.assert(
      fc.property(fc.record(market), ({ F, x, T, vol, r }) => {
        const K = F * core.exp(x)
        const call = core.greeks(1, F, K, T, vol, r)
        const put = core.greeks(-1, F, K, T, vol, r)
        const D = core.exp(-r * T)
        const eps = 1e-15 * Math.max(F, K)
        expect(Math.abs(call.price - put.price - D * (F - K))).toBeLessThanOrEqual(2 * eps)
        expect(call.delta - put.delta).toBeCloseTo(D, 14)
        for (const name of ['gamma', 'vega', 'vanna', 'volga', 'speed', 'zomma', 'color'] as const) expect(call[name]).toBe(put[name])
      }),
    )
  })

  test('a price lies between intrinsic value and its bound, and rises with vol', () => {
    fc.assert(
      fc.property(fc.record(option), fc.double({ min: 1e-6, max: 1, noNaN: true }), ({ cp, F, x, T, vol, r }, more) => {
        const K = F * core.exp(x)
        const D = core.exp(-r * T)
        const price = core.price(cp, F, K, T, vol, r)
        expect(price).toBeGreaterThanOrEqual(D * Math.max(cp * (F - K), 0))
        expect(price).toBeLessThanOrEqual(D * (cp > 0 ? F : K))
        const higher = core.price(cp, F, K, T, vol * (1 + more), r)
        expect(higher).toBeGreaterThanOrEqual(price)
      }),
    )
  })

  test('a call on F struck at K is a put on K struck at F', () => {
    fc.assert(
      fc.property(fc.record(market), ({ F, x, T, vol, r }) => {
        const K = F * core.exp(x)
        const call = core.price(1, F, K, T, vol, r)
        const put = core.price(-1, K, F, T, vol, r)
        // 1e-300: a subnormal density has few digits.
        expect(Math.abs(call - put)).toBeLessThanOrEqual(1e-14 * call + 1e-300)
      }),
    )
  })

  test('price is homogeneous: twice the market is twice the price, to the bit', () => {
    fc.assert(
      fc.property(fc.record(option), ({ cp, F, x, T, vol, r }) => {
        const K = F * core.exp(x)
        const price = core.price(cp, F, K, T, vol, r)
        if (price > 1e-290) expect(core.price(cp, 2 * F, 2 * K, T, vol, r)).toBe(2 * price)
      }),
    )
  })

  test('theta, vega and gamma obey the Black-76 equation: theta + vol²·F²·gamma/2 = r·V', () => {
    fc.assert(
      fc.property(fc.record(option), ({ cp, F, x, T, vol, r }) => {
        const g = core.greeks(cp, F, F * core.exp(x), T, vol, r)
        const convexity = (vol * vol * F * F * g.gamma) / 2
        expect(Math.abs(g.theta + convexity - r * g.price)).toBeLessThanOrEqual(4e-15 * (convexity + Math.abs(r * g.price)) + 1e-300)
      }),
    )
  })
})

test('a whole book: each leg as the scalar form, discounted by its bucket; a forward leg is worth its forward', () => {
  const bucket = (forward: number, fixed: number, years: number, discount: number) => ({
    underlying: 'BTC',
    forward,
    fixed,
    years,
    discount,
  })
  const buckets = [bucket(64000, 0, 0.1, 0.99), bucket(20000, 45000, 0.3, 1)]
  const legs = [
    { kind: 'call', bucket: 0, strike: 70000, vol: 0.6, quantity: 1 },
    { kind: 'forward', bucket: 1, strike: 0, vol: 0, quantity: -2 },
    { kind: 'put', bucket: 1, strike: 60000, vol: 0.7, quantity: 1 },
  ] as const
  const [call, linear, put] = core.legGreeks({ buckets, legs })
  const undiscounted = core.greeks(1, 64000, 70000, 0.1, 0.6)
  for (const name of GREEKS) expect(call?.[name]).toBe(undiscounted[name] * 0.99)
  expect(linear).toEqual({ ...Object.fromEntries(GREEKS.map((name) => [name, 0])), price: 65000, delta: 1 })
  expect(put).toEqual(core.greeks(-1, 65000, 60000, 0.3, 0.7))
})
