import { beforeAll, describe, expect, it } from 'vitest'
import type { Instrument } from '../../src/domain/instrument.ts'
import { markUsd } from '../../src/domain/mark.ts'
import { parseInstrument } from '../../src/domain/names/parse.ts'
import type { Portfolio } from '../../src/domain/portfolio.ts'
import type { Core } from '../../src/engine/core.ts'
import { computeMargin } from '../../src/engine/margin.ts'
import { atOnce } from '../../src/risk/at-once.ts'
import { type Candidate, chainOf } from '../../src/risk/hedge/candidates.ts'
import { type HedgeAnswer, hedgeBlocks } from '../../src/risk/hedge/hedge.ts'
import type { Wish } from '../../src/risk/hedge/measure.ts'
import type { Tail } from '../../src/risk/hedge/tail.ts'
import { bestHedge } from '../../src/risk/lp/hedge.ts'
import { testCore } from '../support/core.ts'
import { book, market, random, randomBook, subject } from './books.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

const instrument = (name: string) => {
  const read = parseInstrument(name, 'deribit')
  if (!read.ok) throw new Error(name)
  return read.value
}

/** Contracts with a spread of their own, each a few lots either way: inverse at Deribit, so that they sit in the account of the book. */
const CHOICES = [
  'BTC_USDC-13FEB26-60000-P',
  'BTC_USDC-13FEB26-70000-C',
  'BTC_USDC-27MAR26-50000-P',
  'BTC_USDC-27MAR26-70000-C',
  'BTC_USDC-27MAR26-80000-C',
  'BTC_USDC-PERPETUAL',
]
const LOTS = 4
/** USD per unit of the quote: an inverse option's premium is in coins of its forward. */
function quoteOf(i: Instrument): number {
  if (i.kind !== 'option' || i.settle !== 'coin') return 1
  return market.underlyings['BTC']?.expiries.find((e) => e.at === i.expiry)?.forward ?? Number.NaN
}
const namesAt = (id: string): string[] => CHOICES.map((name) => (id === 'deribit' ? name.replace('_USDC', '') : name))
function candidates(seed: number, id = 'derive'): Candidate[] {
  const next = random(seed + 500)
  return namesAt(id).map((name) => {
    const i = instrument(name)
    const mark = markUsd(market, i, core)
    const half = (0.002 + 0.03 * next()) * Math.min(mark, 2000)
    const lot = Math.ceil(next() * 10) / 10
    const unit = quoteOf(i)
    return { instrument: i, bid: (mark - half) / unit, ask: (mark + half) / unit, lot, max: lot * LOTS }
  })
}

const ask = (id: string, portfolio: Portfolio, list: readonly Candidate[], wish: Wish, maxLegs = 2): HedgeAnswer =>
  atOnce(hedgeBlocks(subject(core, id, portfolio), { wish, candidates: list, maxLegs }))

/** The engine's own answer to the book with the trade in it. */
function engine(
  id: string,
  portfolio: Portfolio,
  legs: readonly { name: string; quantity: number }[],
  objective: 'initial' | 'maintenance',
) {
  const { venue } = subject(core, id, portfolio)
  const positions = [...portfolio.positions, ...legs.map((l) => ({ instrument: instrument(l.name), quantity: l.quantity }))]
  return computeMargin(core, venue, { portfolio: { ...portfolio, positions }, market })[objective]
}

