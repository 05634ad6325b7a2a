import type { Book, Split } from '../../domain/methodology.ts'
import type { CollateralAmount } from '../../domain/portfolio.ts'
import type { Failure } from '../../domain/result.ts'
import { pricedCollateral } from '../shared/prices.ts'
import { expectedFunding, type ParadexAccount, shareLeft } from './provisions.ts'
import type { ParadexSetting } from './views.ts'

/** Name of the account of a book of balances alone. */
const BALANCES = 'balances'

/**
 * The requirement is a sum over base assets (configuration is per base asset; approximate), so each base asset is shown as an account. The
 * venue has one pool of balances: it is shown split by `weights`, which changes no requirement.
 */
export function splitAccounts(book: Book, setting: ParadexSetting, weights?: Readonly<Record<string, number>>): Split {
  const { params, market } = setting
  const assumptions: string[] = []
  const known = (coin: string): boolean => params.underlyings[coin]?.portfolio_margin !== undefined
  const unknown = book.legs.filter(({ instrument }) => !known(instrument.underlying))
  const outside = unknown.map(({ name, instrument }): Failure => {
    const message = `Paradex publishes no portfolio margin for ${instrument.underlying}: ${name} counts in the standard margin only`
    return { instrument: name, reason: 'NO_PARAMETERS', message }
  })
  const { collateral, failures: unpriced } = pricedCollateral(book.collateral, market)
  const coins = [...new Set([...book.legs, ...book.pending].map((leg) => leg.instrument.underlying))].filter(known).sort()
  const names = coins.length > 0 || collateral.length === 0 ? coins : [BALANCES]
  const expected = coins.map((coin) =>
    expectedFunding(coin, book, params.underlyings[coin]?.portfolio_margin?.funding_provision_hour ?? 0, setting),
  )
  const fundingLeft = shareLeft(expected)
  const accounts = names.map((name): ParadexAccount => {
    const part = names.length === 1 ? 1 : (weights?.[name] ?? 1 / names.length)
    const share = (c: CollateralAmount): CollateralAmount => ({ asset: c.asset, amount: c.amount * part })
    return {
      name,
      currency: 'USD',
      legs: book.legs.filter((leg) => leg.instrument.underlying === name),
      pending: book.pending.filter((leg) => leg.instrument.underlying === name),
      collateral: part === 0 ? [] : collateral.map(share),
      fundingLeft,
    }
  })
  if (names.length > 1) {
    assumptions.push(
      `the requirement is the sum over base assets (${names.join(', ')}), without offset between them; the one pool of balances is shown split in proportion to their initial requirements`,
    )
  }
  const others = collateral.filter((c) => c.asset !== 'USDC')
  if (others.length > 0) {
    const list = others.map((c) => c.asset).join(', ')
    const usdc = collateral.find((c) => c.asset === 'USDC')?.amount ?? 0
    assumptions.push(
      `${list}: counts in account value without a haircut, but not in free collateral, which is at most the USDC balance of ${usdc}; it does not offset risk`,
    )
  }
  return { accounts, assumptions, failures: [...outside, ...unpriced] }
}
