import { describe, expect, test } from 'vitest'
import type { Market } from '../../src/domain/market.ts'
import type { Portfolio } from '../../src/domain/portfolio.ts'
import { expiryOn } from '../../src/domain/smile.ts'
import { bundledMarkets } from '../../src/store/bundled.ts'
import type { TemplateLeg, TemplateSetting } from '../../src/store/templates/build.ts'
import { TEMPLATES } from '../../src/store/templates/list.ts'
import { place } from '../../src/store/templates/place.ts'
import { strikesAt } from '../../src/store/templates/strikes.ts'

const markets = bundledMarkets.map((m) => m.load())
const [calm] = markets
if (calm === undefined) throw new Error('no market is bundled')
const BTC_DEC = Date.UTC(2026, 11, 25, 8)

const settings: TemplateSetting[] = markets.flatMap((market) =>
  Object.entries(market.underlyings).flatMap(([underlying, u]) =>
    u.expiries.map((e): TemplateSetting => ({ market, underlying, expiry: e.at, settle: 'coin', size: 2 })),
  ),
)
const named = (id: string, s: TemplateSetting): readonly TemplateLeg[] => {
  const built = TEMPLATES.find((t) => t.id === id)?.build(s)
  if (built === undefined || typeof built === 'string') throw new Error(`${id}: ${built ?? 'not in the list'}`)
  return built
}

/** USD value of the legs of one expiry at a price then: intrinsic value; a coin is its price; a future its gain since the market's mark. */
function payoff(legs: readonly TemplateLeg[], market: Market, spot: number): number {
  return legs.reduce((sum, { instrument: i, quantity }) => {
    if (i.kind === 'option') return sum + quantity * Math.max(0, i.type === 'call' ? spot - i.strike : i.strike - spot)
    if (i.kind === 'spot') return sum + quantity * spot
    const u = market.underlyings[i.underlying]
    const paid = i.kind === 'future' ? u && expiryOn(u, i.expiry)?.forward : u?.perpetual
    return sum + quantity * (spot - (paid ?? Number.NaN))
  }, 0)
}
const strikes = (legs: readonly TemplateLeg[], type?: 'call' | 'put', sold?: boolean): number[] =>
  legs
    .flatMap(({ instrument: i, quantity }) =>
      i.kind === 'option' && (type === undefined || i.type === type) && (sold === undefined || quantity < 0 === sold) ? i.strike : [],
    )
    .sort((a, b) => a - b)
/** Prices at which a piecewise linear payoff can turn, and far out on both sides. */
const corners = (legs: readonly TemplateLeg[]): number[] => [0, ...strikes(legs), 1e7]
const extremes = (legs: readonly TemplateLeg[], market: Market): [number, number] => {
  const values = corners(legs).map((s) => payoff(legs, market, s))
  return [Math.min(...values), Math.max(...values)]
}

test('there are at least 20 of them, four for each goal, each under its own id and name', () => {
  expect(TEMPLATES.length).toBeGreaterThanOrEqual(20)
  expect(new Set(TEMPLATES.map((t) => t.id)).size).toBe(TEMPLATES.length)
  expect(new Set(TEMPLATES.map((t) => t.name)).size).toBe(TEMPLATES.length)
  const counts = new Map<string, number>()
  for (const { goal } of TEMPLATES) counts.set(goal, (counts.get(goal) ?? 0) + 1)
  expect([...counts.keys()]).toEqual(['Income', 'Hedge', 'Direction', 'Volatility', 'Relative value', 'Arbitrage'])
  expect([...counts.values()].every((n) => n === 4)).toBe(true)
})

