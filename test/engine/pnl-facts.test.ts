import { expect, test } from 'vitest'
import type { Market } from '../../src/domain/market.ts'
import type { Portfolio } from '../../src/domain/portfolio.ts'
import { NO_SHIFT } from '../../src/domain/shift.ts'
import type { Expired } from '../../src/engine/pnl-book.ts'
import { type PnlPicture, type PnlRequest, pnl } from '../../src/engine/tasks/pnl.ts'
import { referenceBlack } from '../support/black.ts'
import { testCore } from '../support/core.ts'
import { market as flatMarket, portfolio, position } from './fixture.ts'

const core = await testCore()
const DAY = 86_400_000
const NOW = flatMarket.asOf
/** Days to the expiries 13 Feb, 27 Feb and 27 Mar 2026. */
const DAYS = [8, 22, 50] as const
const NAMES = ['13FEB26', '27FEB26', '27MAR26'] as const
const FORWARDS = [63_550, 63_700, 64_000] as const
const VOLS = [0.7, 0.62, 0.55] as const
const INDEX = 63_500

const btc = flatMarket.underlyings['BTC']
const front = btc?.expiries[0]
if (btc === undefined || front === undefined) throw new Error('the fixture has changed')
/** Three expiries with one vol each, so that a reference needs no smile. */
const market: Market = {
  ...flatMarket,
  underlyings: {
    BTC: {
      ...btc,
      expiries: DAYS.map((d, e) => ({
        ...front,
        at: NOW + d * DAY,
        forward: FORWARDS[e] ?? 0,
        smile: { type: 'points', strikes: [40_000, 90_000], vols: [VOLS[e] ?? 0, VOLS[e] ?? 0] },
        strikes: [40_000, 90_000],
      })),
    },
  },
}

interface Written {
  readonly e: number
  readonly type: 'call' | 'put'
  readonly strike: number
  readonly quantity: number
  /** USD. */
  readonly price: number
}

/** A stream of numbers in [0, 1): a multiplicative congruence, the same on every run. */
function stream(seed: number): () => number {
  let x = seed
  return () => {
    x = (x * 48_271) % 2_147_483_647
    return x / 2_147_483_647
  }
}

function written(seed: number): Written[] {
  const next = stream(seed * 7_919 + 17)
  const legs = 3 + Math.floor(next() * 6)
  return Array.from({ length: legs }, (_, i) => {
    const strike = 50_000 + 1_000 * Math.floor(next() * 28)
    return {
      e: i < 3 ? i : Math.floor(next() * 3),
      type: next() < 0.5 ? ('call' as const) : ('put' as const),
      strike,
      quantity: (Math.floor(next() * 9) - 4 || 1) / 2,
      price: Math.round(500 + next() * 4_000),
    }
  }).filter((l, i, all) => all.findIndex((o) => o.e === l.e && o.type === l.type && o.strike === l.strike) === i)
}

const bookOf = (legs: readonly Written[]): Portfolio =>
  portfolio(legs.map((l) => position(`BTC_USDC-${NAMES[l.e]}-${l.strike}-${l.type === 'call' ? 'C' : 'P'}`, l.quantity, l.price)))

