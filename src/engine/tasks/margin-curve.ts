import { NO_SHIFT } from '../../domain/shift.ts'
import { computeMargin } from '../margin.ts'
import { venueOf } from '../venue-of.ts'
import { marginRequest, marketOf, type Task, type TaskDesk } from './task.ts'

/** Margin against the spot of one underlying; the hypothetical state's other moves, its vols and its time stand. */
export interface MarginCurveRequest extends TaskDesk {
  readonly underlying: string
  /** Multiples of the index of the market as it is given, above 0. */
  readonly from: number
  readonly to: number
  readonly points: number
}
/** A spot where equity meets a requirement. */
export interface Crossing {
  readonly spot: number
  readonly line: 'initial' | 'maintenance'
  /** True where equity falls below it as the spot goes up. */
  readonly down: boolean
}
export interface MarginCurve {
  readonly underlying: string
  /** Index of the market as it is given. */
  readonly index: number
  /** Ascending; fewer while the answer is in part. */
  readonly spots: Float64Array
  readonly initial: Float64Array
  readonly maintenance: Float64Array
  readonly equity: Float64Array
  /** Only what has been solved so far, ascending. */
  readonly crossings: readonly Crossing[]
  readonly whole: boolean
}

interface Point {
  readonly spot: number
  readonly initial: number
  readonly maintenance: number
  readonly equity: number
}

const COARSE = 8
const REPORT_EVERY = 16
const STEPS = 120
/** The search ends when a crossing is known to this share of the spot. */
const NARROW = 1e-12

/**
 * Every point is margined in full by the venue's rule in the market shifted there, vols following by the shift's dynamics. Every eighth point
 * first, then the rest; then each crossing between two neighbours is closed in on. Two crossings between two neighbours would be missed.
 */
export const marginCurve: Task<MarginCurveRequest, MarginCurve> = function* (core, request, report) {
  const { underlying, market, from, to, points } = request
  const venue = venueOf(request.venue)
  const shift = request.shift ?? NO_SHIFT
  const index = market.underlyings[underlying]?.index ?? Number.NaN
  const at = (spot: number): Point => {
    const moved = { ...shift, spot: { ...shift.spot, [underlying]: spot / index - 1 } }
    const { initial, maintenance, equity } = computeMargin(
      core,
      venue,
      marginRequest(request, marketOf(core, { ...request, shift: moved })),
    )
    return { spot, initial, maintenance, equity }
  }
  const found = new Map<number, Point>()
  const crossings: Crossing[] = []
  const answer = (whole: boolean): MarginCurve => {
    const sorted = [...found.values()].sort((a, b) => a.spot - b.spot)
    const column = (name: keyof Point): Float64Array => Float64Array.from(sorted, (p) => p[name])
    return {
      underlying,
      index,
      spots: column('spot'),
      initial: column('initial'),
      maintenance: column('maintenance'),
      equity: column('equity'),
      crossings: crossings.toSorted((a, b) => a.spot - b.spot),
      whole,
    }
  }
  if (!Number.isFinite(index) || points < 2) return answer(true)
  const spotOf = (i: number): number => index * (from + ((to - from) * i) / (points - 1))
  for (const coarse of [true, false]) {
    for (let i = 0; i < points; i++) {
      if (coarse !== (i % COARSE === 0 || i === points - 1)) continue
      found.set(i, at(spotOf(i)))
      if (!coarse && found.size % REPORT_EVERY === 0) report(answer(false))
      yield
    }
    report(answer(false))
  }
  const sorted = [...found.values()].sort((a, b) => a.spot - b.spot)
  for (const line of ['maintenance', 'initial'] as const) {
    const room = (p: Point): number => p.equity - p[line]
    for (const [i, left] of sorted.entries()) {
      const right = sorted[i + 1]
      if (right === undefined || room(left) >= 0 === room(right) >= 0) continue
      const above = room(left) >= 0
      let [a, b] = [left.spot, right.spot]
      let [ra, rb] = [room(left), room(right)]
      for (let h = 0; h < STEPS && b - a > NARROW * b; h++) {
        // A straight guess, kept off the ends so that both close in; every third step halves, which no jump can hold up.
        const guess = a + ((b - a) * ra) / (ra - rb)
        const pad = (b - a) * 1e-3
        const next = h % 3 === 2 || !Number.isFinite(guess) ? (a + b) / 2 : Math.min(b - pad, Math.max(a + pad, guess))
        const there = room(at(next))
        if (there >= 0 === above) [a, ra] = [next, there]
        else [b, rb] = [next, there]
        yield
      }
      crossings.push({ spot: (a + b) / 2, line, down: above })
    }
    report(answer(false))
  }
  return answer(true)
}
