import type { Methodology } from '../domain/methodology.ts'
import { type Subject, subjectOf } from '../risk/subject.ts'
import type { Core } from './core.ts'
import { computeMargin, type MarginRequest, paramsOn } from './margin.ts'

/** One book at one venue, margined once, ready for whoever margins it again many times (`src/risk/subject.ts`). */
export function subjectFor(core: Core, venue: Methodology, request: Omit<MarginRequest, 'fill' | 'legs'>): Subject {
  const { portfolio, market } = request
  const params = request.params ?? paramsOn(venue, request.rulesDate).params
  return subjectOf(core, { venue, params, portfolio, market, base: computeMargin(core, venue, request) })
}
