import type { Position } from '../../domain/portfolio.ts'
import { computeMargin } from '../margin.ts'
import { venueOf } from '../venue-of.ts'
import { marginRequest, marketOf, type Task, type TaskDesk } from './task.ts'

/** The margin that each of some trades would lead to, were it filled beside the book as it is held. */
export interface QuotesRequest extends TaskDesk {
  readonly candidates: readonly Position[]
}
export interface QuoteMargin {
  /** Requirements of the whole book after the trade, USD. */
  readonly initial: number
  readonly maintenance: number
  readonly equity: number
  /** Why the venue does not take this leg. */
  readonly failure?: string
}
export interface QuotesAnswer {
  /** In the order of the candidates; shorter while the answer is in part. */
  readonly quotes: readonly QuoteMargin[]
}

const REPORT_EVERY = 8

/** Each candidate on its own, margined in full by the venue's rule: nothing is interpolated. */
export const quotes: Task<QuotesRequest, QuotesAnswer> = function* (core, request, report) {
  const venue = venueOf(request.venue)
  const market = marketOf(core, request)
  const asked = marginRequest(request, market)
  const known = new Set(computeMargin(core, venue, asked).failures.map((f) => `${f.instrument} ${f.reason}`))
  const done: QuoteMargin[] = []
  for (const candidate of request.candidates) {
    const { portfolio } = request
    const with_ = { ...portfolio, positions: [...portfolio.positions, candidate] }
    const { initial, maintenance, equity, failures } = computeMargin(core, venue, { ...asked, portfolio: with_ })
    const failure = failures.find((f) => !known.has(`${f.instrument} ${f.reason}`))?.message
    done.push({ initial, maintenance, equity, ...(failure === undefined ? {} : { failure }) })
    if (done.length % REPORT_EVERY === 0) report({ quotes: [...done] })
    yield
  }
  return { quotes: done }
}
