import type { Expiry, Market } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import { type Break, butterflies, crossings } from '../../domain/surface/arbitrage.ts'
import { expiryAt, sameSmile } from '../../domain/surface/edit.ts'
import { type Places, placesOf } from '../../domain/surface/places.ts'
import type { Handle } from '../../domain/surface/shape.ts'
import { logMoneyness, type Slice, sliceOf, volOf } from '../../domain/surface/slice.ts'
import { type Curve, curveOf, place, type QuoteDot, quoteDots, reach } from './curves.ts'
import type { Axis, Shown } from './look.ts'

/** One smile of the picture. */
export interface Line {
  readonly expiry: Expiry
  readonly slice: Slice
  readonly curve: Curve
  /** The smile as loaded, where it has been edited. */
  readonly loaded: Curve | undefined
}

/** A stretch of the shown smile that breaks, and with whom. */
export interface Warning {
  readonly kind: 'butterfly' | 'calendar'
  /** The other expiry of a crossing. */
  readonly other: Expiry | undefined
  readonly where: Break
}

/** A handle or a listed point: its place on the line. */
export interface Spot {
  readonly k: number
  readonly x: number
  /** Per cent. */
  readonly vol: number
}

export interface SmileModel {
  readonly shown: Shown
  readonly axis: Axis
  readonly lines: readonly Line[]
  /** The line that handles sit on. */
  readonly main: Line
  readonly places: Places
  readonly handles: Readonly<Record<Handle, Spot>>
  readonly points: readonly (Spot & { readonly strike: number })[]
  readonly quotes: readonly (QuoteDot & { readonly x: number })[]
  readonly warnings: readonly Warning[]
}

// An expiry never changes: what was found of it, or of a pair, is kept as long as it lives.
const found = new WeakMap<Expiry, readonly Break[]>()
const pairs = new WeakMap<Expiry, WeakMap<Expiry, readonly Break[]>>()

export function butterfliesOf(numerics: Numerics, expiry: Expiry, asOf: number): readonly Break[] {
  const known = found.get(expiry)
  if (known !== undefined) return known
  const breaks = butterflies(numerics, expiry, asOf)
  found.set(expiry, breaks)
  return breaks
}

export function crossingsOf(numerics: Numerics, near: Expiry, far: Expiry, asOf: number): readonly Break[] {
  const known = pairs.get(near)?.get(far)
  if (known !== undefined) return known
  const [a, b] = [sliceOf(numerics, near, asOf), sliceOf(numerics, far, asOf)]
  const breaks = a === undefined || b === undefined ? [] : crossings(a, b)
  const row = pairs.get(near) ?? new WeakMap<Expiry, readonly Break[]>()
  row.set(far, breaks)
  pairs.set(near, row)
  return breaks
}

/** What is wrong with the shown smile itself and with it and its neighbours. */
function warningsOf(numerics: Numerics, { expiry, expiries }: Shown, asOf: number): readonly Warning[] {
  const i = expiries.indexOf(expiry)
  const before = expiries[i - 1]
  const after = expiries[i + 1]
  return [
    ...butterfliesOf(numerics, expiry, asOf).map((where): Warning => ({ kind: 'butterfly', other: undefined, where })),
    ...(before === undefined ? [] : crossingsOf(numerics, before, expiry, asOf)).map(
      (where): Warning => ({ kind: 'calendar', other: before, where }),
    ),
    ...(after === undefined ? [] : crossingsOf(numerics, expiry, after, asOf)).map(
      (where): Warning => ({ kind: 'calendar', other: after, where }),
    ),
  ]
}

/** Everything that the smile picture draws; undefined where there is no smile. About 0.3 ms for one expiry. */
export function smileModel(numerics: Numerics, market: Market, loaded: Market, shown: Shown, axis: Axis): SmileModel | undefined {
  const { coin, all } = shown
  const lineOf = (expiry: Expiry): Line | undefined => {
    const slice = sliceOf(numerics, expiry, market.asOf)
    if (slice === undefined) return undefined
    const { from, to } = reach(numerics, expiry, slice, axis)
    const was = market === loaded ? undefined : expiryAt(loaded, coin, expiry.at)
    const old = was === undefined || was === expiry || sameSmile(was.smile, expiry.smile) ? undefined : sliceOf(numerics, was, loaded.asOf)
    return {
      expiry,
      slice,
      curve: curveOf(numerics, slice, axis, from, to),
      loaded: old === undefined ? undefined : curveOf(numerics, old, axis, from, to),
    }
  }
  const main = lineOf(shown.expiry)
  if (main === undefined) return undefined
  const lines = all ? shown.expiries.flatMap((e) => (e === shown.expiry ? [main] : (lineOf(e) ?? []))) : [main]
  const places = placesOf(main.slice)
  const spot = (k: number): Spot => ({ k, x: place(numerics, main.slice, axis, k), vol: 100 * volOf(main.slice, k) })
  const strikes = shown.expiry.strikes
  const ks = logMoneyness(numerics, strikes, shown.expiry.forward)
  return {
    shown,
    axis,
    lines,
    main,
    places,
    handles: {
      put: spot(places.put10.k),
      tilt: spot(places.put25.k),
      level: spot(0),
      width: spot(places.call25.k),
      call: spot(places.call10.k),
    },
    points: all ? [] : strikes.map((strike, i) => ({ strike, ...spot(ks[i] ?? 0) })),
    quotes: all ? [] : quoteDots(numerics, loaded, coin, shown.expiry.at).map((q) => ({ ...q, x: place(numerics, main.slice, axis, q.k) })),
    warnings: all ? [] : warningsOf(numerics, shown, market.asOf),
  }
}
