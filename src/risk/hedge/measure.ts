import type { AccountResult } from '../../domain/margin.ts'
import type { Account, Book } from '../../domain/methodology.ts'
import { viewerOf } from '../liquidation/state.ts'
import { traded } from '../liquidation/trade.ts'
import { marginBook, type Subject, totals, usdPer } from '../subject.ts'
import { type CoinGreeks, greeksOf, type Offer } from './candidates.ts'
import { shortfall, type Tail } from './tail.ts'

export type Objective = 'initial' | 'maintenance' | 'es'

/** What is asked of a hedge. */
export interface Wish {
  readonly objective: Objective
  /** Share of the requirement that must be freed: then the cheapest trade that does; absent = requirement and cost as low as can be. */
  readonly free?: number
  /** Most that a trade may cost, USD. */
  readonly budget?: number
  /** Bounds on the whole book afterwards: coins of delta of each coin, USD of vega per 1.00 of vol. */
  readonly delta?: readonly [number, number]
  readonly vega?: readonly [number, number]
}

/** One leg of a trade: signed coins. */
export interface Part {
  readonly offer: number
  readonly quantity: number
}
export type Trade = readonly Part[]

export interface Measured {
  readonly initial: number
  readonly maintenance: number
  readonly equity: number
  readonly results: readonly AccountResult[]
}

/** Scale of the least preference for small trades: a millionth of what is turned over. */
const TURNOVER = 1e-6
/** A dollar past a bound or short of what must be freed weighs this much. */
const PENALTY = 1000

/** Weighs trades on one book: cost, Greeks and, by the venue's own rule, the requirement. */
export class Scales {
  readonly before: Measured
  /** What is asked about, before any trade. */
  readonly now: number
  readonly tail: Tail | undefined
  readonly target: number
  readonly greeks: Readonly<Record<string, CoinGreeks>>
  readonly #subject: Subject
  readonly #book: Book
  readonly #known = new Map<string, number>()
  readonly #bounded: boolean
  readonly offers: readonly Offer[]
  readonly wish: Wish
  /** Times that the venue's rule was asked. */
  asked = 0

  constructor(subject: Subject, offers: readonly Offer[], wish: Wish, tail?: Tail) {
    this.#subject = subject
    this.#book = viewerOf(subject).book
    this.offers = offers
    this.wish = wish
    this.#bounded = wish.budget !== undefined || wish.delta !== undefined || wish.vega !== undefined
    this.before = this.settled([])
    this.tail = tail
    this.now = this.asks(this.before, [])
    this.target = wish.free === undefined ? 0 : (1 - wish.free) * this.now
    const sums: Record<string, CoinGreeks> = {}
    for (const { instrument, quantity } of subject.book.legs) {
      const g = greeksOf(subject, instrument)
      sums[instrument.underlying] = plus(sums[instrument.underlying] ?? NONE, g, quantity)
    }
    this.greeks = sums
  }

