import type { Numerics } from '../../domain/numerics.ts'
import type { RawSvi } from './model.ts'

const CELLS = 4000
const BISECTIONS = 200

export interface Lowest {
  readonly k: number
  readonly g: number
}

const gOf = (numerics: Numerics, s: RawSvi, k: number): number => numerics.svi(s.a, s.b, s.rho, s.m, s.sigma, k).g
const wOf = (numerics: Numerics, s: RawSvi, k: number): number => numerics.svi(s.a, s.b, s.rho, s.m, s.sigma, k).w

/**
 * Least value of Durrleman's g on [from, to] (quant.md 2.1): below 0 there is butterfly arbitrage. A grid finds the cell, golden section
 * the place: g to about 1e-12, k to about 1e-7.
 */
export function lowestG(numerics: Numerics, s: RawSvi, from: number, to: number): Lowest {
  const h = (to - from) / CELLS
  let at = from
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i <= CELLS; i++) {
    const k = from + i * h
    const g = gOf(numerics, s, k)
    if (g < least) {
      least = g
      at = k
    }
  }
  const ratio = (Math.sqrt(5) - 1) / 2
  let low = Math.max(from, at - h)
  let high = Math.min(to, at + h)
  for (let i = 0; i < 80; i++) {
    const p = high - ratio * (high - low)
    const q = low + ratio * (high - low)
    if (gOf(numerics, s, p) < gOf(numerics, s, q)) high = q
    else low = p
  }
  const k = (low + high) / 2
  const g = gOf(numerics, s, k)
  return g < least ? { k, g } : { k: at, g: least }
}

/** Where f changes sign on [from, to], by a grid and bisection to the last bit. */
function signChanges(f: (k: number) => number, from: number, to: number): readonly number[] {
  const h = (to - from) / CELLS
  const found: number[] = []
  let before = f(from)
  for (let i = 1; i <= CELLS; i++) {
    let high = from + i * h
    const here = f(high)
    if (before < 0 !== here < 0) {
      let low = high - h
      const sign = before < 0
      for (let n = 0; n < BISECTIONS; n++) {
        const middle = (low + high) / 2
        if (middle <= low || middle >= high) break
        if (f(middle) < 0 === sign) low = middle
        else high = middle
      }
      found.push((low + high) / 2)
    }
    before = here
  }
  return found
}

/** Roots of g on [from, to]. */
export const rootsOfG = (numerics: Numerics, s: RawSvi, from: number, to: number): readonly number[] =>
  signChanges((k) => gOf(numerics, s, k), from, to)

/** Log-moneyness at which the far slice's total variance crosses the near one's on [from, to]; none and far above = no calendar arbitrage. */
export const crossings = (numerics: Numerics, near: RawSvi, far: RawSvi, from: number, to: number): readonly number[] =>
  signChanges((k) => wOf(numerics, far, k) - wOf(numerics, near, k), from, to)
