import type { Failure } from '../../domain/result.ts'
import { NO_SHIFT } from '../../domain/shift.ts'
import { MILLIS_PER_DAY } from '../../domain/units.ts'
import type { Facts } from '../extremes.ts'
import { type Measure, measured } from '../measures.ts'
import { type Moment, payoff } from '../payoff.ts'
import { type Expired, pnlBook } from '../pnl-book.ts'
import type { Task, TaskDesk } from './task.ts'

/** The P&L of one underlying's legs against its spot: now, in the hypothetical state's moment and vols, and at an expiry. */
export interface PnlRequest extends TaskDesk {
  readonly underlying: string
  /** Multiples of today's index. */
  readonly from: number
  readonly to: number
  readonly points: number
  readonly expired: Expired
  /** Moment of the expiry curve; left out = the first expiry of these legs, `each` where none has one. */
  readonly horizon?: Moment
  /** Drawn beside, in the hypothetical moment and vols. */
  readonly greek?: Measure
}
export interface PnlLine {
  readonly pnl: Float64Array
  readonly facts: Facts
}
export interface PnlPicture {
  readonly underlying: string
  /** Today's index: the market's own, unmoved. */
  readonly index: number
  /** Ascending, corners of the expiry curve among them. */
  readonly spots: Float64Array
  /** Time and vols as they are. */
  readonly now: { readonly pnl: Float64Array }
  /** The moment and the vols of the hypothetical state; absent where it moves neither. */
  readonly chosen?: PnlLine & { readonly at: number }
  readonly expiry: PnlLine & { readonly at: Moment }
  /** Sum over the legs, as `measured`, at the chosen moment. */
  readonly greek?: Float64Array
  /** Expiries of these legs, ascending, UTC milliseconds. */
  readonly expiries: readonly number[]
  readonly failures: readonly Failure[]
}

/**
 * P&L counts from entry, or from today's mark where a leg has no entry price: the market's own, whatever is moved. The spot of the hypothetical
 * state is a place on the curve, not another curve. Where nothing is priced the curves are flat at 0.
 */
export const pnl: Task<PnlRequest, PnlPicture> = function* (core, request) {
  const { market, underlying, expired } = request
  const shift = request.shift ?? NO_SHIFT
  const book = pnlBook(core, request.portfolio, market, { expired, dynamics: shift.dynamics, underlying })
  const expiries = [...new Set(book.legs.flatMap((l) => l.expires ?? []))].sort((a, b) => a - b)
  const horizon = request.horizon ?? expiries[0] ?? 'each'
  const still = NO_SHIFT.vol
  const today = payoff(book, underlying, market.asOf, still, expired)
  const last = payoff(book, underlying, horizon, horizon === 'each' ? still : shift.vol, expired)
  const { index } = today
  const even = Array.from({ length: request.points }, (_, i) => request.from + ((request.to - request.from) * i) / (request.points - 1))
  const corners = last.corners.filter((s) => s > request.from * index && s < request.to * index)
  const spots = Float64Array.from(new Set([...even.map((m) => m * index), ...corners])).sort()
  const line = (of: ReturnType<typeof payoff>): PnlLine => ({ pnl: of.pnl(spots), facts: of.facts() })
  const now = { pnl: today.pnl(spots) }
  yield
  const expiry = { at: horizon, ...line(last) }
  yield
  const at = market.asOf + shift.days * MILLIS_PER_DAY
  const moved = shift.days !== 0 || shift.vol.value !== 0
  const then = payoff(book, underlying, at, shift.vol, expired)
  const chosen = moved ? { at, ...line(then) } : undefined
  yield
  const { greek: measure } = request
  const greek = measure === undefined ? undefined : Float64Array.from(then.states(spots), (state) => greekSum(book, state, measure))
  return {
    underlying,
    index,
    spots,
    now,
    ...(chosen === undefined ? {} : { chosen }),
    expiry,
    ...(greek === undefined ? {} : { greek }),
    expiries,
    failures: book.failures,
  }
}

/** A Greek of the whole book in one state, as `measured`; an expired leg has none. */
export function greekSum(book: ReturnType<typeof pnlBook>, state: Parameters<typeof book.greeks>[0], measure: Measure): number {
  const units = book.greeks(state)
  return book.legs.reduce((all, l, i) => {
    const one = units[i]
    return one === undefined ? all : all + l.leg.quantity * measured(measure, one.unit, one.forward)
  }, 0)
}