function ask(book: Portfolio, more: Partial<PnlRequest> = {}): PnlPicture {
  const request: PnlRequest = {
    portfolio: book,
    market,
    venue: 'derive',
    underlying: 'BTC',
    from: 0.5,
    to: 1.5,
    points: 41,
    expired: 'settled',
    ...more,
  }
  const steps = pnl(core, request, () => undefined)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

const intrinsic = (l: Written, spot: number): number => (l.type === 'call' ? Math.max(spot - l.strike, 0) : Math.max(l.strike - spot, 0))
const settledAll = (legs: readonly Written[], spot: number): number =>
  legs.reduce((s, l) => s + l.quantity * (intrinsic(l, spot) - l.price), 0)

/** The closed form: straight between strikes, so corners and the two tails say all. */
function closedForm(legs: readonly Written[]) {
  const corners = [...new Set([0, ...legs.map((l) => l.strike)])].sort((a, b) => a - b)
  const at = corners.map((c) => settledAll(legs, c))
  const slope = legs.reduce((s, l) => s + (l.type === 'call' ? l.quantity : 0), 0)
  const zeros: number[] = []
  for (let i = 0; i < corners.length; i++) {
    const [a = 0, fa = 0] = [corners[i], at[i]]
    const [b, fb] = [corners[i + 1], at[i + 1]]
    if (b === undefined || fb === undefined) {
      if (fa * slope < 0) zeros.push(a - fa / slope)
    } else if (fa * fb < 0) zeros.push(a - (fa * (b - a)) / (fb - fa))
  }
  return {
    zeros,
    highest: slope > 0 ? Number.POSITIVE_INFINITY : Math.max(...at),
    lowest: slope < 0 ? Number.NEGATIVE_INFINITY : Math.min(...at),
  }
}

test('on 30 books with three expiries the extremes and break-evens with each leg at its own expiry equal the closed form', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const legs = written(seed)
    const { facts } = ask(bookOf(legs), { horizon: 'each' }).expiry
    const expected = closedForm(legs)
    expect(facts.breakEvens.length, `book ${seed}`).toBe(expected.zeros.length)
    for (const [i, zero] of expected.zeros.entries()) expect(facts.breakEvens[i], `book ${seed}`).toBeCloseTo(zero, 6)
    if (Number.isFinite(expected.highest)) expect(facts.highest.pnl).toBeCloseTo(expected.highest, 6)
    else expect(facts.highest).toEqual({ pnl: Number.POSITIVE_INFINITY, spot: undefined })
    if (Number.isFinite(expected.lowest)) expect(facts.lowest.pnl).toBeCloseTo(expected.lowest, 6)
    else expect(facts.lowest).toEqual({ pnl: Number.NEGATIVE_INFINITY, spot: undefined })
    for (const end of [facts.highest, facts.lowest]) {
      if (end.spot !== undefined) expect(settledAll(legs, end.spot)).toBeCloseTo(end.pnl, 6)
    }
  }
})

/** The book at the date of expiry `h` by textbook Black-76: earlier legs by the label, later ones with the time they have left. */
function reference(legs: readonly Written[], h: number, spot: number, expired: Expired): number {
  return legs.reduce((sum, l) => {
    if (l.e <= h) return expired === 'dropped' ? sum : sum + l.quantity * (intrinsic(l, spot) - l.price)
    const forward = ((FORWARDS[l.e] ?? 0) * spot) / INDEX
    const years = ((DAYS[l.e] ?? 0) - (DAYS[h] ?? 0)) / 365
    const value = forward > 0 ? referenceBlack(l.type, forward, l.strike, years, VOLS[l.e] ?? 0) : intrinsic(l, 0)
    return sum + l.quantity * (value - l.price)
  }, 0)
}

test('on 30 books the curve at the first and second expiry takes later legs by Black-76 with the time left, and expired ones as the label says', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const legs = written(seed)
    for (const h of [0, 1]) {
      for (const expired of ['settled', 'dropped'] as const) {
        const picture = ask(bookOf(legs), { horizon: NOW + (DAYS[h] ?? 0) * DAY, expired })
        picture.spots.forEach((spot, i) => {
          expect(Math.abs((picture.expiry.pnl[i] ?? Number.NaN) - reference(legs, h, spot, expired))).toBeLessThan(1e-6)
        })
      }
    }
  }
})

