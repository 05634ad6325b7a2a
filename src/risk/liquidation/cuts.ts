import type { Instrument } from '../../domain/instrument.ts'
import type { Basis } from '../../domain/liquidation.ts'
import type { Book, Leg } from '../../domain/methodology.ts'
import { expiryOn, volAt } from '../../domain/smile.ts'
import { yearsBetween } from '../../domain/units.ts'
import { isCash } from '../../venues/shared/prices.ts'
import { usdPer } from '../subject.ts'
import { type Case, lookAt, roomIn } from './steps.ts'
import { pay, priceOf, settles, traded } from './trade.ts'

/** More steps than this and the policy stops: what is left is said. */
const MOST = 400
/** Of the position as it was when the liquidation began; sizes are not known. */
const SHARE = 0.2
/** Deribit's fee is one for all products from this day on. */
const UNIFORM_FEE = Date.UTC(2026, 7, 1)

/** Fee of a trade in USD: the venue's fee of index × size; an option's own rate where it has one. */
function feeOf(c: Case, instrument: Instrument, quantity: number): number {
  const older = c.market.asOf < UNIFORM_FEE ? c.numbers[`fee_${instrument.underlying}_before_2026_08`] : undefined
  const rate = older ?? c.numbers['fee'] ?? (instrument.kind === 'option' ? c.numbers['option_fee'] : undefined) ?? 0
  return rate * Math.abs(quantity) * (c.market.underlyings[instrument.underlying]?.index ?? Number.NaN)
}

interface Trade {
  readonly instrument: Instrument
  readonly name: string
  readonly quantity: number
  readonly price: number
  readonly fee: number
  readonly book: Book
}

/** A trade as the ladder fills it; undefined where nothing can be traded. */
function tryTrade(c: Case, instrument: Instrument, name: string, wanted: number, take: boolean): Trade | undefined {
  const { quantity, price } = c.depth.fill(name, wanted, priceOf(instrument, c.market, c.subject.core), take)
  if (quantity === 0) return undefined
  const fee = feeOf(c, instrument, quantity)
  const asset = settles(instrument)
  const book = pay(traded(c.book, instrument, quantity, price, c.market), asset, -fee / usdPer(asset, c.market))
  return { instrument, name, quantity, price, fee, book }
}

function make(c: Case, action: 'cut' | 'hedge', found: Trade, basis: Basis): void {
  const done = tryTrade(c, found.instrument, found.name, found.quantity, true)
  if (done === undefined) return
  c.book = done.book
  c.fees += done.fee
  c.insurance += done.fee
  c.log({ action, instrument: done.name, quantity: done.quantity, price: done.price, fee: done.fee, basis })
}

/**
 * Cuts the leg whose cut takes most off the requirement, a part at a time, until the trigger is no longer met, no cut helps, or nothing is
 * left. `share` is of the position as it was at the start.
 */
export function cutLargest(c: Case, share: number, basis: Basis): void {
  const start = new Map(c.book.legs.map((l) => [l.name, Math.abs(l.quantity)]))
  for (let n = 0; n < MOST; n++) {
    const now = lookAt(c)
    const { fired, room } = roomIn(now)
    if (!fired || c.book.legs.length === 0) return
    const part = (leg: Leg): number => Math.min(Math.abs(leg.quantity), share * (start.get(leg.name) ?? Math.abs(leg.quantity)))
    let best: { trade: Trade; gain: number } | undefined
    for (const leg of c.book.legs) {
      const trade = tryTrade(c, leg.instrument, leg.name, -Math.sign(leg.quantity) * part(leg), false)
      if (trade === undefined) continue
      const then = c.viewer.look(trade.book, c.market)
      const gain = now.maintenance - then.maintenance
      if (roomIn(then).room <= room || (best !== undefined && gain <= best.gain)) continue
      best = { trade, gain }
    }
    if (best === undefined) return
    make(c, 'cut', best.trade, basis)
  }
}

