import type { MarginResult } from '../../domain/margin.ts'
import type { Market } from '../../domain/market.ts'
import { atTimeOf, type MarketCause, marketCauses, withPrices } from '../causes.ts'
import { computeMargin } from '../margin.ts'
import { venueOf } from '../venue-of.ts'
import { marginRequest, marketOf, type Task, type TaskDesk } from './task.ts'

/** Why two margins differ, cause by cause, in the order in which the causes are put in place. */
export const CAUSES = ['quantity', 'spot', 'vol', 'time', 'rules'] as const
export type Cause = (typeof CAUSES)[number]

export interface ChangedRequest {
  readonly before: TaskDesk
  readonly after: TaskDesk
}
/** The headline numbers of one margin, USD. */
export interface Headline {
  readonly initial: number
  readonly maintenance: number
  readonly equity: number
}
export interface Part extends Headline {
  readonly cause: Cause
  /** False where this cause is the same on both sides: the part is then exactly 0. */
  readonly differs: boolean
}
export interface ChangedAnswer {
  readonly before: Headline
  readonly after: Headline
  /** One for each cause, in order; they add up to after − before. */
  readonly parts: readonly Part[]
  /** Legs that one side counts and the other does not, by name. */
  readonly failures: readonly string[]
}

/**
 * The book is margined in full at each step: the positions, orders and balances of the second side first, then its prices (each strike keeps
 * its vol), then its vols strike by strike, then its time, then its rules (venue, day, edits). Another order would share what causes do
 * together otherwise; this one is stated. A cause that is the same on both sides is no step, and the last step of the market is the second
 * side's market itself, so that nothing is left over.
 */
export const changed: Task<ChangedRequest, ChangedAnswer> = function* (core, { before, after }) {
  const [m0, m1] = [marketOf(core, before), marketOf(core, after)]
  const marginOf = (side: TaskDesk, market: Market): MarginResult => computeMargin(core, venueOf(side.venue), marginRequest(side, market))
  const first = marginOf(before, m0)
  yield
  const last = marginOf(after, m1)
  yield
  const differs = new Set<Cause>(marketCauses(m0, m1, core))
  if (!same(books(before), books(after))) differs.add('quantity')
  if (!same(rules(before), rules(after))) differs.add('rules')
  const markets: Record<MarketCause, () => Market> = {
    spot: () => withPrices(m0, m1, core),
    vol: () => atTimeOf(m0, m1, core),
    time: () => m1,
  }
  const order = CAUSES.filter((c) => differs.has(c))
  const moves = order.filter((c): c is MarketCause => c === 'spot' || c === 'vol' || c === 'time')
  const at = new Map<Cause, Headline>()
  let market = m0
  for (const cause of order) {
    if (cause === 'spot' || cause === 'vol' || cause === 'time') market = cause === moves.at(-1) ? m1 : markets[cause]()
    const book = { ...before, portfolio: after.portfolio }
    at.set(cause, cause === order.at(-1) ? headline(last) : headline(marginOf(book, market)))
    yield
  }
  let from = headline(first)
  const parts = CAUSES.map((cause): Part => {
    const to = at.get(cause)
    if (to === undefined) return { cause, differs: false, initial: 0, maintenance: 0, equity: 0 }
    const part = {
      cause,
      differs: true,
      initial: to.initial - from.initial,
      maintenance: to.maintenance - from.maintenance,
      equity: to.equity - from.equity,
    }
    from = to
    return part
  })
  return { before: headline(first), after: headline(last), parts, failures: uncounted(first, last) }
}

const headline = ({ initial, maintenance, equity }: MarginResult): Headline => ({ initial, maintenance, equity })
const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)
const books = ({ portfolio: { positions, collateral, orders } }: TaskDesk): unknown => [positions, collateral, orders]
const rules = ({ venue, rulesDate, params }: TaskDesk): unknown => [venue, rulesDate, params]

function uncounted(a: MarginResult, b: MarginResult): string[] {
  const names = (r: MarginResult): Set<string> => new Set(r.failures.map((f) => f.instrument))
  const [x, y] = [names(a), names(b)]
  return [...new Set([...x, ...y])].filter((n) => x.has(n) !== y.has(n)).sort()
}
