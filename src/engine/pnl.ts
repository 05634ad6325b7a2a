import type { Market } from '../domain/market.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import { type BucketShock, type GridLeg, type Scenario, UNCHANGED } from '../domain/scenario.ts'
import type { Core } from './core.ts'
import { type HeldBook, type HeldLeg, heldBook } from './held.ts'
import type { CurveRequest, PnlCurve } from './protocol.ts'

const FROM = 0.5
const TO = 1.5
const POINTS = 201

/** ±50 % of the index in 201 points for every underlying that the book has a priced leg of. */
const everyUnderlying = (held: HeldBook): CurveRequest[] =>
  [...new Set(held.legs.map((leg) => leg.instrument.underlying))]
    .sort()
    .map((underlying) => ({ underlying, from: FROM, to: TO, points: POINTS }))

/**
 * P&L of the book, as it is held, against the spot of one underlying, in USD.
 *
 * - Forwards and marks of the underlying move with its spot in proportion, the fixed part of a forward in settlement stays; each strike keeps
 *   its vol (sticky strike); time stands still. Other underlyings do not move and are not in the curve.
 * - `now` is a full revaluation of every leg by the core. `atExpiry` takes each option at its intrinsic value with the spot as the settlement
 *   price, each future at the spot, and a perpetual or spot holding at its mark moved in proportion: every leg at its own expiry.
 * - P&L counts from the entry price of each leg; a leg without one was entered at mark. `unrealised` is the part that entry prices alone
 *   put into the curve, so that a reader can take it out. Coin premiums are turned to USD at today's forward of the leg; an inverse future or
 *   perpetual of q coins at mark M entered at p has the dollar P&L q·M·(F/p − 1).
 *
 * Underlyings that the market or the book lacks give no curve. Legs that cannot be priced are left out (`bookGreeks` names them).
 */
export function pnlCurves(
  core: Core,
  portfolio: Portfolio,
  market: Market,
  requests?: readonly CurveRequest[],
  fill: readonly ('whatif' | 'pending')[] = [],
): PnlCurve[] {
  return heldCurves(core, heldBook(portfolio, market, core, fill), market, requests)
}

/** `pnlCurves` of a book that has been netted already. */
export function heldCurves(core: Core, held: HeldBook, market: Market, requests?: readonly CurveRequest[]): PnlCurve[] {
  return (requests ?? everyUnderlying(held)).flatMap((request) => {
    const index = market.underlyings[request.underlying]?.index ?? market.assets[request.underlying]?.price
    if (index === undefined || !(request.points >= 1)) return []
    const of = held.legs.flatMap((leg, i) => (leg.instrument.underlying === request.underlying ? [i] : []))
    return [curve(core, held, of, request, index)]
  })
}

/** How the USD P&L of a position follows the value of one coin's worth: slope × (value − start); `mark` is today's value. */
export function lineOf(leg: HeldLeg, mark: number): { slope: number; start: number } {
  const { instrument, quantity, entry } = leg
  if (entry === undefined) return { slope: quantity, start: mark }
  const inCoin = instrument.kind !== 'spot' && instrument.settle === 'coin'
  if (!inCoin) return { slope: quantity, start: entry }
  if (instrument.kind === 'option') return { slope: quantity, start: entry * leg.forward }
  return { slope: (quantity * mark) / entry, start: entry }
}

function curve(core: Core, book: HeldBook, of: readonly number[], request: CurveRequest, index: number): PnlCurve {
  const { underlying, from, to } = request
  const points = Math.floor(request.points)
  const legs = of.flatMap((i) => book.legs[i] ?? [])
  const rows = of.flatMap((i) => book.rows[i] ?? [])
  const n = legs.length
  const multiples = Float64Array.from({ length: points }, (_, p) => (points === 1 ? from : from + ((to - from) * p) / (points - 1)))
  const scenarios = Array.from(multiples, (m): Scenario => {
    const shock: BucketShock = { forward: { m, a: 0 }, vol: UNCHANGED, volFloor: 0 }
    return { label: '', spot: m - 1, vol: 'same', weight: 1, shocks: book.buckets.map(() => shock) }
  })
  const { base, values } = core.revalue({ buckets: book.buckets, legs: rows, scenarios })
  const priced = of.filter((_, i) => Number.isFinite(base[i]))
  if (priced.length < n) return curve(core, book, priced, request, index)
  // P&L = slope × (value − start): exactly 0 for a leg that stands at its start.
  const lines = legs.map((leg, i) => lineOf(leg, base[i] ?? 0))
  const slope = Float64Array.from(lines, (l) => l.slope)
  const start = Float64Array.from(lines, (l) => l.start)
  const total = (row: Float64Array): number => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += (slope[i] ?? 0) * ((row[i] ?? 0) - (start[i] ?? 0))
    return sum
  }
  const settled = new Float64Array(n)
  return {
    underlying,
    spots: multiples.map((m) => index * m),
    now: Float64Array.from(values, total),
    atExpiry: multiples.map((m) => {
      const spot = index * m
      for (let i = 0; i < n; i++) settled[i] = settledValue(rows[i], legs[i], spot, m)
      return total(settled)
    }),
    unrealised: total(base),
  }
}

/** USD value of one coin's worth at the leg's own expiry, were the underlying to stand at `spot` = m × index. */
function settledValue(row: GridLeg | undefined, leg: HeldLeg | undefined, spot: number, m: number): number {
  if (row === undefined || leg === undefined) return 0
  if (row.kind === 'call') return Math.max(spot - row.strike, 0)
  if (row.kind === 'put') return Math.max(row.strike - spot, 0)
  return leg.instrument.kind === 'future' ? spot : leg.forward * m
}
