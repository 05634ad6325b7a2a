import type { Expiry, Smile } from '../market.ts'
import type { Numerics } from '../numerics.ts'
import type { Millis } from '../units.ts'
import { type Place, type Places, placesOf } from './places.ts'
import { oneWing, pointsBy, through } from './shape-points.ts'
import { sviLevel, sviWidth, sviWings } from './shape-svi.ts'
import { logMoneyness, type Slice, sliceOf } from './slice.ts'

/** What a hand can take hold of. */
export type Handle = 'put' | 'tilt' | 'level' | 'width' | 'call'

/**
 * One shape move of an expiry's smile, in vol (0.01 = one point). Every move but the level leaves the vol at the money as it is.
 *
 * - `level`: points: every vol by the amount. SVI: the vol at the money by the amount, total variance by one constant (a).
 * - `tilt`: the 25-delta risk reversal (call less put) by the amount, half on either side (SVI: a, b, rho).
 * - `width`: both 25-delta vols by the amount (their mean for SVI, which is stretched about the forward: b, m, sigma).
 * - `put`, `call`: that side's 10-delta vol by the amount; the other side stays: all of it for points, its 10-delta vol for SVI.
 *
 * Places are those of the smile that comes in. Vols stay between a tenth of a point and 2,000 %, raw SVI inside its domain: what does not fit
 * goes as far as it can. An expiry without a smile or without time left comes back as it is.
 */
export function moveShape(numerics: Numerics, expiry: Expiry, asOf: Millis, handle: Handle, amount: number): Expiry {
  if (amount === 0 || !Number.isFinite(amount)) return expiry
  const slice = sliceOf(numerics, expiry, asOf)
  const { smile } = expiry
  if (slice === undefined || smile === undefined) return expiry
  const moved = moveSmile(numerics, expiry, smile, slice, handle, amount)
  return moved === smile ? expiry : { ...expiry, smile: moved }
}

function moveSmile(numerics: Numerics, expiry: Expiry, smile: Smile, slice: Slice, handle: Handle, amount: number): Smile {
  const places = placesOf(slice)
  const { put25, call25, put10, call10 } = places
  if (smile.type === 'points') {
    const ks = logMoneyness(numerics, smile.strikes, expiry.forward)
    return pointsBy(smile, ks, amount, weightOf(handle, places))
  }
  const { years } = slice
  const wish = (place: Place, by: number) => ({ place, amount: by })
  switch (handle) {
    case 'level':
      return sviLevel(smile, years, places, amount)
    case 'tilt':
      return sviWings(smile, years, wish(put25, -amount / 2), wish(call25, amount / 2))
    case 'width':
      return sviWidth(smile, years, put25, call25, amount)
    case 'put':
      return sviWings(smile, years, wish(put10, amount), wish(call10, 0))
    case 'call':
      return sviWings(smile, years, wish(put10, 0), wish(call10, amount))
  }
}

function weightOf(handle: Handle, { put25, call25, put10, call10 }: Places): (k: number) => number {
  switch (handle) {
    case 'level':
      return () => 1
    case 'tilt':
      return through(put25, call25, -0.5, 0.5)
    case 'width':
      return through(put25, call25, 1, 1)
    case 'put':
      return oneWing(put10)
    case 'call':
      return oneWing(call10)
  }
}