describe.each(TEMPLATES.map((t) => [t.id, t] as const))('%s', (_, template) => {
  test('every leg is listed, in whole sizes, no contract twice, on every expiry of every bundled market; or the market is said to lack it', () => {
    let built = 0
    for (const s of settings) {
      const legs = template.build(s)
      if (typeof legs === 'string') {
        expect(legs).toMatch(/^(the|this) /)
        continue
      }
      built += 1
      const names = legs.map(({ instrument }) => JSON.stringify(instrument))
      expect(new Set(names).size).toBe(legs.length)
      for (const { instrument: i, quantity } of legs) {
        expect(quantity !== 0 && Number.isInteger(quantity / s.size)).toBe(true)
        expect(i.underlying).toBe(s.underlying)
        if (i.kind !== 'spot') expect(i.settle).toBe('coin')
        const u = s.market.underlyings[i.underlying]
        if (i.kind === 'option') expect(u && expiryOn(u, i.expiry)?.strikes).toContain(i.strike)
        if (i.kind === 'future') expect(u?.expiries.map((e) => e.at)).toContain(i.expiry)
      }
    }
    expect(built).toBeGreaterThan(settings.length / 2)
  })

  test('a sentence, not a wrong strategy, where the expiry is not there, holds nothing, has passed, or lists one strike', () => {
    const s: TemplateSetting = { market: calm, underlying: 'BTC', expiry: BTC_DEC, settle: 'USDC', size: 1 }
    const u = calm.underlyings['BTC']
    if (u === undefined) throw new Error('no BTC')
    expect(template.build({ ...s, underlying: 'DOGE' })).toBe('the market does not have this expiry')
    expect(template.build({ ...s, market: { ...calm, asOf: BTC_DEC } })).toBe('this expiry has passed')
    const bare = { ...calm, underlyings: { BTC: { ...u, expiries: u.expiries.map(({ smile: _, ...e }) => ({ ...e, strikes: [] })) } } }
    expect(template.build({ ...s, market: bare })).toBe('this expiry holds no options')
    const one = { ...calm, underlyings: { BTC: { ...u, expiries: u.expiries.map((e) => ({ ...e, strikes: [100_000] })) } } }
    const legs = template.build({ ...s, market: one })
    const listed = typeof legs === 'string' || legs.every(({ instrument: i }) => i.kind !== 'option' || i.strike === 100_000)
    expect(listed).toBe(true)
  })
})

describe('known shapes at expiry, on every expiry of every bundled market', () => {
  const each = (id: string, check: (legs: readonly TemplateLeg[], s: TemplateSetting) => void): void => {
    for (const s of settings) {
      const legs = TEMPLATES.find((t) => t.id === id)?.build(s)
      if (legs !== undefined && typeof legs !== 'string') check(legs, s)
    }
  }

  test.each(['iron-condor', 'iron-butterfly'])('%s: pays between nothing and minus one width, the same on both sides', (id) => {
    each(id, (legs, { market, size }) => {
      const [lowest, low, high, highest] = [...strikes(legs, 'put'), ...strikes(legs, 'call')]
      const width = (low ?? 0) - (lowest ?? 0)
      expect((highest ?? 0) - (high ?? 0)).toBe(width)
      expect(width).toBeGreaterThan(0)
      expect(id === 'iron-butterfly').toBe(low === high)
      expect(extremes(legs, market)).toEqual([-width * size, 0])
      expect([payoff(legs, market, 0), payoff(legs, market, 1e7)]).toEqual([-width * size, -width * size])
    })
  })

  test('box: pays the distance of its strikes wherever the price ends', () => {
    each('box', (legs, { market, size }) => {
      const [k1 = 0, k2 = 0] = strikes(legs, 'call')
      const [low, high] = extremes(legs, market)
      expect(low).toBeCloseTo((k2 - k1) * size, 4)
      expect(high).toBeCloseTo((k2 - k1) * size, 4)
      expect(k2).toBeGreaterThan(k1)
    })
  })

  test('conversion: locks strike less future', () => {
    each('conversion', (legs, { market, underlying, expiry, size }) => {
      const u = market.underlyings[underlying]
      const forward = (u && expiryOn(u, expiry)?.forward) ?? Number.NaN
      for (const s of corners(legs)) expect(payoff(legs, market, s)).toBeCloseTo(((strikes(legs)[0] ?? 0) - forward) * size, 4)
    })
  })

  test.each(['call-spread', 'put-spread'])('%s: pays between nothing and the distance of its strikes', (id) => {
    each(id, (legs, { market, size }) => {
      const [k1 = 0, k2 = 0] = strikes(legs)
      expect(extremes(legs, market)).toEqual([0, (k2 - k1) * size])
      expect(payoff(legs, market, id === 'call-spread' ? 1e7 : 0)).toBe((k2 - k1) * size)
    })
  })

  test('call butterfly: pays one width at its middle and nothing outside', () => {
    each('call-butterfly', (legs, { market, size }) => {
      const [k1 = 0, k2 = 0, k3 = 0] = strikes(legs)
      expect(k3 - k2).toBe(k2 - k1)
      expect(extremes(legs, market)).toEqual([0, (k2 - k1) * size])
      expect(payoff(legs, market, k2)).toBe((k2 - k1) * size)
    })
  })

  test('straddle and strangle: the distance from their strikes', () => {
    each('straddle', (legs, { market, size }) => {
      const [k = 0] = strikes(legs)
      for (const s of [0.5 * k, k, 1.7 * k]) expect(payoff(legs, market, s)).toBeCloseTo(Math.abs(s - k) * size, 6)
    })
    each('strangle', (legs, { market, size }) => {
      const [k1 = 0, k2 = 0] = strikes(legs)
      expect([payoff(legs, market, k1), payoff(legs, market, k2), payoff(legs, market, 0)]).toEqual([0, 0, k1 * size])
    })
  })

  test('collar: the coin between a floor and a cap', () => {
    each('collar', (legs, { market, size }) => {
      expect(extremes(legs, market)).toEqual([(strikes(legs, 'put')[0] ?? 0) * size, (strikes(legs, 'call')[0] ?? 0) * size])
    })
  })

  test('put backspread: loses at most the distance of its strikes, at the lower one', () => {
    each('put-backspread', (legs, { market, size }) => {
      const [k1 = 0, k2 = 0] = strikes(legs)
      expect(Math.min(...corners(legs).map((s) => payoff(legs, market, s)))).toBe(-(k2 - k1) * size)
      expect(payoff(legs, market, k1)).toBe(-(k2 - k1) * size)
    })
  })

  test.each(['calendar', 'double-calendar', 'jelly-roll'])('%s: the same strikes on two expiries, one against the other', (id) => {
    each(id, (legs, { expiry }) => {
      const sums = new Map<string, number>()
      for (const { instrument: i, quantity } of legs) {
        if (i.kind !== 'option') throw new Error('not an option')
        const key = `${i.type} ${i.strike}`
        sums.set(key, (sums.get(key) ?? 0) + quantity)
      }
      expect([...sums.values()].every((q) => q === 0)).toBe(true)
      const days = new Set(legs.flatMap(({ instrument: i }) => (i.kind === 'option' ? i.expiry : [])))
      expect(days.size).toBe(2)
      expect(Math.min(...days)).toBe(expiry)
    })
  })

  test.each(['basis', 'cash-and-carry'])('%s: as much sold as bought', (id) => {
    each(id, (legs) => expect(legs.reduce((sum, l) => sum + l.quantity, 0)).toBe(0))
  })
})

