import type { MarginResult } from '../domain/margin.ts'
import type { Market } from '../domain/market.ts'
import type { VenueParams } from '../domain/methodology.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import type { Core } from '../engine/core.ts'
import { computeMargin, paramsOn } from '../engine/margin.ts'
import { type Subject, subjectOf } from '../risk/subject.ts'
import { venueById, venues } from '../venues/index.ts'
import { type Ruled, rulesOf } from './commands/margin.ts'
import { bad } from './faults.ts'

/** Flags of every command that asks about one book under one venue's rules. */
export interface VenueOptions {
  readonly venue: string
  readonly rules?: string
  readonly params?: string
  readonly set: readonly string[]
}

export interface Ask {
  readonly ruled: Ruled
  readonly rulesDate: string | undefined
}

/** The one venue of `--venue` with its record; `all` is no venue here. */
export async function askOf(options: VenueOptions): Promise<Ask> {
  if (venueById(options.venue) === undefined) throw bad('--venue', options.venue, `one of ${venues.map((v) => v.id).join(', ')}`)
  const [ruled] = await rulesOf(options)
  if (ruled === undefined) throw bad('--venue', options.venue, 'one venue')
  return { ruled, rulesDate: options.rules }
}

/** The engine's answer to a book, and the book ready for whoever margins it again. */
export function subjectFor(core: Core, market: Market, { ruled, rulesDate }: Ask, portfolio: Portfolio): Subject {
  const { venue } = ruled
  const params: VenueParams = ruled.params ?? paramsOn(venue, rulesDate).params
  const base: MarginResult = computeMargin(core, venue, {
    portfolio,
    market,
    ...(rulesDate === undefined ? {} : { rulesDate }),
    ...(ruled.params === undefined ? {} : { params: ruled.params }),
  })
  return subjectOf(core, { venue, params, portfolio, market, base })
}