test('on 30 books the break-evens at the first expiry are zeros of the reference, every one, and the extremes are nowhere beaten', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const legs = written(seed)
    const at = (spot: number): number => reference(legs, 0, spot, 'settled')
    const { facts } = ask(bookOf(legs)).expiry
    // A walk of the reference in steps of 0.1 % of the index finds every change of sign that is wider than a step.
    const end = Math.min(8 * INDEX, facts.upTo ?? Number.POSITIVE_INFINITY)
    const signs: number[] = []
    for (let s = 0; s < end; s += INDEX / 1000) if (at(s) * at(s + INDEX / 1000) < 0) signs.push(s)
    const near = facts.breakEvens.filter((b) => b < end)
    expect(near.length, `book ${seed}`).toBe(signs.length)
    for (const zero of near) expect(Math.abs(at(zero)), `book ${seed}`).toBeLessThan(1e-6)
    const walk = Array.from({ length: 4_000 }, (_, i) => at((i * end) / 4_000))
    expect(Math.max(...walk)).toBeLessThanOrEqual(facts.highest.pnl + 1e-6)
    expect(Math.min(...walk)).toBeGreaterThanOrEqual(facts.lowest.pnl - 1e-6)
    for (const end of [facts.highest, facts.lowest]) {
      if (end.spot !== undefined) expect(Math.abs(at(end.spot) - end.pnl)).toBeLessThan(1e-6)
    }
  }
})

test('a calendar: the near leg settles at the spot, the far one keeps its time value, and the top stands at the strike', () => {
  const legs: Written[] = [
    { e: 0, type: 'call', strike: 64_000, quantity: -1, price: 1_500 },
    { e: 2, type: 'call', strike: 64_000, quantity: 1, price: 5_000 },
  ]
  const { expiry } = ask(bookOf(legs))
  expect(expiry.at).toBe(NOW + 8 * DAY)
  expect(expiry.facts.highest.spot).toBe(64_000)
  expect(expiry.facts.breakEvens.length).toBe(2)
  // The far forward keeps its premium over the spot in proportion: the drift of the far end is not called unlimited.
  expect(expiry.facts.upTo).toBe(3 * INDEX)
  expect(expiry.facts.lowest.pnl).toBeCloseTo(-3_500, 0)
})

test('a leg that has expired in the hypothetical moment is settled there or left out, as chosen', () => {
  const legs: Written[] = [{ e: 0, type: 'put', strike: 60_000, quantity: -2, price: 900 }]
  const shift = { ...NO_SHIFT, days: 10 }
  const settled = ask(bookOf(legs), { shift }).chosen
  const dropped = ask(bookOf(legs), { shift, expired: 'dropped' }).chosen
  const { spots } = ask(bookOf(legs), { shift })
  spots.forEach((spot, i) => {
    expect(settled?.pnl[i]).toBeCloseTo(-2 * (Math.max(60_000 - spot, 0) - 900), 6)
    expect(dropped?.pnl[i]).toBe(0)
  })
})

test('a vol move in points is in the chosen curve and not in the one of now', () => {
  const legs: Written[] = [{ e: 2, type: 'call', strike: 64_000, quantity: 1, price: 5_000 }]
  const picture = ask(bookOf(legs), { shift: { ...NO_SHIFT, vol: { kind: 'points', value: 0.05 } } })
  picture.spots.forEach((spot, i) => {
    const forward = (64_000 * spot) / INDEX
    const value = (vol: number): number => referenceBlack('call', forward, 64_000, 50 / 365, vol) - 5_000
    expect(picture.now.pnl[i]).toBeCloseTo(value(0.55), 6)
    expect(picture.chosen?.pnl[i]).toBeCloseTo(value(0.6), 6)
  })
})

test('sticky moneyness moves the smile with the spot', () => {
  const sloped: Market = {
    ...market,
    underlyings: {
      BTC: {
        ...btc,
        expiries: [
          { ...front, at: NOW + 50 * DAY, forward: INDEX, smile: { type: 'points', strikes: [50_000, 80_000], vols: [0.8, 0.5] } },
        ],
      },
    },
  }
  // At spot × 1.25 the strike 62,500 has the moneyness that 50,000 has today.
  const book = portfolio([position('BTC_USDC-27MAR26-62500-C', 1, 0)])
  const request = { shift: { ...NO_SHIFT, dynamics: 'moneyness' as const }, market: sloped, from: 0.75, to: 1.25, points: 3 }
  const picture = ask(book, request)
  const last = picture.spots.length - 1
  expect(picture.now.pnl[last]).toBeCloseTo(referenceBlack('call', INDEX * 1.25, 62_500, 50 / 365, 0.8), 6)
})
