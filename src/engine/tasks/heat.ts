import { isStill, type MarketShift, NO_SHIFT } from '../../domain/shift.ts'
import { MILLIS_PER_DAY } from '../../domain/units.ts'
import { computeMargin } from '../margin.ts'
import { MEASURES, type Measure } from '../measures.ts'
import { type BookState, type Expired, type PnlBook, pnlBook } from '../pnl-book.ts'
import { venueOf } from '../venue-of.ts'
import { greekSum } from './pnl.ts'
import { marginRequest, marketOf, type Task, type TaskDesk } from './task.ts'

/** One axis of a heat map, in the units of a shift: spot of a coin relative, vol in points, days. */
export interface HeatAxis {
  readonly kind: 'spot' | 'vol' | 'days'
  /** Of a `spot` axis: the coin that moves, or `*` = all of them together. */
  readonly coin?: string
  /** Places of the hypothetical state along this axis, ascending; they stand in place of the desk's own shift of it. */
  readonly values: readonly number[]
}

export type HeatMeasure = 'pnl' | 'initial' | 'maintenance' | Measure

export interface HeatRequest extends TaskDesk {
  readonly x: HeatAxis
  readonly y: HeatAxis
  readonly measure: HeatMeasure
  /** Whose Greek it is: coins of different underlyings do not add. */
  readonly underlying: string
  readonly expired: Expired
}
export interface HeatAnswer {
  /** Row by row, y ascending; NaN where it is not known yet or has no value. */
  readonly values: Float64Array
  /** Cell of the worst value: the lowest P&L, the highest requirement; absent for a Greek and while the answer is in part. */
  readonly worst?: number
  readonly whole: boolean
}

/** The hypothetical state of a cell: the desk's own with both axes put in place. Neither vol is both in points and relative: the axis wins. */
export function cellShift(base: MarketShift, x: HeatAxis, y: HeatAxis, column: number, row: number, coins: readonly string[]): MarketShift {
  return placed(placed(base, x, column, coins), y, row, coins)
}

function placed(shift: MarketShift, axis: HeatAxis, i: number, coins: readonly string[]): MarketShift {
  const value = axis.values[i] ?? 0
  if (axis.kind === 'vol') return { ...shift, vol: { kind: 'points', value } }
  if (axis.kind === 'days') return { ...shift, days: value }
  const moved = axis.coin === '*' ? coins : [axis.coin ?? '']
  return { ...shift, spot: { ...shift.spot, ...Object.fromEntries(moved.map((coin) => [coin, value])) } }
}

/** A shift as a state of the book, from the market that is shifted. */
export const stateOf = (shift: MarketShift, asOf: number): BookState => ({
  spot: Object.fromEntries(Object.entries(shift.spot).map(([coin, move]) => [coin, 1 + move])),
  at: asOf + shift.days * MILLIS_PER_DAY,
  vol: shift.vol,
})

const isGreek = (measure: HeatMeasure): measure is Measure => (MEASURES as readonly string[]).includes(measure)

/** P&L and Greeks are valued by the core in whole rows; a requirement is margined in full in each cell, coarse rows first. */
export const heat: Task<HeatRequest, HeatAnswer> = function* (core, request, report) {
  const { market, x, y, measure } = request
  const base = request.shift ?? NO_SHIFT
  const coins = Object.keys(market.underlyings)
  const columns = x.values.length
  const values = new Float64Array(columns * y.values.length).fill(Number.NaN)
  const shiftAt = (column: number, row: number): MarketShift => cellShift(base, x, y, column, row, coins)
  if (measure === 'initial' || measure === 'maintenance') {
    const venue = venueOf(request.venue)
    for (const row of coarseFirst(y.values.length)) {
      for (let column = 0; column < columns; column++) {
        const shift = shiftAt(column, row)
        const moved = marketOf(core, isStill(shift) ? { ...request, shift: NO_SHIFT } : { ...request, shift })
        values[row * columns + column] = computeMargin(core, venue, marginRequest(request, moved))[measure]
        yield
      }
      report({ values: values.slice(), whole: false })
    }
    return { values, ...worstOf(values, -1), whole: true }
  }
  const own = isGreek(measure) ? { underlying: request.underlying } : {}
  const book = pnlBook(core, request.portfolio, market, { expired: request.expired, dynamics: base.dynamics, ...own })
  for (let row = 0; row < y.values.length; row++) {
    const states = x.values.map((_, column) => stateOf(shiftAt(column, row), market.asOf))
    values.set(rowOf(book, states, measure), row * columns)
    yield
  }
  return { values, ...(isGreek(measure) ? {} : worstOf(values, 1)), whole: true }
}

const rowOf = (book: PnlBook, states: readonly BookState[], measure: HeatMeasure): Float64Array =>
  isGreek(measure) ? Float64Array.from(states, (state) => greekSum(book, state, measure)) : book.total(states)

/** Cell of the lowest value times `way`, the first of a tie. */
function worstOf(values: Float64Array, way: 1 | -1): { readonly worst?: number } {
  let worst: number | undefined
  values.forEach((v, i) => {
    if (Number.isFinite(v) && (worst === undefined || way * v < way * (values[worst] ?? 0))) worst = i
  })
  return worst === undefined ? {} : { worst }
}

/** 0, 4, 8 … then every second, then the rest: the picture is whole, if coarse, after a quarter of the time. */
function coarseFirst(n: number): number[] {
  const order = new Set<number>()
  for (const step of [4, 2, 1]) for (let i = 0; i < n; i += step) order.add(i)
  return [...order]
}
