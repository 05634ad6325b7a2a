import type { Portfolio } from '../../domain/portfolio.ts'
import { computeMargin } from '../margin.ts'
import { venueOf } from '../venue-of.ts'
import { marginRequest, marketOf, type Task, type TaskDesk } from './task.ts'

/** What each leg is to the margin: the book without it, and the leg alone under the venue's standard margin. */
export interface WithoutRequest extends TaskDesk {
  /** Places in the book's positions, in the order in which they should be answered. */
  readonly legs: readonly number[]
}
export interface LegWithout {
  readonly leg: number
  /** Requirements of the book without this leg, USD. */
  readonly initial: number
  readonly maintenance: number
  /** Initial margin of the leg alone by the venue's standard rule, USD; absent where it has none. */
  readonly standard?: number
}
export interface WithoutAnswer {
  /** The book with all its legs, USD. */
  readonly whole: { readonly initial: number; readonly maintenance: number }
  /** In the order asked; shorter while the answer is in part. */
  readonly legs: readonly LegWithout[]
}

const REPORT_EVERY = 8

/** Re-margins the book once without each leg: the difference is what the leg adds beside all the others, so these do not add up to the total. */
export const without: Task<WithoutRequest, WithoutAnswer> = function* (core, request, report) {
  const venue = venueOf(request.venue)
  const asked = marginRequest(request, marketOf(core, request))
  const { portfolio } = request
  const marginOf = (book: Portfolio) => computeMargin(core, venue, { ...asked, portfolio: book })
  const { initial, maintenance } = marginOf(portfolio)
  const whole = { initial, maintenance }
  const legs: LegWithout[] = []
  for (const leg of request.legs) {
    yield
    const position = portfolio.positions[leg]
    if (position === undefined) continue
    const rest = marginOf({ ...portfolio, positions: portfolio.positions.filter((_, i) => i !== leg) })
    const alone =
      venue.standard === undefined ? undefined : marginOf({ ...portfolio, positions: [position], collateral: [], orders: [] }).standard
    legs.push({
      leg,
      initial: rest.initial,
      maintenance: rest.maintenance,
      ...(alone === undefined ? {} : { standard: alone.initial }),
    })
    if (legs.length % REPORT_EVERY === 0) report({ whole, legs: [...legs] })
  }
  return { whole, legs }
}
