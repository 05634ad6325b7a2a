import type { Account, Book, Leg, Split } from '../../domain/methodology.ts'
import type { Failure } from '../../domain/result.ts'
import { assetUsd, pricedCollateral } from '../shared/prices.ts'
import { amount, money } from '../shared/words.ts'
import { bandOf } from './bands.ts'
import { type AssetLine, adjustedEquity } from './equity.ts'
import { figuresOf } from './figures.ts'
import { type Kind, type Readings, readings } from './params/readings.ts'
import type { BinanceSetting } from './views.ts'

export const ACCOUNT = 'all'

/** Why an option line is not in the account; undefined where it is. */
export function optionFailure(leg: Leg, setting: BinanceSetting, r: Readings, standard = false): Failure | undefined {
  const { name, instrument, quantity } = leg
  if (instrument.kind !== 'option') return undefined
  if (!standard && r['binance.options.inUniMmr'] === 'outside') {
    const message = `options stand outside portfolio margin (binance.options.inUniMmr): ${name} counts in the standard margin only`
    return { instrument: name, reason: 'UNSUPPORTED', message }
  }
  if (setting.params.underlyings[instrument.underlying]?.options === undefined) {
    const message = `no option ratios for ${instrument.underlying}: ${name} is left out; add underlyings.${instrument.underlying}.options`
    return { instrument: name, reason: 'NO_PARAMETERS', message }
  }
  if (quantity >= 0 || r['binance.options.shortFormula'] === 'formula') return undefined
  const message = `the formula for short options is switched off (binance.options.shortFormula): ${name} is left out`
  return { instrument: name, reason: 'UNSUPPORTED', message }
}

/** Assets whose collateral rate nobody knows. */
function rateless(lines: readonly AssetLine[], setting: BinanceSetting): Failure[] {
  const rates = setting.params.common.collateral
  return lines
    .filter(({ asset, x }) => x > 0 && rates[asset] === undefined && assetUsd(asset, setting.market) !== undefined)
    .map(({ asset }): Failure => {
      const message = `no collateral rate of ${asset}: it counts nothing; add common.collateral.${asset}.collateralRate`
      return { instrument: asset, reason: 'NO_PARAMETERS', message }
    })
}

/** One account. What is said of it: uniMMR and its band, balances below 0. */
export function splitAccounts(kind: Kind, book: Book, setting: BinanceSetting): Split {
  const r = readings(kind, setting.params.common.assumptions)
  const outside = book.legs.map((leg) => optionFailure(leg, setting, r))
  const failures = outside.filter((failure) => failure !== undefined)
  const legs = book.legs.filter((_, i) => outside[i] === undefined)
  const pending = book.pending.filter((leg) => optionFailure(leg, setting, r) === undefined)
  const { collateral, failures: unpriced } = pricedCollateral(book.collateral, setting.market)
  const account: Account = { name: ACCOUNT, currency: 'USD', legs, pending, collateral }
  const { lines, charges } = figuresOf[kind](account, setting)
  const equity = adjustedEquity(lines)
  const need = charges.reduce((sum, c) => sum + c.maintenance, 0)
  const assumptions = lines
    .filter((l) => l.x < 0)
    .map((l) => `${l.asset}: balance with P&L is ${amount(l.x)}, below 0; it is not haircut and accrues interest`)
  if (need > 0) {
    const uniMmr = equity / need
    const ratio = `uniMMR ${money(uniMmr * 100)} % = adjusted equity ${money(equity)} / maintenance margin ${money(need)}`
    assumptions.unshift(`${ratio}: ${bandOf(uniMmr, r['binance.bands'])}`)
  }
  return { accounts: [account], assumptions, failures: [...failures, ...unpriced, ...rateless(lines, setting)] }
}
