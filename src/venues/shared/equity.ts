import { linearMark, ownMark } from '../../domain/mark.ts'
import type { Market } from '../../domain/market.ts'
import type { Account, Leg } from '../../domain/methodology.ts'
import type { Numerics } from '../../domain/numerics.ts'
import { optionNow, type Prices } from './own-price.ts'
import { balancesUsd } from './prices.ts'

/** P&L of perpetuals and futures since their entry; those without one were entered at mark. USD. */
export const futuresPnl = (legs: readonly Leg[], market: Market): number =>
  legs.reduce(
    (sum, leg) =>
      leg.instrument.kind === 'option' || leg.entry === undefined
        ? sum
        : sum + leg.quantity * (linearMark(market, leg.instrument) - leg.entry),
    0,
  )

/** Balances + options at the market's own mark, else at their present value + P&L of perpetuals and futures. USD. */
export function bookEquity(
  account: Pick<Account, 'legs' | 'collateral'>,
  market: Market,
  numerics: Numerics,
  pricesOf: (underlying: string) => Prices,
): number {
  const options = account.legs.reduce((sum, { instrument: i, name, quantity }) => {
    if (i.kind !== 'option') return sum
    return sum + quantity * (ownMark(market, i, name) ?? optionNow(i, market, numerics, pricesOf(i.underlying)).value)
  }, 0)
  return balancesUsd(account.collateral, market) + options + futuresPnl(account.legs, market)
}