/** Least requirement and cost over every trade of at most two legs in whole lots, the engine asked each time. */
function bruteForce(id: string, portfolio: Portfolio, list: readonly Candidate[]): number {
  const lots = Array.from({ length: 2 * LOTS + 1 }, (_, i) => i - LOTS).filter((n) => n !== 0)
  const names = namesAt(id)
  const costOf = (c: Candidate, q: number): number =>
    q * ((q > 0 ? (c.ask ?? 0) : (c.bid ?? 0)) * quoteOf(c.instrument) - markUsd(market, c.instrument, core))
  let least = engine(id, portfolio, [], 'initial')
  list.forEach((c, i) => {
    for (const n of lots) {
      const q = n * (c.lot ?? 1)
      const one = { name: names[i] ?? '', quantity: q }
      least = Math.min(least, engine(id, portfolio, [one], 'initial') + costOf(c, q))
      list.slice(i + 1).forEach((d, j) => {
        for (const m of lots) {
          const r = m * (d.lot ?? 1)
          const two = { name: names[i + 1 + j] ?? '', quantity: r }
          least = Math.min(least, engine(id, portfolio, [one, two], 'initial') + costOf(c, q) + costOf(d, r))
        }
      })
    }
  })
  return least
}

const BOOKS = Number(process.env['COUNTERPOISE_HEDGE_BOOKS'] ?? 2)

