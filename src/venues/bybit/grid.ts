import type { Account } from '../../domain/methodology.ts'
import type { Scenario, ScenarioGrid } from '../../domain/scenario.ts'
import { bucketed } from '../shared/option-view.ts'
import { percent } from '../shared/words.ts'
import { readings } from './params/readings.ts'
import { COLUMNS, ivFactor, priceMoves, shockOf } from './shocks.ts'
import { type BybitSetting, coinParams, viewOf } from './views.ts'

/** Section 5, steps 1 to 3: prices from lowest to highest, at each the IV columns up, unchanged, down. Empty for an account of balances alone. */
export function bybitScenarios(account: Account, setting: BybitSetting): ScenarioGrid {
  const p = coinParams(account.name, setting)?.maximum_loss
  if (p === undefined || account.legs.length === 0) return { buckets: [], legs: [], scenarios: [] }
  const r = readings(setting.params.common.assumptions)
  const { legs, buckets, first } = bucketed(account.legs.map((leg) => viewOf(leg, setting)))
  const factors = first.map((v) => (v.option === undefined ? 1 : ivFactor(v.option.days, p, r, setting.numerics)))
  const scenarios = priceMoves(p).flatMap((move) =>
    COLUMNS.map(
      (column): Scenario => ({
        label: `${percent(move)}, vol ${column}`,
        spot: move,
        vol: column,
        weight: 1,
        shocks: first.map((v, b) => shockOf(move, column, v, factors[b] ?? 1, p, r)),
      }),
    ),
  )
  return { buckets, legs, scenarios }
}