test('the calm market: the iron condor of 25 December stands one expected move out, wings about one further', () => {
  // By Python from the file's own numbers: F = 100,479.46, move = F·√(a + b(√(m² + σ²) − ρm)) = 13,363.36. So 87,116 and 113,843 → 88k and
  // 114k on a grid of 2,000, and 13,363 → 14,000.
  const legs = named('iron-condor', { market: calm, underlying: 'BTC', expiry: BTC_DEC, settle: 'USDC', size: 1.5 })
  expect(legs.map(({ quantity, instrument: i }) => [quantity, i.kind === 'option' && i.strike])).toEqual([
    [1.5, 74_000],
    [-1.5, 88_000],
    [-1.5, 114_000],
    [1.5, 128_000],
  ])
})

test('strikes that fall together step outwards, and a list that ends is said', () => {
  const ladder = { at: 0, forward: 100, strikes: [80, 90, 100, 110, 120], move: 1 }
  expect(strikesAt(ladder, [-1, 1])).toEqual([90, 100])
  expect(strikesAt(ladder, [-2, -1, 1, 2])).toEqual([80, 90, 100, 110])
  expect(strikesAt(ladder, [0, 1, 2])).toEqual([100, 110, 120])
  expect(strikesAt({ ...ladder, strikes: [100] }, [0, 1])).toBeUndefined()
})

test('trades of the same contract, side and price add up to one line, others are lines of their own; one change holds them all', () => {
  const empty: Portfolio = { name: '', names: 'deribit', positions: [], collateral: [], orders: [] }
  const instrument = { kind: 'perpetual', underlying: 'BTC', settle: 'coin' } as const
  const trade = (quantity: number, price?: number) => ({ instrument, quantity, ...(price === undefined ? {} : { price }) })
  const twice = place([trade(0.1, 5), trade(0.2, 5)], 'whatif')(empty)
  expect(twice.orders).toEqual([{ ...trade(0.3, 5), status: 'whatif' }])
  expect(place([trade(-1, 5)], 'whatif')(twice).orders.map((o) => o.quantity)).toEqual([0.3, -1])
  expect(place([trade(1, 6)], 'whatif')(twice).orders.map((o) => o.quantity)).toEqual([0.3, 1])
  const pending: Portfolio = { ...empty, orders: [{ ...trade(1, 5), status: 'pending' }] }
  expect(place([trade(1, 5)], 'whatif')(pending).orders.map((o) => o.status)).toEqual(['pending', 'whatif'])
  expect(place([trade(1), trade(1)], 'book')(twice)).toEqual({ ...twice, positions: [trade(2)] })
})
