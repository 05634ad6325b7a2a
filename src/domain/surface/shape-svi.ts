import type { SviSmile } from '../market.ts'
import type { Years } from '../units.ts'
import { LEAST_VOL, MOST_VOL, withinLimits } from './limits.ts'
import type { Place, Places } from './places.ts'

/** No edit takes the correlation nearer to ±1 than this: at ±1 one wing is flat and raw SVI ends. */
const STEEPEST = 0.999

const leastVariance = ({ a, b, rho, sigma }: SviSmile): number => a + b * sigma * Math.sqrt(1 - rho * rho)
const rootAt = ({ m, sigma }: SviSmile, k: number): number => Math.sqrt((k - m) * (k - m) + sigma * sigma)

/** Lowest total variance that an edit may leave: that of the least vol, or the smile's own where it is lower already. */
const floorOf = (s: SviSmile, years: Years): number => Math.min(leastVariance(s), LEAST_VOL * LEAST_VOL * years)

/** Moves the vol at the money by `amount`: total variance rises by one constant along the whole line (parameter a alone). */
export function sviLevel(s: SviSmile, years: Years, { atm }: Places, amount: number): SviSmile {
  const target = withinLimits(atm.vol + amount)
  const rise = (target * target - atm.vol * atm.vol) * years
  const lowest = floorOf(s, years) - leastVariance(s)
  return { ...s, a: s.a + Math.max(rise, lowest) }
}

/** A vol that is wanted at a place: the place's own and an amount. */
export interface Wish {
  readonly place: Place
  readonly amount: number
}

/**
 * Moves the vols at one place below the forward and one above it by amounts, while the vol at the money stays: with m and sigma held, total
 * variance is linear in a and in the slopes of both wings, L = b(1 − rho) and R = b(1 + rho), so three wishes are three linear equations.
 * Where the answer leaves the domain (a wing that would turn over, a variance below the least) it goes as far as the domain does: the domain
 * is convex in (a, L, R).
 */
export function sviWings(s: SviSmile, years: Years, put: Wish, call: Wish): SviSmile {
  const { m } = s
  const left = (k: number): number => (rootAt(s, k) - (k - m)) / 2
  const right = (k: number): number => (rootAt(s, k) + (k - m)) / 2
  const rise = ({ place: { vol }, amount }: Wish): number => {
    if (amount === 0) return 0
    const target = withinLimits(vol + amount)
    return (target * target - vol * vol) * years
  }
  const lp = left(put.place.k) - left(0)
  const rp = right(put.place.k) - right(0)
  const lc = left(call.place.k) - left(0)
  const rc = right(call.place.k) - right(0)
  const det = lp * rc - rp * lc
  const dL = (rise(put) * rc - rp * rise(call)) / det
  const dR = (lp * rise(call) - rise(put) * lc) / det
  const dA = -dL * left(0) - dR * right(0)
  // Wings that are one straight line on both sides carry no such move.
  if (!Number.isFinite(dL) || !Number.isFinite(dR)) return s
  const step = (share: number): SviSmile => fromSlopes(s, s.a + share * dA, s.b * (1 - s.rho) + share * dL, s.b * (1 + s.rho) + share * dR)
  const most = Math.max(STEEPEST, Math.abs(s.rho))
  const floor = floorOf(s, years)
  const fits = (x: SviSmile): boolean => x.b >= 0 && x.b <= MOST_VOL && Math.abs(x.rho) <= most && leastVariance(x) >= floor
  const whole = step(1)
  if (fits(whole)) return whole
  let low = 0
  let high = 1
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2
    if (fits(step(middle))) low = middle
    else high = middle
  }
  return low === 0 ? s : step(low)
}

function fromSlopes(s: SviSmile, a: number, left: number, right: number): SviSmile {
  const b = (left + right) / 2
  return { ...s, a, b, rho: b === 0 ? s.rho : (right - left) / (2 * b) }
}

/** Widest and narrowest stretch of one edit. */
const WIDEST = 64

/**
 * Moves the mean vol of two places by `amount` by stretching the smile about the forward, w(k) → w(k/x): m and sigma times x, b over x. The
 * vol at the money and the least variance stay. x by bisection, to a part in 1e12; where no stretch reaches it, the nearest end.
 */
export function sviWidth(s: SviSmile, years: Years, put: Place, call: Place, amount: number): SviSmile {
  if (amount === 0) return s
  const vol = (k: number): number => Math.sqrt(Math.max(s.a + s.b * (s.rho * (k - s.m) + rootAt(s, k)), 0) / years)
  const mean = (x: number): number => (vol(put.k / x) + vol(call.k / x)) / 2
  const target = (put.vol + call.vol) / 2 + amount
  // Up means narrower. The smile itself is one end, so that a move never goes the wrong way.
  let narrow = amount > 0 ? 1 / WIDEST : 1
  let wide = amount > 0 ? 1 : WIDEST
  for (let i = 0; i < 60; i++) {
    const middle = Math.sqrt(narrow * wide)
    if (mean(middle) > target) narrow = middle
    else wide = middle
  }
  const x = Math.sqrt(narrow * wide)
  return { ...s, b: s.b / x, m: s.m * x, sigma: s.sigma * x }
}
