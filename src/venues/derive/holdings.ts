import type { OptionInstrument } from '../../domain/instrument.ts'
import { linearMark } from '../../domain/mark.ts'
import type { Market } from '../../domain/market.ts'
import type { Leg } from '../../domain/methodology.ts'
import type { Numerics } from '../../domain/numerics.ts'
import type { Failure } from '../../domain/result.ts'
import type { Bucket, GridLeg, GridValues } from '../../domain/scenario.ts'
import { secondsBetween, utcDay, yearsBetween } from '../../domain/units.ts'
import { once } from '../shared/once.ts'
import { feedVol } from './feeds.ts'

export interface OptionHolding {
  /** Row of the grid. */
  readonly row: number
  readonly name: string
  readonly type: 'call' | 'put'
  readonly strike: number
  readonly amount: number
  readonly vol: number
}

/** All options of one expiry: the unit in which Derive discounts, nets and charges. */
export interface Slice {
  readonly seconds: number
  readonly tau: number
  /** The feed's rate, never below 0. */
  readonly rate: number
  /** exp(-rate·tau) at PM2; 1 at PM1 and the standard manager. */
  readonly discount: number
  /** The whole forward, fixed part included. */
  readonly forward: number
  /** Lowest confidence of the forward, rate and vol feeds (the spot's is added by the rule). */
  readonly confidence: number
  /** The same without the rate feed, which the standard manager does not read. */
  readonly confidenceWithoutRate: number
  readonly options: readonly OptionHolding[]
}

interface PerpetualHolding {
  readonly row: number
  readonly name: string
  readonly amount: number
  readonly price: number
  /** Unrealised P&L: amount·(price − entry), 0 where entered at mark. */
  readonly value: number
  readonly confidence: number
}

/** Options and perpetual of one underlying, with the columns that the core needs to value them. */
export interface Holdings {
  readonly coin: string
  readonly spot: number
  readonly spotConfidence: number
  readonly perpetual?: PerpetualHolding
  readonly slices: readonly Slice[]
  readonly buckets: readonly Bucket[]
  readonly legs: readonly GridLeg[]
}

interface HeldOption {
  readonly instrument: OptionInstrument
  readonly name: string
  readonly quantity: number
}

/** Options by the UTC day of their expiry, which is how they belong to the market's expiries. */
function optionsByDay(legs: readonly Leg[]): Map<number, HeldOption[]> {
  const byDay = new Map<number, HeldOption[]>()
  for (const { instrument, name, quantity } of legs) {
    if (instrument.kind !== 'option') continue
    const day = utcDay(instrument.expiry)
    const list = byDay.get(day) ?? []
    list.push({ instrument, name, quantity })
    byDay.set(day, list)
  }
  return byDay
}

interface Arranged {
  readonly coin: string
  readonly market: Market
  readonly numerics: Numerics
  readonly discounted: boolean
  readonly holdings: Holdings
}
/** The last answer for a list of legs: the grid and the margin look at the same one. */
const arranged = new WeakMap<readonly Leg[], Arranged>()

/** Puts the legs of one underlying in order: expiries ascending, then the perpetual. `discounted` is PM2's exp(-r·tau). */
export function arrange(coin: string, legs: readonly Leg[], market: Market, numerics: Numerics, discounted: boolean): Holdings {
  const known = arranged.get(legs)
  if (known?.coin === coin && known.market === market && known.numerics === numerics && known.discounted === discounted)
    return known.holdings
  const holdings = inOrder(coin, legs, market, numerics, discounted)
  arranged.set(legs, { coin, market, numerics, discounted, holdings })
  return holdings
}

