import type { Account, AccountMargin } from '../../domain/methodology.ts'
import { adjustedEquity } from './equity.ts'
import { figuresOf } from './figures.ts'
import type { Kind } from './params/readings.ts'
import type { BinanceSetting } from './views.ts'

/**
 * Section 5 in requirement terms: equity = adjusted equity, maintenance = MM, so that uniMMR = equity / maintenance. USD. No scenario, no
 * offset. Never throws: what cannot be valued makes its numbers NaN.
 */
export function binanceMargin(kind: Kind, account: Account, setting: BinanceSetting): AccountMargin {
  const { lines, charges } = figuresOf[kind](account, setting)
  return {
    result: {
      name: account.name,
      currency: account.currency,
      equity: adjustedEquity(lines),
      initial: charges.reduce((sum, c) => sum + c.initial, 0),
      maintenance: charges.reduce((sum, c) => sum + c.maintenance, 0),
      charges,
      scenarios: [],
    },
    failures: [],
  }
}
