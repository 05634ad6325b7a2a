import type { Account, Book, Split } from '../../domain/methodology.ts'
import type { CollateralAmount } from '../../domain/portfolio.ts'
import { once } from '../shared/once.ts'
import { pricedCollateral } from '../shared/prices.ts'
import { type Debt, poolsOf } from './equity.ts'
import { type OkxSetting, viewOf } from './views.ts'

/** A risk unit, or what belongs to none: borrowing over several units, or balances alone. */
export interface OkxAccount extends Account {
  /** What the account as a whole owes; in one account only, since MR8 is printed in every unit but counts once. */
  readonly debts?: readonly Debt[]
  /** Taken off this account's equity by discount rates, USD. */
  readonly discount?: number
}

/** What of the split does not depend on weights. */
const partsOf = once((book: Book, setting: OkxSetting) => {
  const { collateral, failures } = pricedCollateral(book.collateral, setting.market)
  const pools = poolsOf(
    collateral,
    book.legs.map((leg) => viewOf(leg, setting)),
    setting,
  )
  const coins = [...new Set(book.legs.map((leg) => leg.instrument.underlying))].sort()
  const legs = new Map(coins.map((coin) => [coin, book.legs.filter((leg) => leg.instrument.underlying === coin)]))
  return { failures, collateral, coins, legs, ...pools }
})

/**
 * One requirement per risk unit, which is one coin (section 5.1, official), shown as an account each. The venue has one pool of balances: a
 * coin with a unit stands there, where it may be in use as a hedge; all else is shown split by `weights`, which changes no requirement.
 */
export function splitAccounts(book: Book, setting: OkxSetting, weights?: Readonly<Record<string, number>>): Split {
  const { failures, collateral, coins, legs, debts, discounted } = partsOf(book, setting)
  const apart = coins.length !== 1 && debts.length > 0
  const names = [...coins, ...(apart ? ['borrowing'] : coins.length === 0 && collateral.length > 0 ? ['balances'] : [])]
  const accounts = names.map((name): OkxAccount => {
    const part = (asset: string): number => {
      if (names.length === 1) return 1
      if (coins.includes(asset)) return asset === name ? 1 : 0
      return weights?.[name] ?? 0
    }
    const shares = collateral.map((c): CollateralAmount => ({ asset: c.asset, amount: c.amount * part(c.asset) }))
    return {
      name,
      currency: 'USD',
      legs: legs.get(name) ?? [],
      pending: book.pending.filter((leg) => leg.instrument.underlying === name),
      collateral: shares.filter((c) => c.amount !== 0),
      discount: Object.entries(discounted).reduce((sum, [asset, usd]) => sum + usd * part(asset), 0),
      ...(debts.length > 0 && (names.length === 1 || name === 'borrowing') ? { debts } : {}),
    }
  })
  return { accounts, assumptions: sentences(book, coins, names, collateral, debts, setting), failures }
}

/** What the user must know of this book. */
function sentences(
  book: Book,
  coins: readonly string[],
  names: readonly string[],
  collateral: readonly CollateralAmount[],
  debts: readonly Debt[],
  { params }: OkxSetting,
): string[] {
  const notes: string[] = []
  if (names.length > 1) {
    notes.push(
      `one risk unit per coin (${coins.join(', ')}), without offset between them; the one pool of balances is shown split: a unit's own coin stands with it, all else in proportion to initial requirements`,
    )
  }
  const guessed = [...new Set(collateral.map((c) => c.asset))].filter(
    (a) => !['USD', 'USDT', 'USDC'].includes(a) && !Object.hasOwn(params.common.discounts, a),
  )
  if (guessed.length > 0) {
    notes.push(`discount rates are live data: those of ${guessed.join(', ')} are taken from common.discounts.* until you enter the venue's`)
  }
  if (debts.length > 0) {
    const owed = debts.map((d) => d.asset).join(', ')
    notes.push(`equity in ${owed} is negative and counts as borrowed (MR8); borrowing is not part of the standard margin shown`)
  }
  if (book.pending.length > 0) notes.push('resting orders do not enter portfolio margin here: how they count is not known')
  return notes
}