describe.each(['derive', 'deribit', 'paradex'])('the hedge finder at %s', (id) => {
  it('is not beaten by brute force over the same candidates and lots, by more than 0.5 % of the margin', { timeout: 600_000 }, () => {
    for (let seed = 1; seed <= BOOKS; seed++) {
      const portfolio = randomBook(seed)
      const list = candidates(seed, id)
      const found = ask(id, portfolio, list, { objective: 'initial' })
      const [best] = found.suggestions
      const ours = best === undefined ? found.before : best.after + best.cost
      expect(ours - bruteForce(id, portfolio, list), `seed ${seed}`).toBeLessThanOrEqual(0.005 * found.before)
    }
  })

  it('prints what the engine says of the book with the trade in it', () => {
    const portfolio = randomBook(2)
    const found = ask(id, portfolio, candidates(2, id), { objective: 'maintenance' }, 3)
    expect(found.suggestions.length).toBeGreaterThan(0)
    for (const s of found.suggestions) {
      const legs = s.legs.map((l) => ({ name: l.instrument, quantity: l.quantity }))
      expect(s.after).toBeCloseTo(engine(id, portfolio, legs, 'maintenance'), 4)
      expect(s.freed).toBeCloseTo(found.before - s.after, 9)
      expect(s.legs.length).toBeLessThanOrEqual(3)
      expect(found.relaxed ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(s.after)
    }
  })
})

describe('the hedge finder', () => {
  const strangle = book(
    [
      { instrument: 'BTC-27MAR26-80000-C', quantity: -5 },
      { instrument: 'BTC-27MAR26-50000-P', quantity: -5 },
    ],
    [{ asset: 'USDC', amount: 60_000 }],
  )

  it('buys the share that is to be freed no dearer than the share itself asks for', () => {
    const list = candidates(7)
    const half = ask('derive', strangle, list, { objective: 'initial', free: 0.5 }, 3)
    const fifth = ask('derive', strangle, list, { objective: 'initial', free: 0.2 }, 3)
    for (const s of half.suggestions) expect(s.after).toBeLessThanOrEqual(0.5 * half.before * (1 + 1e-9))
    expect(half.suggestions.length).toBeGreaterThan(0)
    expect(fifth.suggestions[0]?.cost).toBeLessThanOrEqual(half.suggestions[0]?.cost ?? Number.NaN)
  })

  it('keeps the bounds on cost, delta and vega', () => {
    const list = candidates(7)
    const bounds: Wish = { objective: 'initial', budget: 300, delta: [-1, 1], vega: [-60_000, 0] }
    const found = ask('derive', strangle, list, bounds, 3)
    expect(found.suggestions.length).toBeGreaterThan(0)
    for (const s of found.suggestions) {
      expect(s.cost).toBeLessThanOrEqual(300 + 1e-6)
      expect(Math.abs(s.greeksAfter['BTC']?.delta ?? Number.NaN)).toBeLessThanOrEqual(1 + 1e-9)
      expect(s.greeksAfter['BTC']?.vega).toBeLessThanOrEqual(1e-6)
    }
  })

  it('says nothing where nothing helps', () => {
    const long = book([{ instrument: 'BTC-27MAR26-80000-C', quantity: 0.1 }], [{ asset: 'USDC', amount: 60_000 }])
    const dear: Candidate[] = [{ instrument: instrument('BTC_USDC-PERPETUAL'), bid: 1, ask: 1_000_000, lot: 1, max: 2 }]
    expect(ask('derive', long, dear, { objective: 'initial' }).suggestions).toEqual([])
  })

  it('takes every strike of the market as a candidate', () => {
    const asked = subject(core, 'derive', strangle)
    const found = atOnce(hedgeBlocks(asked, { wish: { objective: 'initial' }, candidates: chainOf(asked), maxLegs: 3 }))
    expect(found.suggestions.some((s) => s.legs.length === 1)).toBe(true)
    expect(found.suggestions[0]?.freed).toBeGreaterThan(0.5 * found.before)
    expect(found.suggestions[0]?.freedPerDollar).toBeNull()
  })
})

describe('the hedge finder by expected shortfall', () => {
  const LEVEL = 0.9
  /** Made-up P&L of 200 scenarios: the book loses where prices fall, the offers gain there. */
  function tail(offers: number): Tail {
    const next = random(99)
    const moves = Float64Array.from({ length: 200 }, () => next() - 0.5)
    const base = moves.map((x) => 20_000 * x - 30_000 * x * x + 500 * next())
    const unit = Array.from({ length: offers }, (_, j) =>
      moves.map((x) => (j % 2 === 0 ? -3000 * x : 2000 * Math.max(0, -x - 0.1 * j) - 150)),
    )
    return { level: LEVEL, source: 'made up', base, unit }
  }
  const portfolio = randomBook(2)
  const answer = (list: readonly Candidate[], maxLegs: number): HedgeAnswer =>
    atOnce(
      hedgeBlocks(subject(core, 'derive', portfolio), {
        wish: { objective: 'es' },
        candidates: list,
        maxLegs,
        tail: (i) => tail(i.length),
      }),
    )

  it('has the bound of the whole Rockafellar-Uryasev program, which another routine solves at once', () => {
    const list = candidates(3).map((c) => ({ ...c, lot: 1, max: 2 }))
    const { base, unit } = tail(list.length)
    const whole = bestHedge({
      kind: 'cvar',
      basePnl: [...base],
      hedgePnl: [...base].map((_, s) => unit.map((u) => u[s] ?? 0)),
      low: -2,
      high: 2,
      cost: unit.map(() => 0),
      alpha: LEVEL,
      floor: true,
    })
    expect(whole.status).toBe('optimal')
    const found = answer(list, 3)
    expect(found.relaxed).toBeCloseTo(whole.status === 'optimal' ? whole.objective : Number.NaN, 3)
    expect(found.suggestions[0]?.after).toBeGreaterThanOrEqual((found.relaxed ?? 0) - 1e-6)
  })

  it('finds the one-leg trade that a look at every lot finds', () => {
    const list = candidates(3)
    const { base, unit } = tail(list.length)
    const es = (j: number, q: number): number => {
      // Mean of the 20 worst of 200: k = 200 × 0.1 is whole.
      const losses = Array.from(base, (b, s) => -(b + q * (unit[j]?.[s] ?? 0))).sort((a, b) => b - a)
      return losses.slice(0, 20).reduce((sum, x) => sum + x, 0) / 20
    }
    let least = es(0, 0)
    list.forEach((c, j) => {
      const mark = markUsd(market, c.instrument, core)
      for (let n = -LOTS; n <= LOTS; n++) {
        const q = n * (c.lot ?? 1)
        least = Math.min(least, es(j, q) + q * ((q > 0 ? (c.ask ?? 0) : (c.bid ?? 0)) - mark))
      }
    })
    const [best] = answer(list, 1).suggestions
    expect((best?.after ?? Number.NaN) + (best?.cost ?? Number.NaN)).toBeCloseTo(least, 6)
  })
})
