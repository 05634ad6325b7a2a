import type { Failure } from '../../domain/result.ts'
import { type MarketShift, NO_SHIFT } from '../../domain/shift.ts'
import { type Expired, pnlBook } from '../pnl-book.ts'
import { stateOf } from './heat.ts'
import type { Task, TaskDesk } from './task.ts'

/** What one state of the world does to each leg. */
export interface InspectRequest extends TaskDesk {
  /** The state looked at, as a shift of the market given; it stands in place of the desk's own. */
  readonly state: MarketShift
  readonly expired: Expired
}
export interface InspectedLeg {
  readonly instrument: string
  readonly quantity: number
  /** USD value of one coin's worth, today and in the state. */
  readonly before: number
  readonly after: number
  /** From entry (or from today's mark where there is no entry price) to the state, USD; the legs add up to the cell. */
  readonly pnl: number
  /** From today's mark to the state alone, USD. */
  readonly move: number
  /** True for a leg that has expired by then. */
  readonly expired: boolean
}
export interface Inspection {
  readonly legs: readonly InspectedLeg[]
  readonly failures: readonly Failure[]
}

export const inspect: Task<InspectRequest, Inspection> = function* (core, request) {
  const { market, state } = request
  const dynamics = (request.shift ?? NO_SHIFT).dynamics
  const book = pnlBook(core, request.portfolio, market, { expired: request.expired, dynamics })
  yield
  const there = stateOf(state, market.asOf)
  const [after] = book.values([there])
  const [pnl] = book.pnl([there])
  const legs = book.legs.map(({ leg, today, expires, slope }, i): InspectedLeg => {
    const over = expires !== undefined && typeof there.at === 'number' && expires <= there.at
    const out = over && request.expired === 'dropped'
    const value = after?.[i] ?? Number.NaN
    return {
      instrument: leg.name,
      quantity: leg.quantity,
      before: today,
      after: value,
      pnl: pnl?.[i] ?? Number.NaN,
      move: out ? 0 : slope * (value - today),
      expired: over,
    }
  })
  return { legs, failures: book.failures }
}
