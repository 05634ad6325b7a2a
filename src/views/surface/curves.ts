import type { Expiry, Market } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import { expiryAt } from '../../domain/surface/edit.ts'
import { at, logMoneyness, type Slice, sliceOf, volOf } from '../../domain/surface/slice.ts'
import type { Axis } from './look.ts'

/** A smile ready to be drawn: its place on the axis and its vol in per cent, along the line. */
export interface Curve {
  readonly xs: readonly number[]
  readonly vols: readonly number[]
}

const SAMPLES = 96
/** d1 at 1 and 99 delta: how far the delta axis reaches. */
const Z1 = 2.3263478740408408

/** Log-moneyness that a picture of an expiry spans: its listed strikes and a little more, or 1 to 99 delta. */
export function reach(numerics: Numerics, expiry: Expiry, slice: Slice, axis: Axis): { readonly from: number; readonly to: number } {
  const s = Math.max(volOf(slice, 0) * Math.sqrt(slice.years), 1e-4)
  const wide = { from: -Z1 * s * 1.6, to: Z1 * s * 1.6 }
  if (axis === 'delta' || expiry.strikes.length < 2) return wide
  const ks = logMoneyness(numerics, expiry.strikes, expiry.forward)
  const [from, to] = [at(ks, 0), at(ks, ks.length - 1)]
  const room = 0.03 * (to - from)
  return { from: from - room, to: to + room }
}

/** Where a log-moneyness stands on the axis. Delta: N(−d1) at its own vol, so that puts are left of 0.5 and calls right of it. */
export function place(numerics: Numerics, slice: Slice, axis: Axis, k: number): number {
  if (axis === 'k') return k
  if (axis === 'strike') return slice.forward * numerics.exp(k)
  const s = Math.max(volOf(slice, k) * Math.sqrt(slice.years), 1e-6)
  return numerics.normalCdf(k / s - s / 2)
}

/** The curve over a span of log-moneyness: evenly sampled, and at every listed point. */
export function curveOf(numerics: Numerics, slice: Slice, axis: Axis, from: number, to: number): Curve {
  const even = Array.from({ length: SAMPLES + 1 }, (_, i) => from + (i / SAMPLES) * (to - from))
  const ks = slice.ks === undefined ? even : [...even, ...slice.ks.filter((k) => k > from && k < to)].sort((x, y) => x - y)
  return { xs: ks.map((k) => place(numerics, slice, axis, k)), vols: ks.map((k) => 100 * volOf(slice, k)) }
}

/** A quoted side as a vol. */
export interface QuoteDot {
  readonly k: number
  /** Per cent; NaN where that side has none. */
  readonly bid: number
  readonly ask: number
}

const dots = new WeakMap<Expiry, readonly QuoteDot[]>()

/** The market's quotes of the out-of-the-money side as vols. Quotes are of the inverse contract: coin times forward is USD. */
export function quoteDots(numerics: Numerics, loaded: Market, coin: string, when: number): readonly QuoteDot[] {
  const expiry = expiryAt(loaded, coin, when)
  const slice = expiry === undefined ? undefined : sliceOf(numerics, expiry, loaded.asOf)
  if (expiry === undefined || slice === undefined || expiry.quotes.length === 0) return []
  const known = dots.get(expiry)
  if (known !== undefined) return known
  const found = expiry.quotes
    .filter((q) => (q.type === 'put') === q.strike < expiry.forward)
    .map((q): QuoteDot => {
      const vol = (price: number | undefined): number =>
        price === undefined || price <= 0
          ? Number.NaN
          : 100 *
            (numerics.impliedVol(q.type === 'call' ? 1 : -1, expiry.forward, q.strike, slice.years, price * expiry.forward).vol ??
              Number.NaN)
      return { k: numerics.log(q.strike / expiry.forward), bid: vol(q.bid), ask: vol(q.ask) }
    })
    .filter((d) => Number.isFinite(d.bid) || Number.isFinite(d.ask))
  dots.set(expiry, found)
  return found
}
