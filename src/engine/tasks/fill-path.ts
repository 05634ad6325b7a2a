import type { Order, Position } from '../../domain/portfolio.ts'
import { computeMargin } from '../margin.ts'
import { venueOf } from '../venue-of.ts'
import { marginRequest, marketOf, type Task, type TaskDesk } from './task.ts'

/** The margin along the order in which the what-if orders of the book fill, and the order of fills that asks least on the way. */
export type FillPathRequest = TaskDesk

/** The whole account when some of the orders are filled; USD. Orders that are not filled yet are not counted. */
export interface FillState {
  readonly initial: number
  readonly maintenance: number
  readonly equity: number
}
export interface BestOrder {
  /** Places in `FillPathAnswer.steps`, in the order of fills that has the lowest peak of the initial margin. */
  readonly order: readonly number[]
  /** That peak: the highest initial margin after any of its fills. */
  readonly peak: number
}
export interface FillPathAnswer {
  /** Before any fill. */
  readonly held: FillState
  /** After each fill, in the order of the book; shorter while the answer is in part. */
  readonly steps: readonly FillState[]
  /** How many fills there are. */
  readonly count: number
  /** Absent until it is found, and for one order or more than `BEST_UP_TO`. */
  readonly best?: BestOrder
}

/** Up to so many orders every set of fills is margined; beyond it the search is left out. */
export const BEST_UP_TO = 8

/** The orders that fill, in the order of the book. */
export const fillsOf = (orders: readonly Order[]): readonly Order[] => orders.filter((o) => o.status === 'whatif' && o.enabled !== false)

const bit = (i: number): number => 1 << i

/**
 * The order of fills with the lowest peak, by subsets: a margin depends on which orders are filled and not on how one came there, so 2ⁿ
 * margins tell all n! orders. `initial[s]` is the requirement when the set `s` (a bit an order) is filled. Among orders of the lowest peak
 * the one with the least sum along the way; of equals the one nearest to the present order.
 */
export function bestOrder(initial: readonly number[], count: number): BestOrder {
  const all = bit(count) - 1
  const at = (set: number): number => initial[set] ?? Number.POSITIVE_INFINITY
  // The least possible peak from the start to each set.
  const peaks = new Array<number>(all + 1).fill(Number.POSITIVE_INFINITY)
  peaks[0] = Number.NEGATIVE_INFINITY
  const members = (set: number): number[] => Array.from({ length: count }, (_, i) => i).filter((i) => (set & bit(i)) !== 0)
  for (let set = 1; set <= all; set++) {
    const before = Math.min(...members(set).map((i) => peaks[set ^ bit(i)] ?? Number.POSITIVE_INFINITY))
    peaks[set] = Math.max(at(set), before)
  }
  const peak = peaks[all] ?? Number.POSITIVE_INFINITY
  // The least sum from each set to the end over sets that stay within that peak.
  const rest = new Array<number>(all + 1).fill(Number.POSITIVE_INFINITY)
  rest[all] = 0
  for (let set = all - 1; set >= 0; set--) {
    for (const i of members(all ^ set)) {
      const next = set | bit(i)
      if (at(next) <= peak) rest[set] = Math.min(rest[set] ?? Number.POSITIVE_INFINITY, at(next) + (rest[next] ?? Number.POSITIVE_INFINITY))
    }
  }
  const order: number[] = []
  for (let set = 0; set !== all; ) {
    const open = members(all ^ set).filter((i) => at(set | bit(i)) <= peak)
    const cost = (i: number): number => at(set | bit(i)) + (rest[set | bit(i)] ?? Number.POSITIVE_INFINITY)
    const next = open.reduce<number | undefined>((best, i) => (best === undefined || cost(i) < cost(best) ? i : best), undefined)
    if (next === undefined) break
    order.push(next)
    set |= bit(next)
  }
  return { order, peak }
}

/** Each set of fills margined in full by the venue's rule, no set twice. */
export const fillPath: Task<FillPathRequest, FillPathAnswer> = function* (core, request, report) {
  const venue = venueOf(request.venue)
  const asked = marginRequest(request, marketOf(core, request))
  const { portfolio } = request
  const fills = fillsOf(portfolio.orders)
  const resting = portfolio.orders.filter((o) => !fills.includes(o))
  const margined = (filled: readonly Order[]): FillState => {
    const positions = filled.map(({ status: _status, ...position }): Position => position)
    const book = { ...portfolio, positions: [...portfolio.positions, ...positions], orders: resting }
    const { initial, maintenance, equity } = computeMargin(core, venue, { ...asked, portfolio: book })
    return { initial, maintenance, equity }
  }
  const count = fills.length
  const held = margined([])
  const steps: FillState[] = []
  for (let n = 1; n <= count; n++) {
    yield
    steps.push(margined(fills.slice(0, n)))
  }
  report({ held, steps, count })
  if (count < 2 || count > BEST_UP_TO) return { held, steps, count }
  const initial: number[] = []
  for (let set = 0; set < bit(count); set++) {
    // The sets along the present order are known already.
    const along = set === 0 ? held : (set & (set + 1)) === 0 ? steps[31 - Math.clz32(set)] : undefined
    if (along === undefined) yield
    initial.push((along ?? margined(fills.filter((_, i) => (set & bit(i)) !== 0))).initial)
  }
  return { held, steps, count, best: bestOrder(initial, count) }
}
