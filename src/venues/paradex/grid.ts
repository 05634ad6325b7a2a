import type { Account } from '../../domain/methodology.ts'
import type { Scenario, ScenarioGrid } from '../../domain/scenario.ts'
import { bucketed } from '../shared/option-view.ts'
import { percent } from '../shared/words.ts'
import { type Readings, readings } from './params/readings.ts'
import type { PortfolioParams, ScenarioParams } from './params/types.ts'
import { shockOf, vegaScale } from './shocks.ts'
import { type ParadexSetting, type View, viewOf } from './views.ts'

/** What is valued of an account: its positions, then its orders where the reading asks for them. */
export interface Valued {
  readonly positions: readonly View[]
  readonly orders: readonly View[]
}

export function valuedOf(account: Account, setting: ParadexSetting, r: Readings): Valued {
  const orders = r['paradex.openOrders'] === 'worst' ? account.pending : []
  return { positions: account.legs.map((leg) => viewOf(leg, setting)), orders: orders.map((leg) => viewOf(leg, setting)) }
}

/** `−66 %, vol +40 %, counted at 18 %`; the vol shock is that of 30 days. */
function labelOf(row: ScenarioParams): string {
  const counted = row.weight === 1 ? '' : `, counted at ${percent(row.weight).replace('+', '')}`
  return `${percent(row.spot_shock)}, vol ${percent(row.vol_shock)}${counted}`
}

/** Table 6.1 as the core takes it, in the sheet's order. Empty for an account without portfolio margin (balances alone). */
export function paradexScenarios(account: Account, setting: ParadexSetting): ScenarioGrid {
  const pm = setting.params.underlyings[account.name]?.portfolio_margin
  if (pm === undefined) return { buckets: [], legs: [], scenarios: [] }
  const r = readings(setting.params.common.assumptions)
  const { positions, orders } = valuedOf(account, setting, r)
  return gridOf([...positions, ...orders], pm, r, setting)
}

function gridOf(views: readonly View[], pm: PortfolioParams, r: Readings, { numerics }: ParadexSetting): ScenarioGrid {
  const { legs, buckets, first } = bucketed(views)
  const scales = first.map((v) => (v.option === undefined ? 1 : vegaScale(v.option, pm, r, numerics)))
  const scenarios = pm.scenarios.map(
    (row): Scenario => ({
      label: labelOf(row),
      spot: row.spot_shock,
      vol: row.vol_shock,
      weight: row.weight,
      shocks: first.map((v, b) => shockOf(row, v, scales[b] ?? 1, pm, r)),
    }),
  )
  return { buckets, legs, scenarios }
}
