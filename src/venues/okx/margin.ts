import type { Charge } from '../../domain/margin.ts'
import type { AccountMargin } from '../../domain/methodology.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { balancesUsd } from '../shared/prices.ts'
import { worstTwo } from '../shared/rows.ts'
import type { OkxAccount } from './accounts.ts'
import { borrowingCharge, unitCharges } from './charges.ts'
import { legEquity } from './equity.ts'
import { unitOf } from './unit.ts'
import { type OkxSetting, recordFor } from './views.ts'

/** Section 5.3 for one risk unit, or for borrowing by itself. USD. Never throws: what cannot be valued comes out as NaN P&L of its leg. */
export function okxMargin(account: OkxAccount, grid: ScenarioGrid, values: GridValues, setting: OkxSetting): AccountMargin {
  const { common } = setting.params
  const unit = unitOf(account, grid, values, setting)
  const record = recordFor(account.name, setting)
  const charges: readonly Charge[] = [
    ...(unit === undefined || record === undefined ? [] : unitCharges(unit, record, common)),
    ...(account.debts === undefined ? [] : [borrowingCharge(account.debts)]),
  ]
  const balances = balancesUsd(account.collateral, setting.market)
  const held = (unit?.views ?? []).filter((v) => v.kind !== 'spot').reduce((sum, v) => sum + legEquity(v), 0)
  const scenarios = unit?.stress.scenarios ?? []
  return {
    result: {
      name: account.name,
      currency: account.currency,
      equity: balances + held - (account.discount ?? 0),
      initial: charges.reduce((sum, c) => sum + c.initial, 0),
      maintenance: charges.reduce((sum, c) => sum + c.maintenance, 0),
      charges,
      ...worstTwo(scenarios),
      scenarios,
    },
    failures: [],
  }
}
