import type { Instrument } from '../../domain/instrument.ts'
import { linearMark, markUsd } from '../../domain/mark.ts'
import type { Market } from '../../domain/market.ts'
import type { Book, Leg } from '../../domain/methodology.ts'
import { printInstrument } from '../../domain/names/canonical.ts'
import type { Numerics } from '../../domain/numerics.ts'
import type { CollateralAmount } from '../../domain/portfolio.ts'
import { expiryOn } from '../../domain/smile.ts'
import { usdPer } from '../subject.ts'

/** Adds an amount to a balance; a balance of 0 is none. */
export function pay(book: Book, asset: string, amount: number): Book {
  if (amount === 0) return book
  const has = book.collateral.some((c) => c.asset === asset)
  const all: CollateralAmount[] = has
    ? book.collateral.map((c) => (c.asset === asset ? { asset, amount: c.amount + amount } : c))
    : [...book.collateral, { asset, amount }]
  return { ...book, collateral: all.filter((c) => c.amount !== 0) }
}

/** The asset that an instrument's profit is paid in. */
export const settles = (i: Instrument): string => (i.kind === 'spot' || i.settle === 'coin' ? i.underlying : i.settle)

/** USD per coin of the contract today. */
export const priceOf = (i: Instrument, market: Market, numerics: Numerics): number => markUsd(market, i, numerics)

/** What `asset` a trade of `quantity` at `price` (USD per coin) brings in at once: a premium, or the profit of the part that it closes. */
function proceeds(leg: Leg, quantity: number, price: number, market: Market): number {
  const { instrument: i } = leg
  if (i.kind === 'option') {
    const usd = -quantity * price
    const forward = expiryOn(market.underlyings[i.underlying] ?? { ...NO_UNDERLYING }, i.expiry)?.forward ?? Number.NaN
    return i.settle === 'coin' ? usd / forward : usd / usdPer(settles(i), market)
  }
  const closing = Math.sign(quantity) === -Math.sign(leg.quantity) ? Math.min(Math.abs(quantity), Math.abs(leg.quantity)) : 0
  const entry = leg.entry ?? price
  const signed = Math.sign(leg.quantity) * closing
  if (i.kind !== 'spot' && i.settle === 'coin') {
    // `quantity` coins at today's mark are quantity·mark dollars.
    const usd = signed * linearMark(market, i)
    return usd * (1 / entry - 1 / price)
  }
  return (signed * (price - entry)) / usdPer(settles(i), market)
}

const NO_UNDERLYING = {
  index: Number.NaN,
  perpetual: Number.NaN,
  fundingRate8h: 0,
  marks: {},
  expiries: [],
  confidence: { index: 1, perpetual: 1 },
}

/** The book after a trade in a contract of the venue, held already or not. Fees are paid apart. */
export function traded(book: Book, instrument: Instrument, quantity: number, price: number, market: Market): Book {
  const name = printInstrument(instrument)
  const held = book.legs.find((l) => l.name === name)
  if (held === undefined) {
    const leg: Leg = { instrument, name, quantity, ...(instrument.kind === 'option' ? {} : { entry: price }) }
    return pay(
      { ...book, legs: [...book.legs, leg] },
      settles(instrument),
      instrument.kind === 'option' ? proceeds(leg, quantity, price, market) : 0,
    )
  }
  const after = held.quantity + quantity
  const money = proceeds(held, quantity, price, market)
  const entry = entryAfter(held, quantity, after, price)
  const { entry: _, ...bare } = held
  const legs = book.legs.flatMap((l): Leg[] => {
    if (l !== held) return [l]
    if (Math.abs(after) < 1e-12 * Math.abs(held.quantity)) return []
    return [{ ...bare, quantity: after, ...(entry === undefined ? {} : { entry }) }]
  })
  return pay({ ...book, legs }, settles(instrument), money)
}

/** A part closed keeps its entry; a part added averages; a turn starts afresh. Inverse contracts average in 1/price. */
function entryAfter(held: Leg, quantity: number, after: number, price: number): number | undefined {
  const { instrument: i, entry } = held
  if (i.kind === 'option' || entry === undefined) return entry
  if (Math.sign(quantity) !== Math.sign(held.quantity)) return Math.sign(after) === Math.sign(held.quantity) ? entry : price
  if (i.kind !== 'spot' && i.settle === 'coin') return after / (held.quantity / entry + quantity / price)
  return (held.quantity * entry + quantity * price) / after
}

/** Every leg and, where asked, every balance at a share of its size: what a bidder of the rest leaves behind. */
export const shrunk = (book: Book, keep: number, balances: boolean): Book => ({
  ...book,
  legs: keep === 0 ? [] : book.legs.map((l) => ({ ...l, quantity: l.quantity * keep })),
  collateral: !balances ? book.collateral : keep === 0 ? [] : book.collateral.map((c) => ({ ...c, amount: c.amount * keep })),
})
