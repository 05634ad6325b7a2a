import { Reader } from '../door/read.ts'
import { readSmile } from '../door/smile.ts'
import type { Expiry, Market, PointsSmile, Smile, SviSmile } from '../market.ts'
import type { Numerics } from '../numerics.ts'
import { fail, ok, type Result } from '../result.ts'
import { volAt } from '../smile.ts'
import { type Millis, type Usd, type Vol, yearsBetween } from '../units.ts'
import { expiryAt, mapExpiries, resetSmiles, type Scope, settled } from './edit.ts'
import { withinLimits } from './limits.ts'
import { type Place, placesOf } from './places.ts'
import { type Handle, moveShape } from './shape.ts'
import { sliceOf, volOf } from './slice.ts'

/** One shape move (`moveShape`) of every smile in scope, each at its own places. */
export const shape = (numerics: Numerics, market: Market, scope: Scope, handle: Handle, amount: number): Market =>
  mapExpiries(market, scope, (e) => moveShape(numerics, e, market.asOf, handle, amount))

/**
 * Moves every vol in scope alike: by points (0.01 = one vol point) or by a part of itself (0.1 = a tenth higher). Points smiles: exact at each
 * point. Raw SVI under a relative move stays raw SVI and is exact everywhere (a and b by the square); under a move in points it becomes points
 * at the listed strikes, exact there, as raw SVI has no such smile. Without listed strikes it moves its level instead.
 */
export function parallel(numerics: Numerics, market: Market, scope: Scope, kind: 'points' | 'relative', value: number): Market {
  if (value === 0 || !Number.isFinite(value)) return market
  const move = (vol: Vol): Vol => withinLimits(kind === 'points' ? vol + value : vol * (1 + value))
  return mapExpiries(market, scope, (e) => {
    const { smile } = e
    const years = yearsBetween(market.asOf, e.at)
    if (smile === undefined || years <= 0) return e
    if (smile.type === 'svi' && kind === 'relative') return { ...e, smile: scaled(smile, value) }
    const points = asPoints(numerics, e, market.asOf)
    if (points === undefined) return moveShape(numerics, e, market.asOf, 'level', value)
    return { ...e, smile: { ...points, vols: points.vols.map(move) } }
  })
}

/** Factor on vols within what an edit may make: at least a thousandth, at most twenty. */
function scaled(smile: SviSmile, value: number): SviSmile {
  const factor = Math.min(Math.max(1 + value, 0.001), 20)
  return { ...smile, a: smile.a * factor * factor, b: smile.b * factor * factor }
}

/** The smile at its listed strikes; undefined where there is none or no strike. Exact there for raw SVI; points are themselves. */
export function asPoints(numerics: Numerics, expiry: Expiry, asOf: Millis): PointsSmile | undefined {
  const { smile, strikes } = expiry
  if (smile === undefined || smile.type === 'points') return smile
  const years = yearsBetween(asOf, expiry.at)
  if (strikes.length === 0 || years <= 0) return undefined
  return { type: 'points', strikes, vols: strikes.map((k) => withinLimits(volAt(numerics, expiry, years, k))) }
}

/**
 * Bends the term structure: each coin's first expiry with time left moves its level by `short`, its last by `long`, those between in line over
 * the root of time; where the two differ in sign the pivot lies between them. One expiry alone moves by `short`.
 */
export function termStructure(numerics: Numerics, market: Market, coin: string | undefined, short: number, long: number): Market {
  return mapExpiries(market, coin === undefined ? {} : { coin }, (e, _coin, all) => {
    const root = (x: Expiry): number => Math.sqrt(yearsBetween(market.asOf, x.at))
    const alive = all.filter((x) => x.smile !== undefined && x.at > market.asOf)
    const [first] = alive
    const last = alive.at(-1)
    if (first === undefined || last === undefined || !alive.includes(e)) return e
    const span = root(last) - root(first)
    const share = span > 0 ? (root(e) - root(first)) / span : 0
    return moveShape(numerics, e, market.asOf, 'level', short + share * (long - short))
  })
}

