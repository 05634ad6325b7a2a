import type { Account, Book, Split } from '../../domain/methodology.ts'
import type { CollateralAmount } from '../../domain/portfolio.ts'
import { pricedCollateral } from '../shared/prices.ts'
import type { BybitSetting } from './views.ts'

export interface BybitAccount extends Account {
  /** Assets whose whole balance is shown here; of every other asset a share of `part` is. */
  readonly own: readonly string[]
  readonly part: number
}

/** Name of the account of a book of balances alone. */
const BALANCES = 'balances'

/**
 * Each base coin is one risk unit and different coins never offset (official), so each is shown as an account. The venue has one pool of
 * balances: a coin's own balance is shown in its account, all else is spread by `weights`, which changes no requirement.
 */
export function splitAccounts(book: Book, setting: BybitSetting, weights?: Readonly<Record<string, number>>): Split {
  const { params, market } = setting
  const { collateral, failures } = pricedCollateral(book.collateral, market)
  const coins = [...new Set(book.legs.map((leg) => leg.instrument.underlying))].sort()
  const names = coins.length > 0 || collateral.length === 0 ? coins : [BALANCES]
  const accounts = names.map((name): BybitAccount => {
    const part = names.length === 1 ? 1 : (weights?.[name] ?? 1 / names.length)
    const balances = collateral.flatMap((c): CollateralAmount[] => {
      if (c.asset === name) return [c]
      return coins.includes(c.asset) || part === 0 ? [] : [{ asset: c.asset, amount: c.amount * part }]
    })
    return {
      name,
      currency: 'USD',
      legs: book.legs.filter((leg) => leg.instrument.underlying === name),
      pending: book.pending.filter((leg) => leg.instrument.underlying === name),
      collateral: balances,
      own: coins,
      part,
    }
  })
  return { accounts, assumptions: sentences(book, names, coins, collateral, params.underlyings, params.common), failures }
}

function sentences(
  book: Book,
  names: readonly string[],
  coins: readonly string[],
  collateral: readonly CollateralAmount[],
  underlyings: BybitSetting['params']['underlyings'],
  common: BybitSetting['params']['common'],
): string[] {
  const said: string[] = []
  if (names.length > 1) {
    said.push(
      `the requirement is the sum over base coins (${names.join(', ')}), without offset between them; the one pool of balances is shown split in proportion to their initial requirements`,
    )
  }
  const foreign = coins.filter((coin) => !Object.hasOwn(underlyings, coin))
  if (foreign.length > 0) {
    said.push(
      `${foreign.join(', ')}: price range and factors are not known; those under underlyings.* are used (±20 % unverified, the rest of BTC until edited)`,
    )
  }
  const own = (asset: string): boolean => Object.hasOwn(common.collateral, asset)
  const guessed = collateral.filter((c) => c.amount > 0 && !own(c.asset)).map((c) => c.asset)
  if (guessed.length > 0) {
    said.push(
      `${guessed.join(', ')}: collateral ratio not given; that under common.collateral.* is used (the sample value of BTC until edited)`,
    )
  }
  const free = collateral
    .filter((c) => c.amount < 0 && (common.loans[c.asset] ?? common.loans['*'])?.position_imr === 0)
    .map((c) => c.asset)
  if (free.length > 0)
    said.push(`borrowed ${free.join(', ')}: loan rates are not known, no borrowing margin until entered under common.loans`)
  if (book.legs.some(({ instrument: i }) => i.kind !== 'option' && i.kind !== 'spot' && i.settle === 'coin')) {
    said.push(
      'an inverse contract gains its coin P&L at the shocked price, which in USD is size × mark × move as for a linear one (inferred)',
    )
  }
  if (book.pending.length > 0) said.push('open orders do not enter portfolio margin: how the venue counts them is not known')
  return said
}
