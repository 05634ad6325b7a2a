import type { Account, Book, Split } from '../../domain/methodology.ts'
import { isCash, pricedCollateral } from '../shared/prices.ts'
import type { GridSetting } from './types.ts'

/** Name of the account of a book of cash alone. */
const CASH = 'cash'

/**
 * One account a product group, or a single class: the requirement is their sum (section 4). Coins and stock are units of their class; cash is
 * one pool, shown split by `weights`, which changes no requirement. An asset without a class counts 0.
 */
export function splitAccounts(book: Book, { params, market }: GridSetting, weights?: Readonly<Record<string, number>>): Split {
  const home = (underlying: string): string | undefined => {
    const own = params.underlyings[underlying]
    return own?.group ?? own?.class
  }
  const { collateral, failures: unpriced } = pricedCollateral(book.collateral, market)
  const failures = [...unpriced]
  const cash = collateral.filter((c) => isCash(c.asset, market))
  const units = collateral.filter(({ asset }) => {
    if (isCash(asset, market)) return false
    if (home(asset) !== undefined) return true
    failures.push({ instrument: asset, reason: 'UNSUPPORTED', message: `${asset} belongs to no class of the grid: counted as 0` })
    return false
  })
  const homes = [...book.legs.map((l) => home(l.instrument.underlying)), ...units.map((c) => home(c.asset))]
  const known = [...new Set(homes.filter((name) => name !== undefined))].sort()
  const names = known.length > 0 || cash.length === 0 ? known : [CASH]
  const accounts = names.map((name): Account => {
    const share = names.length === 1 ? 1 : (weights?.[name] ?? 0)
    return {
      name,
      currency: 'USD',
      legs: book.legs.filter((l) => home(l.instrument.underlying) === name),
      pending: [],
      collateral: [
        ...units.filter((c) => home(c.asset) === name),
        ...(share === 0 ? [] : cash.map(({ asset, amount }) => ({ asset, amount: amount * share }))),
      ],
    }
  })
  const several = `the requirement is the sum over product groups and single classes (${names.join(', ')}); cash is one pool, shown split in proportion to them`
  return { accounts, assumptions: names.length > 1 ? [several] : [], failures }
}
