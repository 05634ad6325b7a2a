import type { Vol } from '../units.ts'
import { type Slice, volOf } from './slice.ts'

/** N⁻¹(0.9) and N⁻¹(0.75): d1 of a 10- and a 25-delta put, to the nearest double. */
const Z10 = 1.2815515655446004
const Z25 = 0.6744897501960817

/** A place on a smile and the vol there. */
export interface Place {
  readonly k: number
  readonly vol: Vol
}

/** Where the market talks about a smile: at the forward, and at 25 and 10 delta on both sides. */
export interface Places {
  readonly atm: Place
  readonly put25: Place
  readonly call25: Place
  readonly put10: Place
  readonly call10: Place
}

/**
 * Log-moneyness with a given d1 = −k/s + s/2, s the root of the total variance there: k = s²/2 − d1·s. Bisection between a place below and one
 * above, to 1e-14 of the width; where a smile has none (wings steeper than Lee allows) the place by the vol at the money.
 */
function kAt(slice: Slice, d1: number): number {
  const s = (k: number): number => Math.sqrt(Math.max(slice.w(k), 0))
  const beyond = (k: number): number => {
    const here = s(k)
    return k - here * (here / 2 - d1)
  }
  const s0 = s(0)
  const guess = s0 * (s0 / 2 - d1)
  const step = Math.max(s0, 1e-4)
  let low = guess - step
  let high = guess + step
  for (let i = 0; i < 12 && beyond(low) > 0; i++) low -= step * (1 << i)
  for (let i = 0; i < 12 && beyond(high) < 0; i++) high += step * (1 << i)
  if (!(beyond(low) <= 0 && beyond(high) >= 0)) return guess
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (beyond(middle) < 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * The five places of a smile. Delta is the forward delta N(d1) of Black-76, not premium-adjusted, each at its own vol. A put's place is kept
 * below the forward and a call's above it, a quarter of its distance at least, also where the total variance is huge.
 */
export function placesOf(slice: Slice): Places {
  const s0 = Math.max(volOf(slice, 0) * Math.sqrt(slice.years), 1e-6)
  const place = (k: number): Place => ({ k, vol: volOf(slice, k) })
  const put = (z: number): Place => place(Math.min(kAt(slice, z), -0.25 * z * s0))
  const call = (z: number): Place => place(Math.max(kAt(slice, -z), 0.25 * z * s0))
  return { atm: place(0), put25: put(Z25), call25: call(Z25), put10: put(Z10), call10: call(Z10) }
}

/** 25-delta risk reversal: call less put. */
export const riskReversal = ({ call25, put25 }: Places): number => call25.vol - put25.vol
/** 25-delta butterfly: mean of both less the vol at the money. */
export const butterfly25 = ({ call25, put25, atm }: Places): number => (call25.vol + put25.vol) / 2 - atm.vol
