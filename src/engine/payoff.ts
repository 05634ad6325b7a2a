import type { MarketShift } from '../domain/shift.ts'
import { type Curve, type Facts, factsOf } from './extremes.ts'
import type { BookState, Expired, PnlBook, PnlLeg } from './pnl-book.ts'

/** How far a curve is looked at whose far end only drifts with the forwards' premiums, in multiples of the index. */
const FAR = 3

/** The moment of a P&L curve: UTC milliseconds, or `each` = every leg at its own expiry. */
export type Moment = number | 'each'

/** A book's P&L against the spot of one underlying at one moment; other underlyings stand still. */
export function payoff(book: PnlBook, underlying: string, at: Moment, vol: MarketShift['vol'], expired: Expired) {
  const index = book.market.underlyings[underlying]?.index ?? book.market.assets[underlying]?.price ?? Number.NaN
  const states = (spots: ArrayLike<number>): BookState[] => Array.from(spots, (spot) => ({ spot: { [underlying]: spot / index }, at, vol }))
  const curve: Curve = {
    at: (spots) => book.total(states(spots)),
    corners: book.legs.flatMap((l) => cornerOf(l, book, index)),
    straight: book.legs.every((l) => l.leg.instrument.kind !== 'option' || over(l, at)),
    ...tailOf(book, index, at, expired),
    usual: index,
  }
  return {
    index,
    states,
    corners: curve.corners,
    pnl: (spots: ArrayLike<number>) => book.total(states(spots)),
    facts: (): Facts => factsOf(curve),
  }
}

const over = (l: PnlLeg, at: Moment): boolean => l.expires !== undefined && (at === 'each' || l.expires <= at)

/** The spot at which an option is at the money: a corner once it has expired, where a live one bends most. */
function cornerOf({ leg, row, expires }: PnlLeg, book: PnlBook, index: number): number[] {
  if (leg.instrument.kind !== 'option' || expires === undefined) return []
  const fixed = book.market.underlyings[leg.instrument.underlying]?.expiries.find((e) => e.at === expires)?.forwardFixed ?? 0
  const moving = leg.forward - fixed
  // Settled options bend at the strike itself; live ones where their forward is there.
  return [row.strike, moving > 0 ? (index * (row.strike - fixed)) / moving : row.strike]
}

/** What the P&L tends to as the spot grows without bound: each call its forward less its strike, each put nothing, all else in proportion. */
function tailOf(book: PnlBook, index: number, at: Moment, expired: Expired): Pick<Curve, 'tail' | 'within'> {
  let slope = 0
  let coins = 0
  let intercept = 0
  for (const l of book.legs) {
    const gone = over(l, at)
    if (gone && at !== 'each' && expired === 'dropped') continue
    const { row, leg } = l
    const fixed =
      row.kind === 'forward'
        ? 0
        : (book.market.underlyings[leg.instrument.underlying]?.expiries.find((e) => e.at === l.expires)?.forwardFixed ?? 0)
    const perSpot = gone ? 1 : (leg.forward - fixed) / index
    if (row.kind !== 'put') {
      slope += l.slope * perSpot
      coins += l.slope
      intercept += l.slope * (row.kind === 'call' ? (gone ? 0 : fixed) - row.strike : 0)
    }
    intercept -= l.slope * l.start
  }
  // Longs and shorts that cancel leave the dust of the sum behind.
  const dust = 1e-12 * book.legs.reduce((all, l) => all + Math.abs(l.slope), 0)
  const flat = Math.abs(slope) <= dust
  return { tail: { slope: flat ? 0 : slope, intercept }, ...(!flat && Math.abs(coins) <= dust ? { within: FAR * index } : {}) }
}
