import type { Instrument } from '../../domain/instrument.ts'
import type { Market } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import type { Bucket, GridLeg } from '../../domain/scenario.ts'
import { expiryOn, readVol } from '../../domain/smile.ts'
import { MILLIS_PER_DAY, yearsBetween } from '../../domain/units.ts'
import type { PathCore } from '../path-core.ts'

export interface RiskLeg {
  readonly name: string
  readonly instrument: Instrument
  /** Coins, signed. */
  readonly quantity: number
  readonly bucket: number
  /** In the contract's own quote; absent = entered at mark. */
  readonly entry?: number
}

/**
 * Dollars that a position makes for each dollar of its price. A coin-settled future or perpetual of q coins at mark M, entered at p, is worth
 * q·M·(F/p − 1) dollars: what it has made is in coins and moves with them.
 */
export function slopeOf({ instrument, quantity, entry }: RiskLeg, mark: number): number {
  const inverse = (instrument.kind === 'future' || instrument.kind === 'perpetual') && instrument.settle === 'coin'
  return inverse && entry !== undefined ? (quantity * mark) / entry : quantity
}

/** A book as it is held, with what the core values it by (see the engine's held book). */
export interface RiskBook {
  readonly legs: readonly RiskLeg[]
  readonly buckets: readonly Bucket[]
  readonly rows: readonly GridLeg[]
}

export type Dynamics = 'strike' | 'moneyness' | 'delta'

export interface PlanOptions {
  /** Days until the P&L is counted; 0 = at once. */
  readonly days: number
  readonly dynamics: Dynamics
  /** Names of the factors that draws move: `BTC`, `BTC.vol`. */
  readonly factors: readonly string[]
  /** Log vol move for each unit of log spot move, by coin; a coin with a vol factor has none. */
  readonly betas: Readonly<Record<string, number>>
}

/** Legs that see one forward and one time: a smooth function of two moves. */
export interface Group {
  readonly bucket: Bucket
  readonly legs: readonly GridLeg[]
  /** Where the legs stand in the book. */
  readonly places: readonly number[]
  readonly quantities: Float64Array
  /** Row of the spot factor; −1 = does not move. */
  readonly spot: number
  /** Row of the vol factor; −1 = held, or by beta. */
  readonly vol: number
  readonly beta: number
  /** Power of the spot multiple: below 1 where the group settles before the horizon. */
  readonly spotPower: number
  /** Power of the 30-day vol's multiple at this tenor. */
  readonly volPower: number
  /** Only what is worth its forward, through to the horizon. */
  readonly linear: boolean
  /** Vol of a leg's strike on the smile as it stands; absent where vols stay with strikes. */
  readonly smile?: (strike: number) => number
}

export interface Plan {
  readonly legs: number
  readonly groups: readonly Group[]
  /** Value of one unit now, and what funding adds to a leg over the horizon. */
  readonly base: Float64Array
  readonly carry: Float64Array
  readonly dynamics: Dynamics
  readonly quantities: Float64Array
  /** Σ |quantity| × forward, USD. */
  readonly gross: number
}

/** Exponents of (30 days / tenor) that carry a move of the 30-day vol to other tenors: as Deribit's portfolio margin scales its vol shock. */
const SHORT_TENOR = 0.3
const LONG_TENOR = 0.13

/** The horizon in which funding is paid, in days. */
const FUNDING_DAYS = 8 / 24

/** What of a 30-day vol's log move an expiry `days` away takes: (30/days)^0.30 below 30 days (at least one day counts), ^0.13 above. */
export const tenorPower = (numerics: Numerics, days: number): number =>
  numerics.pow(30 / Math.max(days, 1), days < 30 ? SHORT_TENOR : LONG_TENOR)

/** What is to be valued, group by group. Legs that the market could not price are not in the book. */
export function planOf(core: PathCore, book: RiskBook, market: Market, options: PlanOptions): Plan {
  const horizon = options.days / 365
  const n = book.legs.length
  const markOf = ({ bucket }: RiskLeg): number => (book.buckets[bucket]?.forward ?? 0) + (book.buckets[bucket]?.fixed ?? 0)
  const quantities = Float64Array.from(book.legs, (leg) => slopeOf(leg, markOf(leg)))
  const base = core.valueRows({
    buckets: book.buckets,
    legs: book.rows,
    count: 1,
    forward: new Float64Array(book.buckets.length).fill(1),
    vol: new Float64Array(book.buckets.length).fill(1),
  })
  const carry = new Float64Array(n)
  const groups: Group[] = []
  for (const [b, bucket] of book.buckets.entries()) {
    const places = book.legs.flatMap((leg, i) => (leg.bucket === b ? [i] : []))
    const first = book.legs[places[0] ?? 0]
    if (places.length === 0 || first === undefined) continue
    const { instrument } = first
    const coin = bucket.underlying
    const dated = instrument.kind === 'option' || instrument.kind === 'future' ? yearsBetween(market.asOf, instrument.expiry) : undefined
    const years = instrument.kind === 'option' ? bucket.years : dated
    const settled = horizon > 0 && years !== undefined && years < horizon
    const spot = options.factors.indexOf(coin)
    const vol = instrument.kind === 'option' ? options.factors.indexOf(`${coin}.vol`) : -1
    const option = instrument.kind === 'option' ? instrument : undefined
    const expiry = option && market.underlyings[coin] && expiryOn(market.underlyings[coin], option.expiry)
    const moves = options.dynamics !== 'strike' && expiry !== undefined && bucket.years > 0
    groups.push({
      bucket: { ...bucket, years: Math.max(bucket.years - horizon, 0) },
      legs: places.map((i) => ({ ...(book.rows[i] as GridLeg), bucket: 0 })),
      places,
      quantities: Float64Array.from(places, (i) => quantities[i] ?? 0),
      spot,
      vol,
      beta: vol < 0 && option !== undefined ? (options.betas[coin] ?? 0) : 0,
      spotPower: settled ? Math.sqrt((years ?? 0) / horizon) : 1,
      volPower: tenorPower(core, (expiry === undefined ? 0 : expiry.at - market.asOf) / MILLIS_PER_DAY),
      linear: option === undefined && !settled,
      ...(moves ? { smile: (strike: number) => readVol(core, expiry, bucket.years, strike) } : {}),
    })
    const funding = market.underlyings[coin]?.fundingRate8h ?? 0
    if (instrument.kind === 'perpetual' && funding !== 0)
      for (const i of places)
        carry[i] = -(book.legs[i]?.quantity ?? 0) * (bucket.forward + bucket.fixed) * funding * (options.days / FUNDING_DAYS)
  }
  const gross = book.legs.reduce((sum, leg) => sum + Math.abs(leg.quantity) * markOf(leg), 0)
  return { legs: n, groups, base, carry, dynamics: options.dynamics, quantities, gross }
}