/** Sets the vol at one listed strike. A raw SVI smile becomes points at its listed strikes. A strike that is not listed changes nothing. */
export function setPoint(numerics: Numerics, market: Market, coin: string, at: Millis, strike: Usd, vol: Vol): Market {
  if (!Number.isFinite(vol)) return market
  return mapExpiries(market, { coin, at }, (e) => {
    const points = asPoints(numerics, e, market.asOf)
    const i = points === undefined ? -1 : points.strikes.indexOf(strike)
    if (points === undefined || i < 0 || points.vols[i] === withinLimits(vol)) return e
    return { ...e, smile: { ...points, vols: points.vols.with(i, withinLimits(vol)) } }
  })
}

/** Takes one point back to the loaded smile's vol there. Where every point is back, so is the loaded smile itself. */
export function resetPoint(numerics: Numerics, market: Market, loaded: Market, coin: string, at: Millis, strike: Usd): Market {
  const own = expiryAt(market, coin, at)
  const was = expiryAt(loaded, coin, at)
  const points = was === undefined ? undefined : asPoints(numerics, was, loaded.asOf)
  const i = points === undefined ? -1 : points.strikes.indexOf(strike)
  if (own === undefined || own.smile?.type !== 'points' || points === undefined || i < 0) return market
  const next = setPoint(numerics, market, coin, at, strike, points.vols[i] ?? Number.NaN)
  const smile = expiryAt(next, coin, at)?.smile
  const back = smile?.type === 'points' && smile.vols.every((v, j) => v === points.vols[j])
  return back ? resetSmiles(next, loaded, { coin, at }) : settled(next, loaded)
}

/** Replaces an expiry's smile by raw SVI numbers. Faults name the parameter, its value and its domain, all at once. */
export function setSvi(
  market: Market,
  coin: string,
  at: Millis,
  params: Readonly<Record<'a' | 'b' | 'rho' | 'm' | 'sigma', number>>,
): Result<Market> {
  const { a, b, rho, m, sigma } = params
  const reader = new Reader()
  const smile = readSmile(reader, 'smile', { type: 'svi', a, b, rho, m, sigma })
  if (smile === undefined || reader.faults.length > 0) return fail(...reader.faults)
  return ok(mapExpiries(market, { coin, at }, (e) => ({ ...e, smile })))
}

/**
 * Takes what one handle moves back to what was loaded, at the handle's present place: the vol at the money, the 10-delta vol of a wing, the
 * risk reversal or the butterfly at 25 delta. Where that is the loaded smile again to nine digits, it is the loaded object itself.
 */
export function resetHandle(numerics: Numerics, market: Market, loaded: Market, scope: Scope, handle: Handle): Market {
  const next = mapExpiries(market, scope, (e, coin) => {
    const was = expiryAt(loaded, coin, e.at)
    const own = sliceOf(numerics, e, market.asOf)
    const old = was === undefined ? undefined : sliceOf(numerics, was, loaded.asOf)
    if (was === undefined || own === undefined || old === undefined) return e
    const p = placesOf(own)
    const gap = ({ k, vol }: Place): number => volOf(old, k) - vol
    const amount = {
      put: () => gap(p.put10),
      tilt: () => gap(p.call25) - gap(p.put25),
      level: () => gap(p.atm),
      width: () => (gap(p.call25) + gap(p.put25)) / 2 - gap(p.atm),
      call: () => gap(p.call10),
    }[handle]()
    const moved = Math.abs(amount) < ROUNDING ? e : moveShape(numerics, e, market.asOf, handle, amount)
    return moved.smile !== undefined && was.smile !== undefined && nearly(moved.smile, was.smile) ? was : moved
  })
  return settled(next, loaded)
}

const ROUNDING = 1e-9
const close = (a: number, b: number): boolean => Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(a))
function nearly(a: Smile, b: Smile): boolean {
  if (a.type === 'svi')
    return b.type === 'svi' && close(a.a, b.a) && close(a.b, b.b) && close(a.rho, b.rho) && close(a.m, b.m) && close(a.sigma, b.sigma)
  return b.type === 'points' && a.vols.length === b.vols.length && a.vols.every((v, i) => close(v, b.vols[i] ?? Number.NaN))
}
