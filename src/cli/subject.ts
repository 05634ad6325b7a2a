import type { Market } from '../domain/market.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import type { Core } from '../engine/core.ts'
import { subjectFor } from '../engine/subject.ts'
import type { Subject } from '../risk/subject.ts'
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

/** The book of one portfolio, margined once. */
export const bookOf = (core: Core, market: Market, { ruled, rulesDate }: Ask, portfolio: Portfolio): Subject =>
  subjectFor(core, ruled.venue, {
    portfolio,
    market,
    ...(rulesDate === undefined ? {} : { rulesDate }),
    ...(ruled.params === undefined ? {} : { params: ruled.params }),
  })
