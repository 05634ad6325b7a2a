import type { Weights } from '../../domain/book-margins.ts'
import { type LiquidationRule, plainRoom } from '../../domain/liquidation.ts'
import type { AccountResult, Requirement } from '../../domain/margin.ts'
import { linearMark } from '../../domain/mark.ts'
import type { Market } from '../../domain/market.ts'
import type { Account, Book, Leg, StandardMargin } from '../../domain/methodology.ts'
import { type SmileDynamics, shiftMarket } from '../../domain/shift.ts'
import { isCash } from '../../venues/shared/prices.ts'
import { marginBook, type Subject, totals } from '../subject.ts'

/** A hypothetical market: multiples of prices by coin, a factor on every vol, days that pass. */
export interface State {
  readonly spot: Readonly<Record<string, number>>
  readonly vol: number
  readonly days: number
}

/** Whose requirement counts: the portfolio rules, or the venue's non-portfolio margin (cross margin, the standard manager). */
export type Regime = 'portfolio' | 'standard'

/** Stablecoins of several accounts: where they are today, or spread anew in every market as the margin of that market alone would be. */
export type Spread = 'held' | 'again'

/** What has a trigger of its own, in one market. */
export interface Room {
  /** The account's name; `all` where the accounts shown are parts of one. */
  readonly account: string
  /** Positive while safe; the account's currency. */
  readonly room: number
  readonly fired: boolean
  readonly results: readonly AccountResult[]
}

export interface Sight {
  readonly market: Market
  readonly accounts: readonly Account[]
  readonly results: readonly AccountResult[]
  readonly rooms: readonly Room[]
  /** Over all accounts, USD. */
  readonly equity: number
  readonly initial: number
  readonly maintenance: number
}

/** Looks at a book, entered at today's marks where it says no entry, in other markets. */
export interface Viewer {
  readonly rule: LiquidationRule
  readonly book: Book
  at(state: State): Sight
  /** The same for another book of the same venue, in a market already shifted. */
  look(book: Book, market: Market): Sight
}

/** The whole's name where accounts are parts of one. */
export const WHOLE = 'all'

/** An account's part of a standard requirement that is worked out account by account; the only account has all of it. */
const ownPart = (s: StandardMargin, { name }: AccountResult, accounts: number): Requirement => {
  const { initial, maintenance } = s.accounts?.[name] ?? (accounts === 1 && s.accounts === undefined ? s : { initial: 0, maintenance: 0 })
  return { initial, maintenance }
}

/** A venue that says nothing: equity below maintenance, and one generic policy. */
const PLAIN: LiquidationRule = {
  trigger: { name: 'equity < maintenance', basis: 'assumed', source: 'the venue’s sheet names no trigger of its own' },
  scope: 'whole',
  room: plainRoom,
  firesAtZero: false,
  policy: 'generic',
  parameters: {},
}

/** Profit must show once prices move: a leg without an entry was entered at today's mark. */
const entered = (leg: Leg, market: Market): Leg =>
  leg.instrument.kind === 'option' || leg.entry !== undefined ? leg : { ...leg, entry: linearMark(market, leg.instrument) }

/** A contract of so many dollars: its coins are dollars / price. */
const isInverse = ({ instrument: i }: Leg): boolean => (i.kind === 'perpetual' || i.kind === 'future') && i.settle === 'coin'

/** The same contracts in another market: an inverse perpetual or future keeps its dollars, all else its coins. */
export function inMarket(book: Book, from: Market, to: Market): Book {
  if (from === to || !book.legs.some(isInverse)) return book
  const ratio = (leg: Leg): number => linearMark(from, leg.instrument) / linearMark(to, leg.instrument)
  return { ...book, legs: book.legs.map((leg) => (isInverse(leg) ? { ...leg, quantity: leg.quantity * ratio(leg) } : leg)) }
}

/** Wrappers that follow a coin although they are priced apart: `wstETH`, `cbBTC`, `mSOL`. */
const follows = (asset: string, coin: string): boolean => asset !== coin && asset.toUpperCase().endsWith(coin.toUpperCase())

/** Coins of the book that a price move can be of: underlyings of legs and balances, in the market's order. */
export function movable(subject: Subject): readonly string[] {
  const { book, market } = subject
  const held = (coin: string): boolean =>
    book.legs.some((l) => l.instrument.underlying === coin) || book.collateral.some((c) => c.asset === coin || follows(c.asset, coin))
  return Object.keys(market.underlyings).filter(held)
}

/** Prices of one coin, or of all as one factor, at a multiple; what follows a coin moves with it, stablecoins do not. */
export function spotAt(subject: Subject, underlying: string, multiple: number): Readonly<Record<string, number>> {
  const { market } = subject
  const coins = underlying === WHOLE ? Object.keys(market.underlyings) : [underlying]
  const assets = Object.keys(market.assets).filter(
    (a) => !isCash(a, market) && (underlying === WHOLE || coins.some((coin) => a === coin || follows(a, coin))),
  )
  return Object.fromEntries([...coins, ...assets].map((name) => [name, multiple]))
}

/**
 * The book in any market by the venue's portfolio rules. Contracts, balances and the spread of stablecoins over accounts stay as they are
 * today; smiles follow by `dynamics`.
 */
export function viewerOf(
  subject: Subject,
  dynamics: SmileDynamics = 'strike',
  regime: Regime = 'portfolio',
  spread: Spread = 'held',
): Viewer {
  const { venue, market, setting, core, margins } = subject
  const rule = venue.liquidation ?? PLAIN
  const weights: Weights | undefined = spread === 'held' ? margins.weights : undefined
  const book: Book = { ...subject.book, legs: subject.book.legs.map((leg) => entered(leg, market)) }
  const look = (held: Book, to: Market): Sight => {
    const there = { ...setting, market: to }
    const { accounts, results: portfolio } = marginBook(venue, held, there, core.revalue, weights)
    const standard = regime === 'standard' ? venue.standard?.(held, there, core.revalue) : undefined
    const results = standard === undefined ? portfolio : portfolio.map((r) => ({ ...r, ...ownPart(standard, r, portfolio.length) }))
    const roomOf = (account: string, sum: { equity: number; initial: number; maintenance: number }, which: readonly number[]): Room => {
      const mine = which.flatMap((i) => results[i] ?? [])
      const room = rule.room({ ...sum, accounts: which.flatMap((i) => accounts[i] ?? []), results: mine }, there)
      // Nothing held and nothing owed is nothing to liquidate.
      const idle = sum.maintenance === 0 && sum.equity === 0
      return { account, room, fired: !idle && (room < 0 || (rule.firesAtZero && room === 0)), results: mine }
    }
    const { equity } = totals(results, to)
    const sum = standard === undefined ? totals(results, to) : { equity, initial: standard.initial, maintenance: standard.maintenance }
    const rooms =
      rule.scope === 'whole' ? [roomOf(WHOLE, sum, [...results.keys()])] : results.map((result, i) => roomOf(result.name, result, [i]))
    return { market: to, accounts, results, rooms, ...sum }
  }
  return {
    rule,
    book,
    look,
    at: ({ spot, vol, days }) => {
      const to = shiftMarket(
        market,
        {
          spot: Object.fromEntries(Object.entries(spot).map(([coin, m]) => [coin, m - 1])),
          vol: { kind: 'relative', value: vol - 1 },
          days,
          dynamics,
        },
        core,
      )
      return look(inMarket(book, market, to), to)
    },
  }
}
