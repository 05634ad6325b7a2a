import type { Expiry } from '../market.ts'
import type { Numerics } from '../numerics.ts'
import type { Millis } from '../units.ts'
import { at, type Slice, sliceOf } from './slice.ts'

/** A stretch of log-moneyness where something breaks, and how badly at its worst place. Ends may be infinite. */
export interface Break {
  readonly from: number
  readonly to: number
  readonly worst: { readonly k: number; readonly value: number }
}

/** Durrleman's g (quant.md 2.1): density of the forward up to a positive factor. Below 0 a butterfly spread has a negative price. */
export function durrleman(slice: Slice, k: number): number {
  const w = slice.w(k)
  const w1 = slice.w1(k)
  const lead = 1 - (k * w1) / (2 * w)
  return lead * lead - ((w1 * w1) / 4) * (1 / w + 1 / 4) + slice.w2(k) / 2
}

const PARTS = 96
/** t/(1 − t²) on an even grid of t in (−1, 1): dense in the middle, out to 48 on either side. */
const STRETCHED = Array.from({ length: 2 * PARTS - 1 }, (_, i) => (i + 1 - PARTS) / PARTS).map((t) => t / (1 - t * t))

/** Places over the whole line, ascending, that lie densely where the slices bend, on several scales; every listed point among them. */
function places(slices: readonly Slice[]): Float64Array {
  const spreads: (readonly [centre: number, scale: number])[] = [[0, 1]]
  for (const slice of slices) {
    spreads.push([0, Math.max(Math.sqrt(Math.max(slice.w(0), 0)), 1e-4)])
    if (slice.bend !== undefined) spreads.push([slice.bend.at, slice.bend.width])
  }
  const listed = slices.flatMap((slice) => slice.ks ?? [])
  const found = new Float64Array(spreads.length * STRETCHED.length + listed.length)
  let n = 0
  for (const [centre, scale] of spreads) for (const t of STRETCHED) found[n++] = centre + scale * t
  found.set(listed, n)
  // Numbers sort many times faster in a typed array.
  return found.sort()
}

/** Root of f between two places of different sign, by bisection to the last bit. */
function root(f: (k: number) => number, from: number, to: number): number {
  let low = from
  let high = to
  const sign = f(low) < 0
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) break
    if (f(middle) < 0 === sign) low = middle
    else high = middle
  }
  return (low + high) / 2
}

const GOLDEN = (Math.sqrt(5) - 1) / 2
/** Least value of f between two places, by golden section. */
function lowest(f: (k: number) => number, from: number, to: number): { readonly k: number; readonly value: number } {
  let low = from
  let high = to
  for (let i = 0; i < 60; i++) {
    const p = high - GOLDEN * (high - low)
    const q = low + GOLDEN * (high - low)
    if (f(p) < f(q)) high = q
    else low = p
  }
  const k = (low + high) / 2
  return { k, value: f(k) }
}

/**
 * Where f is below 0 over ascending places: ends by bisection, the worst place by golden section, and a dip between two places is looked for
 * wherever f has a low there. A stretch that reaches the first or last place is taken to go on for ever.
 */
function negative(f: (k: number) => number, ks: Float64Array): readonly Break[] {
  const values = ks.map(f)
  const dips: { k: number; value: number }[] = []
  for (let i = 1; i < ks.length - 1; i++) {
    const here = at(values, i)
    const before = at(values, i - 1)
    const after = at(values, i + 1)
    if (here <= before && here <= after && (here < before || here < after)) dips.push(lowest(f, at(ks, i - 1), at(ks, i + 1)))
  }
  if (dips.every((d) => d.value >= 0) && values.every((v) => v >= 0)) return []
  const knots = Array.from(ks, (k, i) => ({ k, value: at(values, i) }))
  const all = [...knots, ...dips].sort((x, y) => x.k - y.k)
  const breaks: Break[] = []
  let open: { from: number; worst: { k: number; value: number } } | undefined
  all.forEach((knot, i) => {
    const before = all[i - 1]
    if (knot.value < 0) {
      if (open === undefined) open = { from: before === undefined ? Number.NEGATIVE_INFINITY : root(f, before.k, knot.k), worst: knot }
      else if (knot.value < open.worst.value) open.worst = knot
    } else if (open !== undefined) {
      breaks.push({ from: open.from, to: root(f, before?.k ?? knot.k, knot.k), worst: open.worst })
      open = undefined
    }
  })
  if (open !== undefined) breaks.push({ ...open, to: Number.POSITIVE_INFINITY })
  return breaks
}

