import type { Market } from '../../domain/market.ts'
import type { VenueParams } from '../../domain/methodology.ts'
import type { Portfolio } from '../../domain/portfolio.ts'
import { isStill, type MarketShift, shiftMarket } from '../../domain/shift.ts'
import type { Core } from '../core.ts'
import type { MarginRequest } from '../margin.ts'

/**
 * A longer question about the book, answered in blocks: whoever drives it may stop between two. `report` hears answers in part, each whole in
 * itself, so that a screen shows something early.
 */
export type Task<Q, A> = (core: Core, request: Q, report: (part: A) => void) => Generator<void, A>

/** What every question starts from: the desk as it is. */
export interface TaskDesk {
  readonly portfolio: Portfolio
  readonly market: Market
  readonly shift?: MarketShift
  readonly venue: string
  readonly rulesDate?: string
  readonly params?: VenueParams
}

/** The market of the numbers: the desk's own, moved by its shift. */
export const marketOf = (core: Core, { market, shift }: Pick<TaskDesk, 'market' | 'shift'>): Market =>
  shift === undefined || isStill(shift) ? market : shiftMarket(market, shift, core)

/** The desk's request for one margin, in a market that `marketOf` gave. */
export const marginRequest = ({ portfolio, rulesDate, params }: TaskDesk, market: Market): MarginRequest => ({
  portfolio,
  market,
  ...(rulesDate === undefined ? {} : { rulesDate }),
  ...(params === undefined ? {} : { params }),
})