  bookAfter(trade: Trade): Book {
    return trade.reduce((book, { offer, quantity }) => {
      const o = this.offers[offer]
      if (o === undefined || quantity === 0) return book
      return traded(book, o.instrument, quantity, quantity > 0 ? o.ask : o.bid, this.#subject.market)
    }, this.#book)
  }

  /** By the venue's own rule, all of it: premiums paid, stablecoins spread anew. */
  settled(trade: Trade): Measured {
    const { venue, setting, core, market } = this.#subject
    const { results } = marginBook(venue, this.bookAfter(trade), setting, core.revalue)
    return { ...totals(results, market), results }
  }

  /**
   * By the venue's own rule with balances as they are, account by account; an account whose legs the trade does not touch is not asked again.
   * Many trades are weighed by it; what is shown is `settled`.
   */
  results(trade: Trade): readonly AccountResult[] {
    this.asked += 1
    const { venue, setting, core, margins } = this.#subject
    const book: Book = { ...this.bookAfter(trade), collateral: this.#book.collateral }
    const split = venue.accounts(book, setting, margins.weights)
    return split.accounts.map((account) => {
      const i = margins.accounts.findIndex((a) => a.name === account.name)
      const was = margins.accounts[i]
      const known = margins.results[i]
      if (was !== undefined && known !== undefined && sameAccount(was, account)) return known
      const grid = venue.scenarios(account, setting)
      return venue.margin(account, grid, core.revalue(grid), setting).result
    })
  }

  /** What is asked about of a trade that was measured: a requirement, or the expected shortfall over the scenarios. */
  asks(measured: Pick<Measured, 'initial' | 'maintenance'>, trade: Trade): number {
    const { objective } = this.wish
    if (objective !== 'es') return measured[objective]
    const { tail } = this
    if (tail === undefined) throw new RangeError('expected shortfall is asked of no scenarios')
    const parts = trade.map(({ offer, quantity }) => ({ size: quantity, pnl: tail.unit[offer] ?? new Float64Array() }))
    return shortfall(tail.base, parts, tail.level)
  }

  /** What is asked about, by `results`. */
  requirement(trade: Trade): number {
    const key = trade.map((p) => `${p.offer}:${p.quantity}`).join(' ')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    if (this.wish.objective === 'es') this.asked += 1
    // Expected shortfall asks nothing of the venue.
    const measured = this.wish.objective === 'es' ? this.before : totals(this.results(trade), this.#subject.market)
    const value = this.asks(measured, trade)
    this.#known.set(key, value)
    return value
  }

  /** Equity given up at once: bought above or sold below the mark. USD; a quote on the wrong side of the mark makes it negative. */
  cost(trade: Trade): number {
    return trade.reduce((sum, { offer, quantity }) => {
      const o = this.offers[offer]
      return o === undefined ? sum : sum + quantity * ((quantity > 0 ? o.ask : o.bid) - o.mark)
    }, 0)
  }

  /** Greeks of the whole book afterwards, by coin. */
  greeksAfter(trade: Trade): Record<string, CoinGreeks> {
    const sums: Record<string, CoinGreeks> = { ...this.greeks }
    for (const { offer, quantity } of trade) {
      const o = this.offers[offer]
      if (o === undefined) continue
      const coin = o.instrument.underlying
      sums[coin] = plus(sums[coin] ?? NONE, o.greeks, quantity)
    }
    return sums
  }

  /** What a trade breaks of the wish's bounds, in dollars. */
  broken(trade: Trade): number {
    if (!this.#bounded) return 0
    const { budget, delta, vega } = this.wish
    const after = this.greeksAfter(trade)
    const out = (x: number, [low, high]: readonly [number, number]): number => Math.max(0, low - x, x - high)
    let sum = budget === undefined ? 0 : Math.max(0, this.cost(trade) - budget)
    for (const [coin, g] of Object.entries(after)) {
      if (delta !== undefined) sum += out(g.delta, delta) * usdPer(coin, this.#subject.market)
      if (vega !== undefined) sum += out(g.vega, vega)
    }
    return sum
  }

  /** The lower the better: requirement and cost, or the cost of freeing enough; bounds and a share that is missed weigh heavily. */
  value(trade: Trade, requirement: number): number {
    const turnover = trade.reduce((sum, { offer, quantity }) => {
      const i = this.offers[offer]?.instrument
      return sum + Math.abs(quantity) * usdPer(i?.underlying ?? '', this.#subject.market)
    }, 0)
    const least = TURNOVER * turnover + PENALTY * this.broken(trade)
    if (this.wish.free === undefined) return requirement + this.cost(trade) + least
    return this.cost(trade) + least + PENALTY * Math.max(0, requirement - this.target)
  }
}

const sameBalances = (a: Account, b: Account): boolean =>
  a.collateral.length === b.collateral.length &&
  a.collateral.every((c, i) => c.asset === b.collateral[i]?.asset && c.amount === b.collateral[i]?.amount)

/** A leg that a trade leaves alone is the very leg of before, or its like with today's mark for an entry. */
const sameAccount = (a: Account, b: Account): boolean =>
  a.legs.length === b.legs.length &&
  a.pending.length === b.pending.length &&
  a.legs.every((leg, i) => leg.name === b.legs[i]?.name && leg.quantity === b.legs[i]?.quantity) &&
  sameBalances(a, b)

const NONE: CoinGreeks = { delta: 0, gamma: 0, vega: 0, theta: 0 }
const plus = (a: CoinGreeks, b: CoinGreeks, times: number): CoinGreeks => ({
  delta: a.delta + times * b.delta,
  gamma: a.gamma + times * b.gamma,
  vega: a.vega + times * b.vega,
  theta: a.theta + times * b.theta,
})
