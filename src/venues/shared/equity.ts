import { linearMark } from '../../domain/mark.ts'
import type { Market } from '../../domain/market.ts'
import type { Account, Leg } from '../../domain/methodology.ts'
import type { Numerics } from '../../domain/numerics.ts'
import type { CollateralAmount } from '../../domain/portfolio.ts'
import type { Failure } from '../../domain/result.ts'
import { optionNow, type Prices } from './own-price.ts'

/** USD of one unit of a balance: stablecoin, coin or asset; undefined where the market has no price of it. */
export const balancePrice = (asset: string, market: Market): number | undefined =>
  asset === 'USD' ? 1 : (market.stablecoins[asset] ?? market.underlyings[asset]?.index ?? market.assets[asset]?.price)

/** Balances that have a price; each other one is a named failure and counts 0. */
export function pricedCollateral(
  collateral: readonly CollateralAmount[],
  market: Market,
): { readonly collateral: readonly CollateralAmount[]; readonly failures: readonly Failure[] } {
  const priced = collateral.filter(({ asset }) => balancePrice(asset, market) !== undefined)
  const failures = collateral
    .filter((c) => !priced.includes(c))
    .map(({ asset }): Failure => {
      const message = `the market has no price of ${asset}: counted as 0; give one under assets.${asset}`
      return { instrument: asset, reason: 'NO_PRICE', message }
    })
  return { collateral: priced, failures }
}

export const balancesUsd = (collateral: readonly CollateralAmount[], market: Market): number =>
  collateral.reduce((sum, c) => sum + c.amount * (balancePrice(c.asset, market) ?? 0), 0)

/** P&L of perpetuals and futures since their entry; those without one were entered at mark. USD. */
export const futuresPnl = (legs: readonly Leg[], market: Market): number =>
  legs.reduce(
    (sum, leg) =>
      leg.instrument.kind === 'option' || leg.entry === undefined
        ? sum
        : sum + leg.quantity * (linearMark(market, leg.instrument) - leg.entry),
    0,
  )

/** Balances + options at their present value + P&L of perpetuals and futures. USD. */
export function bookEquity(
  account: Pick<Account, 'legs' | 'collateral'>,
  market: Market,
  numerics: Numerics,
  pricesOf: (underlying: string) => Prices,
): number {
  const options = account.legs.reduce((sum, { instrument: i, quantity }) => {
    if (i.kind !== 'option') return sum
    return sum + quantity * optionNow(i, market, numerics, pricesOf(i.underlying)).value
  }, 0)
  return balancesUsd(account.collateral, market) + options + futuresPnl(account.legs, market)
}
