import type { Requirement } from '../../domain/margin.ts'
import type { Account } from '../../domain/methodology.ts'
import type { Readings } from './params/readings.ts'
import type { CommonParams } from './params/types.ts'
import type { ParadexSetting, View } from './views.ts'

/** Hours to which the market's funding rate belongs. */
const FUNDING_HOURS = 8

/** An account that knows how much of the expected payments is left after netting with the other base assets. */
export interface ParadexAccount extends Account {
  readonly fundingLeft?: number
}

/**
 * What the perpetuals of one base asset are expected to pay over the provision's hours, USD; negative = receive. size × premium8h × USDC price
 * with premium8h = funding rate × S / USDC price, in USDC per coin (section 5; the formula reproduces the official example).
 */
export function expectedFunding(coin: string, account: Pick<Account, 'legs'>, hours: number, { market }: ParadexSetting): number {
  const u = market.underlyings[coin]
  const rate = ((u?.fundingRate8h ?? 0) * hours) / FUNDING_HOURS
  const spot = u?.index ?? 0
  return account.legs
    .filter(({ instrument: i }) => i.kind === 'perpetual' && i.underlying === coin)
    .reduce((sum, leg) => sum + leg.quantity * rate * spot, 0)
}

/** Of expected payments, the share that receipts in other base assets do not cover: max(0, Σ all) / Σ payments. */
export function shareLeft(expected: readonly number[]): number {
  const payments = expected.reduce((sum, x) => sum + Math.max(0, x), 0)
  const net = expected.reduce((sum, x) => sum + x, 0)
  return payments > 0 ? Math.max(0, net) / payments : 0
}

/** Funding provision of one base asset, USD (described in words only; the reading says how it nets). */
export function fundingProvision(expected: number, account: ParadexAccount, r: Readings): number {
  switch (r['paradex.fundingProvision']) {
    case 'off':
      return 0
    case 'signed':
      return expected + 0
    case 'net':
      return Math.max(0, expected) * (account.fundingLeft ?? 1)
    default:
      return Math.max(0, expected)
  }
}

/** Taker fee of a whole position or order, USD: of the notional; of an option's spot notional, at most a part of its premium (section 11). */
function takerFee(view: View, fees: CommonParams['fees']): number {
  const size = Math.abs(view.quantity)
  if (view.option === undefined) return fees.perpetual_taker * size * view.mark
  return Math.min(fees.option_taker * size * view.spot, fees.option_premium_cap * size * view.mark)
}

/** Section 5: taker fee of each position; initial adds entry and exit fees of open orders, at mark. */
export function feeProvision(positions: readonly View[], orders: readonly View[], fees: CommonParams['fees']): Requirement {
  const of = (views: readonly View[]): number => views.reduce((sum, view) => sum + takerFee(view, fees), 0)
  const maintenance = of(positions)
  return { initial: maintenance + 2 * of(orders), maintenance }
}
