import { buildBook } from '../domain/book.ts'
import { type BookMargins, bookMargins, type Weights } from '../domain/book-margins.ts'
import type { AccountResult, MarginResult, Requirement } from '../domain/margin.ts'
import type { Market } from '../domain/market.ts'
import type { Book, Methodology, Setting, VenueParams } from '../domain/methodology.ts'
import type { Numerics } from '../domain/numerics.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import type { Revalue } from '../domain/scenario.ts'
import { assetUsd } from '../venues/shared/prices.ts'

/** What risk is handed of the core. */
export interface RiskCore extends Numerics {
  readonly revalue: Revalue
}

/** One book at one venue, about which something is asked that re-margins it many times. */
export interface RiskRequest {
  readonly venue: Methodology
  /** The record in force. */
  readonly params: VenueParams
  readonly portfolio: Portfolio
  readonly market: Market
  /** The engine's own answer to this book: what it could not take is left out here too. */
  readonly base: MarginResult
}

/** The book as the venue margins it today, ready to be margined again with other legs or another market. */
export interface Subject extends RiskRequest {
  readonly core: RiskCore
  readonly book: Book
  readonly setting: Setting<unknown, unknown>
  /** Today's answer, account by account. */
  readonly margins: BookMargins
}

/** USD per unit of an account's currency; 1 where the market does not say (as the engine has it). */
export const usdPer = (currency: string, market: Market): number => assetUsd(currency, market) ?? 1

/** Builds the book once. Legs that the engine's answer names as failures are left out, so that both speak of one book. */
export function subjectOf(core: RiskCore, request: RiskRequest): Subject {
  const { venue, params, portfolio, market, base } = request
  const refused = new Set(base.failures.map((f) => f.instrument))
  const { book: built } = buildBook(portfolio, market, core, (i) => venue.adopt(i))
  const kept = <T extends { name: string }>(legs: readonly T[]): T[] => legs.filter((leg) => !refused.has(leg.name))
  const book: Book = { ...built, legs: kept(built.legs), pending: kept(built.pending) }
  const setting = { params, market, numerics: core }
  return { ...request, core, book, setting, margins: marginBook(venue, book, setting, core.revalue) }
}

/** A book at a venue; `weights` hold the spread of stablecoins over accounts. */
export const marginBook = (
  venue: Methodology,
  book: Book,
  setting: Setting<unknown, unknown>,
  revalue: Revalue,
  weights?: Weights,
): BookMargins => bookMargins(venue, book, setting, revalue, (currency) => usdPer(currency, setting.market), weights)

/** Requirements and equity over all accounts, USD. */
export function totals(results: readonly AccountResult[], market: Market): Requirement & { readonly equity: number } {
  let initial = 0
  let maintenance = 0
  let equity = 0
  for (const a of results) {
    const rate = usdPer(a.currency, market)
    initial += a.initial * rate
    maintenance += a.maintenance * rate
    equity += a.equity * rate
  }
  return { initial, maintenance, equity }
}
