import { useMemo } from 'react'
import type { Market } from '../../domain/market.ts'
import type { Order } from '../../domain/portfolio.ts'
import type { Failure } from '../../domain/result.ts'
import type { GreeksResult } from '../../engine/protocol.ts'
import type { FillPathAnswer, FillState } from '../../engine/tasks/fill-path.ts'
import { desk } from '../../store/desk.ts'
import { whatIfPlaces } from '../../store/fills.ts'
import { useRun } from '../../store/run.ts'
import { type LegRow, legRows, type RowGreeks, sums } from '../book/rows.ts'
import { useTask } from '../ui/useTask.ts'

export interface OrderRow {
  /** Place among all orders of the book. */
  readonly place: number
  /** Place among the what-if orders: the order in which they fill. */
  readonly rank: number
  readonly order: Order
  readonly leg: LegRow
  /** USD paid (below 0: received) for an option's premium; undefined for what has none or no price. */
  readonly cost: number | undefined
  /** The account after this fill; undefined where it is off or not computed yet. */
  readonly after: FillState | undefined
}

export interface CoinTotals extends Partial<RowGreeks> {
  readonly coin: string
}

export interface Ticket {
  readonly rows: readonly OrderRow[]
  readonly resting: readonly OrderRow[]
  readonly totals: readonly CoinTotals[]
  readonly cost: number | undefined
  readonly path: FillPathAnswer | undefined
  readonly stale: boolean
  readonly market: Market
}

const NO_FAILURES: readonly Failure[] = []
const ASK = {}

/** Premium of an option in USD: coins at the index, dollars as they are. Futures and perpetuals cost nothing to enter. */
function costOf(leg: LegRow, market: Market): number | undefined {
  const { instrument, price } = leg.position
  if (instrument.kind !== 'option' || !leg.on) return undefined
  const own = price ?? leg.mark
  if (own === undefined) return undefined
  const rate = instrument.settle === 'coin' ? (market.underlyings[instrument.underlying]?.index ?? Number.NaN) : 1
  return own * leg.coins * rate
}

/** Greeks by name of both books, so that an order which closes a leg has its figures too. */
function merged(held: GreeksResult | undefined, after: GreeksResult | undefined): GreeksResult | undefined {
  if (held === undefined || after === undefined) return after ?? held
  return { ...after, legs: [...held.legs, ...after.legs] }
}

/** The pending and resting legs with their figures, and the margin along the order of fills. */
export function useTicket(): Ticket {
  const portfolio = desk()((s) => s.portfolio)
  const own = desk()((s) => s.market)
  const held = useRun((s) => s.held)
  const after = useRun((s) => s.after)
  const late = useRun((s) => s.late)
  const market = held?.market ?? own
  const filling = portfolio.orders.some((o) => o.status === 'whatif' && o.enabled !== false)
  const told = useTask('fillPath', filling ? ASK : undefined)
  const path = told.answer
  const rows = useMemo(() => {
    const greeks = merged(held?.greeks, after?.greeks)
    const failures = after?.margin.failures ?? NO_FAILURES
    const legs = legRows({ ...portfolio, positions: portfolio.orders }, market, greeks, failures)
    let filled = 0
    return legs.map((leg, place): OrderRow => {
      const order = portfolio.orders[place] ?? { ...leg.position, status: 'pending' }
      const fills = order.status === 'whatif' && leg.on
      const state = fills ? path?.steps[filled++] : undefined
      return { place, rank: whatIfPlaces(portfolio.orders).indexOf(place), order, leg, cost: costOf(leg, market), after: state }
    })
  }, [portfolio, market, held, after, path])
  const whatIf = rows.filter((r) => r.rank >= 0)
  const coins = [...new Set(whatIf.map((r) => r.leg.position.instrument.underlying))].sort()
  const totals = coins.map((coin) => ({
    coin,
    ...sums(whatIf.map((r) => r.leg).filter((l) => l.position.instrument.underlying === coin)),
  }))
  const priced = whatIf.filter((r) => r.cost !== undefined)
  const cost = priced.length === 0 ? undefined : priced.reduce((sum, r) => sum + (r.cost ?? 0), 0)
  return { rows: whatIf, resting: rows.filter((r) => r.rank < 0), totals, cost, path, stale: told.stale || late, market }
}
