import { coinsOf } from '../../domain/book.ts'
import { linearMark } from '../../domain/mark.ts'
import type { Expiry, Market, Underlying } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import type { Portfolio, Position } from '../../domain/portfolio.ts'
import { type SmileDynamics, shiftMarket } from '../../domain/shift.ts'
import { volAt } from '../../domain/smile.ts'
import { MILLIS_PER_DAY, utcDay, yearsBetween } from '../../domain/units.ts'
import { tenorPower } from '../revalue/plan.ts'

export interface VolShock {
  /**
   * Relative (0.5 = half as much again), in points (0.05 = five vol points), relative by a power of the tenor (value·(30/days)^power), or
   * `tenor`: a log move of the 30-day vol, carried to other tenors as draws of a model are.
   */
  readonly kind: 'relative' | 'points' | 'power' | 'tenor'
  readonly value: number
  /** Below 30 days and from there on; of `power` only. */
  readonly power?: readonly [number, number]
}

export interface CoinShock {
  readonly spot: number
  readonly vol?: VolShock
  /** Change of 25-delta call vol − put vol, linear in delta about 50. */
  readonly skew25: number
  /** Change of 90-day − 30-day vol: log-linear in days, 0 at 30, held below 10 and above 270. */
  readonly term: number
  /** Added to forward/index − 1 of what has a date. */
  readonly basis: number
}

export interface Shock {
  readonly label: string
  readonly weight: number
  readonly underlyings: Readonly<Record<string, CoinShock>>
  readonly stablecoins: Readonly<Record<string, number>>
  readonly collateral: Readonly<Record<string, number>>
  readonly days: number
  readonly dynamics: SmileDynamics
}

export const STILL_COIN: CoinShock = { spot: 0, skew25: 0, term: 0, basis: 0 }

const VOL_FLOOR = 0

/** Days that count for a power of the tenor: an expiry of this hour would otherwise have none. */
const LEAST_DAYS = 1 / 24

/** The factor on a vol of an expiry so many days away, or what is added to it. */
function movedVol(numerics: Numerics, shock: CoinShock, days: number, delta: number, vol: number): number {
  const { vol: v, skew25, term } = shock
  let out = vol
  if (v?.kind === 'relative') out *= 1 + v.value
  else if (v?.kind === 'points') out += v.value
  else if (v?.kind === 'power')
    out *= 1 + v.value * numerics.pow(30 / Math.max(days, LEAST_DAYS), days < 30 ? (v.power?.[0] ?? 0) : (v.power?.[1] ?? 0))
  else if (v?.kind === 'tenor') out *= numerics.exp(v.value * tenorPower(numerics, days))
  if (term !== 0) out += term * Math.max(-1, Math.min(2, numerics.log(Math.max(days, LEAST_DAYS) / 30) / numerics.log(3)))
  // 25-delta call (0.25) and put (0.75 as a call's delta) move half of the change each, in opposite ways.
  out += skew25 * 2 * (0.5 - delta)
  return Math.max(out, VOL_FLOOR)
}

/** An expiry whose vols are moved, as points at every strike that is listed or held. `days` to it before time passes. */
function movedExpiry(
  numerics: Numerics,
  e: Expiry,
  now: number,
  days: number,
  shock: CoinShock,
  index: number,
  held: readonly number[],
): Expiry {
  const forward = e.forward + shock.basis * index
  const { smile } = e
  const still = shock.vol === undefined && shock.skew25 === 0 && shock.term === 0
  if (smile === undefined || still) return { ...e, forward }
  const years = yearsBetween(now, e.at)
  // Past its time an option is worth its intrinsic value whatever the vol.
  if (years <= 0) return { ...e, forward }
  const listed = smile.type === 'points' ? smile.strikes : e.strikes
  const strikes = [...new Set([...listed, ...e.strikes, ...held])].sort((p, q) => p - q)
  const root = Math.sqrt(years)
  const vols = strikes.map((strike) => {
    const vol = volAt(numerics, e, years, strike)
    const sd = vol * root
    const delta = sd > 0 ? numerics.normalCdf(numerics.log(e.forward / strike) / sd + sd / 2) : e.forward > strike ? 1 : 0
    return movedVol(numerics, shock, days, delta, vol)
  })
  return { ...e, forward, smile: { type: 'points', strikes, vols } }
}

/**
 * The market after a shock: spot moves index, perpetual, marks and every forward; time passes and smiles follow by the dynamics (as
 * `shiftMarket`); then basis, vol, term and skew of each coin, stablecoins and other assets. `held` are the book's strikes, so that each is
 * exact. Coins that the shock does not name stand still.
 */
export function shockMarket(numerics: Numerics, market: Market, shock: Shock, held: Readonly<Record<string, readonly number[]>>): Market {
  const spot = Object.fromEntries(Object.entries(shock.underlyings).map(([coin, c]) => [coin, c.spot]))
  const shifted = shiftMarket(market, { spot, vol: { kind: 'points', value: 0 }, days: shock.days, dynamics: shock.dynamics }, numerics)
  const underlyings: Record<string, Underlying> = {}
  for (const [coin, u] of Object.entries(shifted.underlyings)) {
    const c = shock.underlyings[coin]
    underlyings[coin] =
      c === undefined
        ? u
        : {
            ...u,
            expiries: u.expiries.map((e) => {
              const days = (e.at - market.asOf) / MILLIS_PER_DAY
              return movedExpiry(numerics, e, shifted.asOf, days, c, u.index, held[`${coin} ${utcDay(e.at)}`] ?? [])
            }),
          }
  }
  const stablecoins = { ...shifted.stablecoins }
  for (const [name, move] of Object.entries(shock.stablecoins)) stablecoins[name] = (stablecoins[name] ?? 1) * (1 + move)
  const assets = { ...shifted.assets }
  for (const [name, move] of Object.entries(shock.collateral)) {
    const asset = assets[name]
    if (asset !== undefined) assets[name] = { ...asset, price: asset.price * (1 + move) }
  }
  return { ...shifted, underlyings, stablecoins, assets }
}

/** The strikes of a book by coin and day of expiry, for `shockMarket`. */
export function strikesOf(portfolio: Portfolio): Record<string, number[]> {
  const held: Record<string, number[]> = {}
  for (const { instrument: i } of portfolio.positions) {
    if (i.kind !== 'option') continue
    const key = `${i.underlying} ${utcDay(i.expiry)}`
    held[key] = [...(held[key] ?? []), i.strike]
  }
  return held
}

/**
 * The book as it stands today, to be carried into another market: dollar notionals become coins at today's mark, and a future or perpetual
 * without an entry price was entered at today's mark (left out, it would be entered anew at the shocked one, and lose nothing).
 */
export function carried(portfolio: Portfolio, market: Market): Portfolio {
  const carry = <T extends Position>(p: T): T => {
    const { notionalUsd, ...rest } = p
    const kept = notionalUsd === undefined ? p : ({ ...rest, quantity: coinsOf(p, market) } as unknown as T)
    if (p.price !== undefined || (p.instrument.kind !== 'future' && p.instrument.kind !== 'perpetual')) return kept
    const mark = linearMark(market, p.instrument)
    return Number.isFinite(mark) ? { ...kept, price: mark } : kept
  }
  return { ...portfolio, positions: portfolio.positions.map(carry), orders: portfolio.orders.map(carry) }
}
