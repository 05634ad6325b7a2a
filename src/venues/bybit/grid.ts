import type { Account } from '../../domain/methodology.ts'
import type { Bucket, GridLeg, Scenario, ScenarioGrid } from '../../domain/scenario.ts'
import { percent } from '../shared/words.ts'
import { readings } from './params/readings.ts'
import { COLUMNS, ivFactor, priceMoves, shockOf } from './shocks.ts'
import { type BybitSetting, coinParams, type View, viewOf } from './views.ts'

/** Options of one expiry share a bucket; each perpetual and future has its own. */
const bucketKey = (v: View): string => (v.option === undefined ? v.name : `${v.coin} ${v.option.years}`)

/** Section 5, steps 1 to 3: prices from lowest to highest, at each the IV columns up, unchanged, down. Empty for an account of balances alone. */
export function bybitScenarios(account: Account, setting: BybitSetting): ScenarioGrid {
  const p = coinParams(account.name, setting)?.maximum_loss
  if (p === undefined || account.legs.length === 0) return { buckets: [], legs: [], scenarios: [] }
  const r = readings(setting.params.common.assumptions)
  const at = new Map<string, number>()
  const first: View[] = []
  const legs = account.legs.map((leg): GridLeg => {
    const v = viewOf(leg, setting)
    const key = bucketKey(v)
    const bucket = at.get(key) ?? first.push(v) - 1
    at.set(key, bucket)
    const { option, quantity } = v
    if (option === undefined) return { kind: 'forward', bucket, strike: 0, vol: 0, quantity }
    return { kind: option.cp === 1 ? 'call' : 'put', bucket, strike: option.strike, vol: option.vol, quantity }
  })
  const buckets = first.map((v): Bucket => {
    const { option } = v
    if (option === undefined) return { underlying: v.coin, forward: v.mark, fixed: 0, years: 0, discount: 1 }
    return { underlying: v.coin, forward: option.moving, fixed: option.forward - option.moving, years: option.years, discount: 1 }
  })
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