function inOrder(coin: string, legs: readonly Leg[], market: Market, numerics: Numerics, discounted: boolean): Holdings {
  const u = market.underlyings[coin]
  // An account that holds cash only may be of a coin that the market does not know; nothing then reads its spot.
  if (u === undefined) return { coin, spot: 0, spotConfidence: 1, slices: [], buckets: [], legs: [] }
  const slices: Slice[] = []
  const buckets: Bucket[] = []
  const rows: GridLeg[] = []
  const byDay = optionsByDay(legs)
  for (const expiry of u.expiries) {
    const tau = yearsBetween(market.asOf, expiry.at)
    const options: OptionHolding[] = []
    for (const { instrument, name, quantity } of byDay.get(utcDay(expiry.at)) ?? []) {
      const vol = feedVol(numerics, expiry, tau, instrument.strike)
      const { type, strike } = instrument
      options.push({ row: rows.length, name, type, strike, amount: quantity, vol })
      rows.push({ kind: type, bucket: buckets.length, strike, vol, quantity })
    }
    if (options.length === 0) continue
    const rate = Math.max(expiry.rate, 0)
    const discount = discounted ? numerics.exp(-rate * tau) : 1
    const { forward, vol, rate: rateConfidence } = expiry.confidence
    slices.push({
      seconds: secondsBetween(market.asOf, expiry.at),
      tau,
      rate,
      discount,
      forward: expiry.forward,
      confidence: Math.min(forward, vol, rateConfidence),
      confidenceWithoutRate: Math.min(forward, vol),
      options,
    })
    buckets.push({
      underlying: coin,
      forward: expiry.forward - expiry.forwardFixed,
      fixed: expiry.forwardFixed,
      years: tau,
      discount,
    })
  }
  const held = legs.find((l) => l.instrument.kind === 'perpetual')
  const base = { coin, spot: u.index, spotConfidence: u.confidence.index, slices, buckets, legs: rows }
  if (held === undefined) return base
  const price = linearMark(market, held.instrument)
  const value = held.entry === undefined ? 0 : held.quantity * (price - held.entry)
  const perpetual = { row: rows.length, name: held.name, amount: held.quantity, price, value, confidence: u.confidence.perpetual }
  rows.push({ kind: 'forward', bucket: buckets.length, strike: 0, vol: 0, quantity: held.quantity })
  buckets.push({ underlying: coin, forward: price, fixed: 0, years: 0, discount: 1 })
  return { ...base, perpetual }
}

/** Whether the core could value an option, now and in every scenario. */
function isValued({ row }: OptionHolding, { base, values }: GridValues): boolean {
  if (!Number.isFinite(base[row])) return false
  for (let s = 0; s < values.length; s++) if (!Number.isFinite(values[s]?.[row])) return false
  return true
}

/**
 * Takes out the options that the core could not value (NaN), each as a named failure; the rest goes on. The same holdings of the same answer:
 * an account is margined twice where collateral is split.
 */
export const withoutUnvalued = once((holdings: Holdings, values: GridValues): { holdings: Holdings; failures: Failure[] } => {
  const failures: Failure[] = []
  for (const { options } of holdings.slices) {
    for (const o of options) {
      if (isValued(o, values)) continue
      const message = `${o.name} cannot be valued at strike ${o.strike}, vol ${o.vol}: check the market's forward and smile`
      failures.push({ instrument: o.name, reason: 'OUT_OF_DOMAIN', message })
    }
  }
  if (failures.length === 0) return { holdings, failures }
  const slices = holdings.slices.map((s) => ({ ...s, options: s.options.filter((o) => isValued(o, values)) }))
  return { holdings: { ...holdings, slices }, failures }
})

/** Value of an expiry in one row of the grid: Σ amount·unit value. */
export function sliceValue(slice: Slice, unit: Float64Array | undefined): number {
  let sum = 0
  for (const o of slice.options) sum += o.amount * (unit?.[o.row] ?? Number.NaN)
  return sum
}

/** Contracts short without cover: calls and puts of one strike net against each other, strikes do not (sheet 2.1). */
export function nakedShorts(slice: Slice): number {
  const byStrike = new Map<number, number>()
  for (const o of slice.options) byStrike.set(o.strike, (byStrike.get(o.strike) ?? 0) + o.amount)
  return [...byStrike.values()].reduce((sum, net) => sum + Math.max(0, -net), 0)
}

/** Σ |amount| of an expiry. */
export const grossOptions = (slice: Slice): number => slice.options.reduce((sum, o) => sum + Math.abs(o.amount), 0)
