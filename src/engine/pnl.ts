import type { Market } from '../domain/market.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import { type BucketShock, type Scenario, UNCHANGED } from '../domain/scenario.ts'
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
  const held = heldBook(portfolio, market, core, fill)
  return (requests ?? everyUnderlying(held)).flatMap((request) => {
    const index = market.underlyings[request.underlying]?.index ?? market.assets[request.underlying]?.price
    if (index === undefined || !(request.points >= 1)) return []
    return [curve(core, held, request, index)]
  })
}

function curve(core: Core, book: HeldBook, request: CurveRequest, index: number): PnlCurve {
  const { underlying, from, to } = request
  const points = Math.floor(request.points)
  const of = book.legs.flatMap((leg, i) => (leg.instrument.underlying === underlying ? [i] : []))
  const legs = of.flatMap((i) => book.legs[i] ?? [])
  const rows = of.flatMap((i) => book.rows[i] ?? [])
  const multiples = Array.from({ length: points }, (_, p) => (points === 1 ? from : from + ((to - from) * p) / (points - 1)))
  const scenarios = multiples.map((m): Scenario => {
    const shock: BucketShock = { forward: { m, a: 0 }, vol: UNCHANGED, volFloor: 0 }
    return { label: '', spot: m - 1, vol: 'same', weight: 1, shocks: book.buckets.map(() => shock) }
  })
  const { base, values } = core.revalue({ buckets: book.buckets, legs: rows, scenarios })
  const priced = legs.map((_, i) => Number.isFinite(base[i]))
  const now = new Float64Array(points)
  const atExpiry = new Float64Array(points)
  let unrealised = 0
  legs.forEach((leg, i) => {
    if (priced[i] === true) unrealised += pnl(leg, base[i] ?? Number.NaN, base[i] ?? Number.NaN)
  })
  multiples.forEach((m, p) => {
    const row = values[p]
    const spot = index * m
    legs.forEach((leg, i) => {
      if (priced[i] !== true) return
      const mark = base[i] ?? Number.NaN
      now[p] = (now[p] ?? 0) + pnl(leg, mark, row?.[i] ?? Number.NaN)
      atExpiry[p] = (atExpiry[p] ?? 0) + pnl(leg, mark, settled(leg, spot, m))
    })
  })
  return { underlying, spots: Float64Array.from(multiples, (m) => index * m), now, atExpiry, unrealised }
}

/** USD value of one coin's worth at the leg's own expiry, were the underlying to stand at `spot` = m × index. */
function settled(leg: HeldLeg, spot: number, m: number): number {
  const { instrument } = leg
  switch (instrument.kind) {
    case 'option':
      return Math.max(instrument.type === 'call' ? spot - instrument.strike : instrument.strike - spot, 0)
    case 'future':
      return spot
    default:
      return leg.forward * m
  }
}

/** USD P&L of the position at a value of `value` a coin; `mark` is today's. */
function pnl(leg: HeldLeg, mark: number, value: number): number {
  const { instrument, quantity, entry } = leg
  if (entry === undefined) return quantity * (value - mark)
  const inCoin = instrument.kind !== 'spot' && instrument.settle === 'coin'
  if (!inCoin) return quantity * (value - entry)
  if (instrument.kind === 'option') return quantity * (value - entry * leg.forward)
  return quantity * mark * (value / entry - 1)
}
