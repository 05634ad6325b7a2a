import type { AccountResult } from './margin.ts'
import type { Account, Book, Leg, Methodology, Setting } from './methodology.ts'
import type { Failure } from './result.ts'
import type { GridValues, Revalue, ScenarioGrid } from './scenario.ts'

/** How stablecoins are spread over a venue's accounts; sums to 1. */
export type Weights = Readonly<Record<string, number>>

export interface BookMargins {
  readonly accounts: readonly Account[]
  /** One result per account, same order, in the account's currency. */
  readonly results: readonly AccountResult[]
  /** The spread that was used; absent where there is one account. */
  readonly weights?: Weights
  readonly assumptions: readonly string[]
  readonly failures: readonly Failure[]
}

/** An account with what was asked of the core for it, and the answer. */
interface Valued {
  readonly account: Account
  readonly grid: ScenarioGrid
  readonly values: GridValues
}

const sameLegs = (these: readonly Leg[], those: readonly Leg[]): boolean =>
  these === those || (these.length === those.length && these.every((leg, i) => leg === those[i]))

/**
 * Splits, values and margins a built book: the venue's portfolio rules of one market state. Several accounts are margined twice: first
 * without stablecoins, to learn the initial requirements in proportion to which these are spread. Stablecoins are in no grid, so the second
 * time the values of the same legs stand (see `Methodology.scenarios`). `weights` given = the spread is held as it is, and once is enough.
 * `usd` gives USD per unit of an account's currency.
 */
export function bookMargins(
  venue: Methodology,
  book: Book,
  setting: Setting<unknown, unknown>,
  revalue: Revalue,
  usd: (currency: string) => number,
  weights?: Weights,
): BookMargins {
  const value = (account: Account): Valued => {
    const grid = venue.scenarios(account, setting)
    return { account, grid, values: revalue(grid) }
  }
  const marginOf = ({ account, grid, values }: Valued) => venue.margin(account, grid, values, setting)
  let spread = weights
  let split = venue.accounts(book, setting, spread)
  let valued = split.accounts.map(value)
  if (spread === undefined && split.accounts.length > 1) {
    const needs = valued.map((v) => {
      const { result } = marginOf(v)
      return { name: v.account.name, usd: result.initial * usd(result.currency) }
    })
    const total = needs.reduce((sum, n) => sum + n.usd, 0)
    const share = (need: number): number => (total > 0 ? need / total : 1 / needs.length)
    spread = Object.fromEntries(needs.map((n) => [n.name, share(n.usd)]))
    split = venue.accounts(book, setting, spread)
    const before = new Map(valued.map((v) => [v.account.name, v]))
    valued = split.accounts.map((account) => {
      const known = before.get(account.name)
      const same = known !== undefined && sameLegs(known.account.legs, account.legs) && sameLegs(known.account.pending, account.pending)
      // The very list of before, so that what a venue made of it once serves again.
      if (!same) return value(account)
      const { legs, pending } = known.account
      return { account: Object.assign({ ...account }, { legs, pending }), grid: known.grid, values: known.values }
    })
  }
  const answers = valued.map(marginOf)
  return {
    accounts: valued.map((v) => v.account),
    results: answers.map((a) => a.result),
    ...(spread === undefined ? {} : { weights: spread }),
    assumptions: split.assumptions,
    failures: [...split.failures, ...answers.flatMap((a) => a.failures)],
  }
}
