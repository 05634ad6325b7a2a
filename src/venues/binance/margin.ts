import type { Account, AccountMargin } from '../../domain/methodology.ts'
import { chargesOf } from './charges.ts'
import { adjustedEquity, assetLines } from './equity.ts'
import { type Kind, readings } from './params/readings.ts'
import { type BinanceSetting, viewOf } from './views.ts'

/**
 * Section 5 in requirement terms: equity = adjusted equity, maintenance = MM, so that uniMMR = equity / maintenance. USD. No scenario, no
 * offset. Never throws: what cannot be valued makes its numbers NaN.
 */
export function binanceMargin(kind: Kind, account: Account, setting: BinanceSetting): AccountMargin {
  const r = readings(kind, setting.params.common.assumptions)
  const views = account.legs.map((leg) => viewOf(leg, setting))
  const charges = chargesOf(account, views, kind, setting, r)
  return {
    result: {
      name: account.name,
      currency: account.currency,
      equity: adjustedEquity(assetLines(account, views, kind, setting, r)),
      initial: charges.reduce((sum, c) => sum + c.initial, 0),
      maintenance: charges.reduce((sum, c) => sum + c.maintenance, 0),
      charges,
      scenarios: [],
    },
    failures: [],
  }
}
