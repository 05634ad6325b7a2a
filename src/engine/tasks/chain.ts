import type { OptionInstrument, OptionType, Settle } from '../../domain/instrument.ts'
import { ownMark } from '../../domain/mark.ts'
import type { Expiry, Quote } from '../../domain/market.ts'
import { printInstrument } from '../../domain/names/canonical.ts'
import { expiryOn, volAt } from '../../domain/smile.ts'
import { yearsBetween } from '../../domain/units.ts'
import type { Core } from '../core.ts'
import { marketOf, type Task, type TaskDesk } from './task.ts'

/** The option chains of some expiries of one underlying, in one style of contract. */
export interface ChainRequest extends Pick<TaskDesk, 'market' | 'shift'> {
  readonly underlying: string
  readonly settle: Settle
  /** Expiries by their moment, milliseconds; one that the market does not have is left out of the answer. */
  readonly expiries: readonly number[]
}

/** One half of a chain, strike by strike. Prices in the contract's own quote (coin for inverse); NaN = there is none. */
export interface ChainSide {
  readonly bid: Float64Array
  readonly ask: Float64Array
  readonly mark: Float64Array
  /** 1 where bid and ask are prices at the smile's vol ∓ half the fitted spread, not quotes. */
  readonly modelled: Uint8Array
  /** Per coin of the contract: Black delta to the forward. */
  readonly delta: Float64Array
  /** USD: change of delta for a move of the forward by 1 %. */
  readonly gamma: Float64Array
  /** USD a vol point. */
  readonly vega: Float64Array
  /** USD a day. */
  readonly theta: Float64Array
}
export interface ChainExpiry {
  readonly at: number
  readonly forward: number
  readonly strikes: Float64Array
  /** Of the smile; the same for call and put. */
  readonly iv: Float64Array
  readonly call: ChainSide
  readonly put: ChainSide
}
export interface ChainAnswer {
  readonly underlying: string
  readonly settle: Settle
  /** Moment and index of the market of the numbers. */
  readonly asOf: number
  readonly index: number
  readonly expiries: readonly ChainExpiry[]
}

/**
 * All listed strikes at the market's forward and smile (Black-76 undiscounted, as marks are). Bid and ask are the market's quotes; where a
 * strike has none and the expiry carries a fitted spread, prices at vol ∓ half of it, marked as modelled; else there is none. The market's
 * quotes are those of the inverse contract, in coin, and are not turned into another contract's. A quoted side that is missing stays missing.
 */
export const chain: Task<ChainRequest, ChainAnswer> = function* (core, request) {
  const market = marketOf(core, request)
  const { underlying, settle } = request
  const u = market.underlyings[underlying]
  const expiries: ChainExpiry[] = []
  for (const at of request.expiries) {
    const expiry = u && expiryOn(u, at)
    if (expiry === undefined) continue
    const n = expiry.strikes.length
    const years = yearsBetween(market.asOf, expiry.at)
    const iv = Float64Array.from(expiry.strikes, (strike) => volAt(core, expiry, years, strike))
    const own = (i: OptionInstrument): number | undefined => ownMark(market, i, printInstrument(i))
    const half = (type: OptionType): ChainSide => {
      const side = emptySide(n)
      const quotes = settle === 'coin' ? new Map(expiry.quotes.filter((q) => q.type === type).map((q) => [q.strike, q])) : undefined
      expiry.strikes.forEach((strike, i) => {
        const vol = iv[i] ?? Number.NaN
        const mark = own({ kind: 'option', underlying, settle, expiry: expiry.at, strike, type })
        fill(core, side, i, { type, expiry, years, strike, vol, mark, unit: settle === 'coin' ? expiry.forward : 1 }, quotes?.get(strike))
      })
      return side
    }
    expiries.push({
      at: expiry.at,
      forward: expiry.forward,
      strikes: Float64Array.from(expiry.strikes),
      iv,
      call: half('call'),
      put: half('put'),
    })
    yield
  }
  return { underlying, settle, asOf: market.asOf, index: u?.index ?? Number.NaN, expiries }
}

function emptySide(n: number): ChainSide {
  const make = (): Float64Array => new Float64Array(n).fill(Number.NaN)
  return {
    bid: make(),
    ask: make(),
    mark: make(),
    modelled: new Uint8Array(n),
    delta: make(),
    gamma: make(),
    vega: make(),
    theta: make(),
  }
}

interface Cell {
  readonly type: OptionType
  readonly expiry: Expiry
  readonly years: number
  readonly strike: number
  readonly vol: number
  /** The market's own mark, USD. */
  readonly mark: number | undefined
  /** USD of one unit of the contract's quote. */
  readonly unit: number
}

function fill(core: Core, side: ChainSide, i: number, c: Cell, quote: Quote | undefined): void {
  const cp = c.type === 'call' ? 1 : -1
  const { forward, spread } = c.expiry
  const greeks = core.greeks(cp, forward, c.strike, c.years, c.vol)
  side.mark[i] = (c.mark ?? greeks.price) / c.unit
  side.delta[i] = greeks.delta
  side.gamma[i] = greeks.gamma * forward * 0.01
  side.vega[i] = greeks.vega * 0.01
  side.theta[i] = greeks.theta / 365
  if (quote !== undefined) {
    side.bid[i] = quote.bid ?? Number.NaN
    side.ask[i] = quote.ask ?? Number.NaN
  } else if (spread !== undefined) {
    const at = (vol: number): number => core.price(cp, forward, c.strike, c.years, Math.max(0, vol)) / c.unit
    side.bid[i] = at(c.vol - spread.vol / 2)
    side.ask[i] = at(c.vol + spread.vol / 2)
    side.modelled[i] = 1
  }
}
