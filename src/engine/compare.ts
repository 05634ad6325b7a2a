import type { NettingMemo } from '../domain/book.ts'
import { isoTime, type MarginResult } from '../domain/margin.ts'
import type { Methodology, VenueParams } from '../domain/methodology.ts'
import type { MarketShift } from '../domain/shift.ts'
import { venues } from '../venues/index.ts'
import type { Core } from './core.ts'
import { words } from './load.ts'
import { computeMargin, type MarginRequest } from './margin.ts'
import { withSharedRows } from './shared-rows.ts'

export interface CompareRequest extends Omit<MarginRequest, 'params'> {
  /** Whole edited records by venue id, in place of the dated ones. */
  readonly params?: Readonly<Record<string, VenueParams>>
  /** A hypothetical state of the market: everything is computed there. */
  readonly shift?: MarketShift
  /** Ids of the rule sets wanted; absent = all of the list. */
  readonly venues?: readonly string[]
}

/** What stands in `failures` for a venue that gave no answer at all. */
export const WHOLE_BOOK = '*'

/**
 * The place of a venue whose rules broke on this book: no account, no charge, every figure 0, and one failure that says why. A fault of ours,
 * never the user's; the other venues go on.
 */
function brokenResult(venue: Methodology, { market }: CompareRequest, error: unknown): MarginResult {
  const message = `${venue.label} gave no answer for this book, the others did: ${words(error)}. This is a fault of the program`
  return {
    format: 'counterpoise/margin@1',
    venue: venue.id,
    rules: {},
    asOf: isoTime(market.asOf),
    currency: 'USD',
    equity: 0,
    initial: 0,
    maintenance: 0,
    available: 0,
    charges: [],
    scenarios: [],
    accounts: [],
    accuracy: venue.accuracy,
    assumptions: [],
    failures: [{ instrument: WHOLE_BOOK, reason: 'FAULT', message }],
  }
}

/** True where a result stands for a venue that gave no answer. */
export const isBroken = (result: MarginResult): boolean => result.failures.some((f) => f.reason === 'FAULT')

/** One rule set a block, in the order of the list; whoever drives it may stop between two. */
export function* compareBlocks(
  core: Core,
  { params, venues: wanted, ...request }: Omit<CompareRequest, 'shift'>,
  list: readonly Methodology[] = venues,
): Generator<void, readonly MarginResult[]> {
  const unknown = (wanted ?? []).filter((id) => !list.some((v) => v.id === id))
  if (unknown.length > 0) throw new Error(`there is no venue "${unknown.join('", "')}"; there are ${list.map((v) => v.id).join(', ')}`)
  const results: MarginResult[] = []
  const memo: NettingMemo = []
  const shared: Core = { ...core, revalue: withSharedRows(core.revalue) }
  for (const venue of wanted === undefined ? list : list.filter((v) => wanted.includes(v.id))) {
    const record = params?.[venue.id]
    try {
      results.push(computeMargin(shared, venue, record === undefined ? request : { ...request, params: record }, memo))
    } catch (error) {
      results.push(brokenResult(venue, request, error))
    }
    yield
  }
  return results
}

/**
 * One book under every rule set of the list (or those asked for), one result each in the list's order. A venue that throws becomes a result
 * with the named failure `FAULT`; it never blanks the rest. Throws a sentence for the id of no venue. `list` is for tests.
 */
export function compareAll(core: Core, request: Omit<CompareRequest, 'shift'>, list?: readonly Methodology[]): readonly MarginResult[] {
  const blocks = compareBlocks(core, request, list)
  for (;;) {
    const step = blocks.next()
    if (step.done === true) return step.value
  }
}
