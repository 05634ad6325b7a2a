import type { Expiry, Market, SviSmile, Underlying } from './market.ts'
import type { Numerics } from './numerics.ts'
import { volAt } from './smile.ts'
import { MILLIS_PER_DAY, yearsBetween } from './units.ts'

/** How a smile follows its forward: each strike keeps its vol, each moneyness K/F does, or each delta does. */
export type SmileDynamics = 'strike' | 'moneyness' | 'delta'

/** A hypothetical state of the whole market, as a change of the one that is loaded. */
export interface MarketShift {
  /** By underlying, relative: −0.1 is 10 % lower. An underlying that is not here stands still. */
  readonly spot: Readonly<Record<string, number>>
  /** Every vol: relative (0.1 = a tenth higher) or in points (0.05 = five vol points higher). */
  readonly vol: { readonly kind: 'relative' | 'points'; readonly value: number }
  /** Days that pass, not negative. */
  readonly days: number
  readonly dynamics: SmileDynamics
}

export const NO_SHIFT: MarketShift = { spot: {}, vol: { kind: 'points', value: 0 }, days: 0, dynamics: 'strike' }

/** True where nothing is moved; the dynamics alone move nothing. */
export const isStill = (s: MarketShift): boolean => s.vol.value === 0 && s.days === 0 && Object.values(s.spot).every((x) => x === 0)

/**
 * The market after a shift. Index, perpetual, marks and the moving part of every forward of an underlying move in proportion; time passes;
 * the smile follows by `dynamics` and then moves by `vol`. An expiry keeps its date: one that has passed has no time left, and its options
 * are worth their intrinsic value at the shifted forward. Quotes are of the market that was: they are left out.
 *
 * Sticky strike: σ'(K) = σ(K). Sticky moneyness: σ'(K) = σ(K·F/F'). Sticky delta: σ'(k') = σ(k) at equal k/√T, so that the Black delta of an
 * equal vol is equal; without passing time it is sticky moneyness. Raw SVI stays raw SVI under all of these and under a relative vol move (its
 * total variance is scaled by the time that is left, so that vols stand still); a move in points turns it into points at the listed strikes,
 * exact there.
 */
export function shiftMarket(market: Market, shift: MarketShift, numerics: Numerics): Market {
  if (isStill(shift)) return market
  const asOf = market.asOf + shift.days * MILLIS_PER_DAY
  const underlyings: Record<string, Underlying> = {}
  for (const [coin, u] of Object.entries(market.underlyings)) {
    const m = 1 + (shift.spot[coin] ?? 0)
    underlyings[coin] = {
      ...u,
      index: u.index * m,
      perpetual: u.perpetual * m,
      marks: Object.fromEntries(Object.entries(u.marks).map(([name, mark]) => [name, mark * m])),
      expiries: u.expiries.map((e) => shiftExpiry(e, market.asOf, asOf, m, shift, numerics)),
    }
  }
  const assets = Object.fromEntries(
    Object.entries(market.assets).map(([name, a]) => [name, { ...a, price: a.price * (1 + (shift.spot[name] ?? 0)) }]),
  )
  return { ...market, asOf, underlyings, assets }
}

function shiftExpiry(e: Expiry, was: number, now: number, m: number, shift: MarketShift, numerics: Numerics): Expiry {
  const forward = (e.forward - e.forwardFixed) * m + e.forwardFixed
  const before = yearsBetween(was, e.at)
  const after = yearsBetween(now, e.at)
  const moved: Expiry = { ...withSmile(e, forward / e.forward, before, after, shift.dynamics, numerics), forward, quotes: [] }
  return withVol(moved, after, shift.vol, numerics)
}

function withSmile(e: Expiry, ratio: number, before: number, after: number, dynamics: SmileDynamics, numerics: Numerics): Expiry {
  const { smile } = e
  if (smile === undefined) return e
  const stretch = dynamics === 'delta' && before > 0 ? Math.sqrt(after / before) : 1
  if (smile.type === 'points') {
    if (dynamics === 'strike' || after <= 0) return e
    const at = (strike: number): number =>
      stretch === 1 ? strike * ratio : e.forward * ratio * numerics.exp(stretch * numerics.log(strike / e.forward))
    return { ...e, smile: { ...smile, strikes: smile.strikes.map(at) } }
  }
  const left = before > 0 ? after / before : 0
  const slide = dynamics === 'strike' ? numerics.log(ratio) : 0
  const svi: SviSmile = {
    type: 'svi',
    a: smile.a * left,
    b: (smile.b * left) / stretch,
    rho: smile.rho,
    m: smile.m * stretch - slide,
    sigma: smile.sigma * stretch,
  }
  // With no time left raw SVI would be all zero: the vol of an expired option prices nothing, so the smile stays as it was.
  return after > 0 ? { ...e, smile: svi } : e
}

function withVol(e: Expiry, years: number, vol: MarketShift['vol'], numerics: Numerics): Expiry {
  const { smile } = e
  if (smile === undefined || vol.value === 0) return e
  const move = (v: number): number => Math.max(0, vol.kind === 'relative' ? v * (1 + vol.value) : v + vol.value)
  if (smile.type === 'points') return { ...e, smile: { ...smile, vols: smile.vols.map(move) } }
  if (vol.kind === 'relative') {
    const square = (1 + vol.value) * (1 + vol.value)
    return { ...e, smile: { ...smile, a: smile.a * square, b: smile.b * square } }
  }
  if (years <= 0 || e.strikes.length === 0) return e
  return { ...e, smile: { type: 'points', strikes: e.strikes, vols: e.strikes.map((k) => move(volAt(numerics, e, years, k))) } }
}
