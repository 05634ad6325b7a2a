import { usdPer } from '../subject.ts'
import { auctionAt } from './auction.ts'
import { proRata } from './pro-rata.ts'
import { type Case, lookAt, number } from './steps.ts'
import { pay, priceOf, settles, shrunk, traded } from './trade.ts'

/** Paradex: all positions are cut by one share at their marks; the penalty is taken from the cash. Official. */
export function runProRata(c: Case): void {
  const now = lookAt(c)
  const found = proRata(
    { accountValue: now.equity, mmr: now.maintenance },
    { fee: number(c, 'liquidation_fee'), step: number(c, 'share_step'), target: number(c, 'target_ratio') },
  )
  c.tables.push({ at: c.at, share: found.share, penalty: found.penalty, table: found.table })
  const legs = [...c.book.legs]
  const notional = (l: (typeof legs)[number]): number => Math.abs(l.quantity * priceOf(l.instrument, c.market, c.subject.core))
  const gross = legs.reduce((sum, l) => sum + notional(l), 0)
  for (const leg of legs) {
    const price = priceOf(leg.instrument, c.market, c.subject.core)
    const quantity = -leg.quantity * found.share
    const fee = gross > 0 ? (found.penalty * notional(leg)) / gross : 0
    c.book = traded(c.book, leg.instrument, quantity, price, c.market)
    charge(c, settles(leg.instrument), fee)
    c.log({ action: 'cut', instrument: leg.name, quantity, price, fee, basis: 'official' })
  }
  c.insurance += found.penalty
  settleDeficit(c)
}

/** A fee in USD out of the asset that the contract settles in. */
function charge(c: Case, asset: string, usd: number): void {
  c.book = pay(c.book, asset, -usd / usdPer(asset, c.market))
  c.fees += usd
}

/** With nothing left to close a balance sheet below 0 is the insurance fund's loss. */
function settleDeficit(c: Case): void {
  if (c.book.legs.length > 0) return
  const { equity } = lookAt(c)
  if (equity < 0) {
    c.insurance += equity
    c.book = { ...c.book, collateral: [] }
  }
}

/** Derive: one bid for the largest share, `bid_minutes` into the auction. The formulas are official, when somebody bids is assumed. */
export function runAuction(c: Case): void {
  const now = lookAt(c)
  const found = auctionAt(
    { markToMarket: now.equity, margin: now.equity - now.maintenance, reserved: c.reserved },
    number(c, 'bid_minutes'),
    {
      buffer: number(c, 'buffer'),
      startDiscount: number(c, 'start_discount'),
      fastDiscount: number(c, 'fast_discount'),
      fastMinutes: number(c, 'fast_minutes'),
      slowMinutes: number(c, 'slow_minutes'),
      insolventMinutes: number(c, 'insolvent_minutes'),
    },
  )
  if (found.kind === 'insolvent') {
    c.book = { ...c.book, legs: [], pending: [], collateral: [] }
    c.insurance += found.payment
    c.log({ action: 'auction', instrument: '*', quantity: 1, price: found.payment, fee: 0, basis: 'official' })
    return
  }
  const worth = found.share * now.equity
  const cash = usdPer('USDC', c.market)
  // The bidder takes a share of everything but the cash that earlier bids brought; that part of it is paid at its value.
  c.book = pay(shrunk(c.book, 1 - found.share, true), 'USDC', found.payment / cash)
  c.reserved = c.reserved * (1 - found.share) + found.payment
  c.fees += worth - found.payment
  c.log({ action: 'auction', instrument: '*', quantity: found.share, price: found.payment, fee: worth - found.payment, basis: 'official' })
}