/** Delta of the book in one coin, coins of the underlying. */
function deltaOf(c: Case, coin: string): number {
  const u = c.market.underlyings[coin]
  const { core } = c.subject
  return c.book.legs.reduce((sum, { instrument: i, quantity }) => {
    if (i.underlying !== coin) return sum
    if (i.kind !== 'option') return sum + quantity
    const expiry = u === undefined ? undefined : expiryOn(u, i.expiry)
    if (expiry === undefined) return sum
    const years = yearsBetween(c.market.asOf, expiry.at)
    const vol = volAt(core, expiry, years, i.strike)
    return sum + quantity * core.greeks(i.type === 'call' ? 1 : -1, expiry.forward, i.strike, years, vol).delta
  }, 0)
}

/** Hedges each coin's delta with the venue's perpetual where that gives room. */
export function hedgeDelta(c: Case, basis: Basis): void {
  for (const coin of new Set(c.book.legs.map((l) => l.instrument.underlying))) {
    const { fired, room } = roomIn(lookAt(c))
    if (!fired) return
    const settle = c.book.legs.find((l) => l.instrument.underlying === coin && l.instrument.kind !== 'spot')?.instrument
    const wanted: Instrument = {
      kind: 'perpetual',
      underlying: coin,
      settle: settle === undefined || settle.kind === 'spot' ? 'USDC' : settle.settle,
    }
    const adopted = c.subject.venue.adopt(wanted)
    if ('refuse' in adopted) continue
    const name = c.book.legs.find((l) => l.instrument.kind === 'perpetual' && l.instrument.underlying === coin)?.name
    const { take } = adopted
    const trade = tryTrade(c, take, name ?? nameOf(c, take), -deltaOf(c, coin), false)
    if (trade === undefined || !(roomIn(c.viewer.look(trade.book, c.market)).room > room)) continue
    make(c, 'hedge', trade, basis)
  }
}

const nameOf = (c: Case, instrument: Instrument): string => traded({ ...c.book, legs: [] }, instrument, 1, 1, c.market).legs[0]?.name ?? ''

/** Balances below 0 are repaid out of those above, cash first, at their prices. */
function repay(c: Case): void {
  for (const debt of c.book.collateral.filter((x) => x.amount < 0)) {
    const order = [...c.book.collateral]
      .filter((x) => x.amount > 0)
      .sort((p, q) => Number(isCash(q.asset, c.market)) - Number(isCash(p.asset, c.market)))
    let owed = -debt.amount * usdPer(debt.asset, c.market)
    for (const { asset, amount } of order) {
      const usd = Math.min(owed, amount * usdPer(asset, c.market))
      if (!(usd > 0)) continue
      c.book = pay(pay(c.book, asset, -usd / usdPer(asset, c.market)), debt.asset, usd / usdPer(debt.asset, c.market))
      owed -= usd
      c.log({
        action: 'repay',
        instrument: debt.asset,
        quantity: usd / usdPer(debt.asset, c.market),
        price: usdPer(debt.asset, c.market),
        fee: 0,
        basis: 'assumed',
      })
    }
  }
}

/** Deribit: largest contributor first, the perpetual as a hedge where no cut helps. Order official, measure and step assumed: approximate. */
export function runContributor(c: Case): void {
  cutLargest(c, c.numbers['step'] ?? SHARE, 'assumed')
  if (!roomIn(lookAt(c)).fired) return
  hedgeDelta(c, 'assumed')
  cutLargest(c, 1, 'assumed')
}

/** Any other venue: cancel orders, repay, hedge delta with the perpetual, cut the largest contributor until safe. Assumed throughout. */
export function runGeneric(c: Case): void {
  if (c.book.pending.length > 0) {
    const n = c.book.pending.length
    c.book = { ...c.book, pending: [] }
    c.log({ action: 'cancel', instrument: '*', quantity: n, price: 0, fee: 0, basis: 'assumed' })
  }
  if (roomIn(lookAt(c)).fired) repay(c)
  if (roomIn(lookAt(c)).fired) hedgeDelta(c, 'assumed')
  cutLargest(c, SHARE, 'assumed')
}
