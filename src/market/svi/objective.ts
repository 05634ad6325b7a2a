import { gradient, SIZE, type Vector, variance } from './model.ts'

/** One quote of a slice: log-moneyness ln(K/F), vol, and the weight of its squared error. */
export interface SmileQuote {
  readonly k: number
  readonly vol: number
  readonly weight: number
}

/**
 * What is minimised, and also what is reported: Σ weight·error² / Σ weight, where the error is of vol (chains) or of total variance
 * (published calibration targets).
 */
export interface Objective {
  readonly quotes: readonly SmileQuote[]
  readonly years: number
  readonly error: 'vol' | 'variance'
}

/** Below this a total variance is taken as this: the square root has no slope at 0. */
const LEAST = 1e-12

const totalWeight = (o: Objective): number => o.quotes.reduce((sum, q) => sum + q.weight, 0)

/** Σ weight·error², not divided. */
export function cost(o: Objective, x: Vector): number {
  let sum = 0
  for (const q of o.quotes) {
    const e = errorAt(o, q, variance(x, q.k))
    sum += q.weight * e * e
  }
  return sum
}

function errorAt(o: Objective, q: SmileQuote, w: number): number {
  if (o.error === 'variance') return w - q.vol * q.vol * o.years
  return Math.sqrt(Math.max(w, LEAST) / o.years) - q.vol
}

/** Rows (√weight·∂error/∂x, √weight·error), one a quote; fresh each time, since the solver overwrites them. */
export function linearised(o: Objective, x: Vector): Float64Array[] {
  return o.quotes.map((q) => {
    const w = Math.max(variance(x, q.k), LEAST)
    const root = Math.sqrt(q.weight)
    const slope = o.error === 'variance' ? root : root / (2 * Math.sqrt(w * o.years))
    const row = new Float64Array(SIZE + 1)
    gradient(x, q.k).forEach((d, j) => {
      row[j] = slope * d
    })
    row[SIZE] = root * errorAt(o, q, w)
    return row
  })
}

/** √(Σ weight·error² / Σ weight). */
export const rms = (o: Objective, x: Vector): number => Math.sqrt(cost(o, x) / totalWeight(o))
