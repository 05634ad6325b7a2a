import { readTime } from '../../domain/door/read.ts'
import type { Market } from '../../domain/market.ts'
import type { Methodology, VenueParams } from '../../domain/methodology.ts'
import { type Fault, fault, ok, type Result } from '../../domain/result.ts'
import { compareAll } from '../../engine/compare.ts'
import type { Core } from '../../engine/core.ts'
import { computeMargin, paramsOn } from '../../engine/margin.ts'
import { venueById, venues } from '../../venues/index.ts'
import { portfolioOf } from '../documents.ts'
import { BadInput, bad, must } from '../faults.ts'
import { wholeText } from '../io.ts'
import { parseJson } from '../json.ts'
import { withSettings } from '../set.ts'

export interface MarginOptions {
  /** Id, or `all`. */
  readonly venue: string
  readonly rules?: string
  readonly params?: string
  readonly set: readonly string[]
  readonly legs: boolean
}

/** One venue with the record it is to use; none = the dated ones. */
export interface Ruled {
  readonly venue: Methodology
  readonly params: VenueParams | undefined
}

function chosen(id: string): readonly Methodology[] {
  if (id === 'all') return venues
  const venue = venueById(id)
  if (venue === undefined) throw bad('--venue', id, `one of ${[...venues.map((v) => v.id), 'all'].join(', ')}`)
  return [venue]
}

/** A record that the venue's own door has let in; its faults carry paths of the record. */
const restored = (venue: Methodology, record: unknown): VenueParams => must(venue.restoreParams(record), '--params')

/** The parameters of each venue. With `all` a setting counts wherever its name is known, and must be known somewhere. */
export async function rulesOf({ venue: id, rules, params, set }: Omit<MarginOptions, 'legs'>): Promise<readonly Ruled[]> {
  const list = chosen(id)
  if (rules !== undefined && (rules.length !== 10 || readTime(rules, true) === undefined))
    throw bad('--rules', rules, 'a date such as 2026-03-27')
  if (params !== undefined && id === 'all') throw bad('--venue', id, 'one venue where --params is given: a record belongs to one')
  const file =
    params === undefined ? undefined : must(parseJson(await wholeText(params, '--params'), 'a parameter record as JSON'), '--params')
  const ruled = list.map((venue): { ruled: Ruled; faults: ReadonlyMap<string, readonly Fault[]> } => {
    const given = file === undefined ? undefined : restored(venue, file)
    let record: unknown = given ?? paramsOn(venue, rules).params
    const faults = new Map<string, readonly Fault[]>()
    for (const setting of set) {
      const edited = withSettings(record as VenueParams, [setting])
      if (edited.ok) record = edited.value
      else faults.set(setting, edited.faults)
    }
    const touched = faults.size < set.length
    return { ruled: { venue, params: touched ? restored(venue, record) : given }, faults }
  })
  const unknown = set.filter((setting) => ruled.every((r) => r.faults.has(setting)))
  if (unknown.length > 0)
    throw new BadInput(unknown.flatMap((setting) => ruled[0]?.faults.get(setting) ?? [fault('--set', setting, 'a venue')]))
  return ruled.map((r) => r.ruled)
}

/** `margin`: the answer to one portfolio's text, an array of answers with `--venue all`. */
export async function margin(core: Core, market: Market, options: MarginOptions): Promise<(text: string) => Result<unknown>> {
  const ruled = await rulesOf(options)
  const edited = Object.fromEntries(ruled.flatMap(({ venue, params }) => (params === undefined ? [] : [[venue.id, params]])))
  return (text) => {
    const portfolio = portfolioOf(text)
    if (!portfolio.ok) return portfolio
    const request = {
      portfolio: portfolio.value,
      market,
      legs: options.legs,
      ...(options.rules === undefined ? {} : { rulesDate: options.rules }),
    }
    if (options.venue === 'all') return ok(compareAll(core, { ...request, params: edited }))
    return ok(ruled.map(({ venue, params }) => computeMargin(core, venue, params === undefined ? request : { ...request, params }))[0])
  }
}