/**
 * Butterfly arbitrage of one smile along the whole line. Raw SVI: where g < 0. Points: total variance is a straight line between the strikes, so
 * that g is checked inside each cell, and at each strike the butterfly of it and its two neighbours is priced (its price over that of a flat
 * smile's density is the value); beyond the listed strikes the vol is flat and nothing can break.
 */
export function butterflies(numerics: Numerics, expiry: Expiry, asOf: Millis): readonly Break[] {
  const slice = sliceOf(numerics, expiry, asOf)
  if (slice === undefined) return []
  if (slice.ks === undefined) return negative((k) => durrleman(slice, k), places([slice]))
  return merged([...cells(slice, slice.ks), ...strikes(numerics, expiry, slice)])
}

const CELL_PLACES = [0.02, 0.25, 0.5, 0.75, 0.98]
function cells(slice: Slice, ks: readonly number[]): readonly Break[] {
  return ks.slice(1).flatMap((to, i) => {
    const from = at(ks, i)
    const worst = CELL_PLACES.map((share) => from + share * (to - from))
      .map((k) => ({ k, value: durrleman(slice, k) }))
      .reduce((x, y) => (y.value < x.value ? y : x))
    return worst.value < 0 ? [{ from, to, worst }] : []
  })
}

/** Density at the listed strikes but the ends, from the butterfly of each with its two neighbours, as a multiple of g's own scale. */
export function strikeDensities(
  numerics: Numerics,
  expiry: Expiry,
  slice: Slice,
): readonly { readonly k: number; readonly g: number; readonly density: number }[] {
  const { smile, forward } = expiry
  if (smile?.type !== 'points' || slice.ks === undefined) return []
  const prices = smile.strikes.map((strike, i) => numerics.price(1, forward, strike, slice.years, at(smile.vols, i)))
  return smile.strikes.slice(1, -1).map((strike, j) => {
    const i = j + 1
    const below = strike - at(smile.strikes, i - 1)
    const above = at(smile.strikes, i + 1) - strike
    const rising = (at(prices, i + 1) - at(prices, i)) / above
    const falling = (at(prices, i) - at(prices, i - 1)) / below
    // Rounding of a price, spread over the butterfly: what is smaller than it is 0.
    const noise = 1e-13 * forward * (1 / below + 1 / above)
    const bend = rising - falling
    const inStrike = (Math.abs(bend) <= noise ? 0 : 2 * bend) / (below + above)
    const k = at(slice.ks ?? [], i)
    // Per unit of log-moneyness, and over the normal density that Durrleman's g multiplies.
    const density = inStrike * strike
    const s = at(smile.vols, i) * Math.sqrt(slice.years)
    const d = -k / s - s / 2
    const normal = numerics.exp((-d * d) / 2) / (s * ROOT_TWO_PI)
    return { k, density, g: normal > 0 ? density / normal : 0 }
  })
}
const ROOT_TWO_PI = 2.5066282746310002

function strikes(numerics: Numerics, expiry: Expiry, slice: Slice): readonly Break[] {
  return strikeDensities(numerics, expiry, slice).flatMap(({ k, g, density }, i) =>
    density < 0 ? [{ from: at(slice.ks ?? [], i), to: at(slice.ks ?? [], i + 2), worst: { k, value: g } }] : [],
  )
}

/** Breaks that touch are one. */
function merged(breaks: readonly Break[]): readonly Break[] {
  const found: Break[] = []
  for (const b of [...breaks].sort((x, y) => x.from - y.from)) {
    const last = found.at(-1)
    if (last === undefined || b.from > last.to) found.push(b)
    else
      found[found.length - 1] = {
        from: last.from,
        to: Math.max(last.to, b.to),
        worst: b.worst.value < last.worst.value ? b.worst : last.worst,
      }
  }
  return found
}

/**
 * Calendar arbitrage between two expiries along the whole line: where the later one's total variance is below the earlier one's at the same
 * log-moneyness. The value is the difference. What is within rounding of each other does not cross.
 */
export function crossings(near: Slice, far: Slice): readonly Break[] {
  return negative(
    (k) => {
      const before = near.w(k)
      const gap = far.w(k) - before
      return Math.abs(gap) <= 1e-13 * Math.abs(before) ? 0 : gap
    },
    places([near, far]),
  )
}
