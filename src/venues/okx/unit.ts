import type { Account, Leg } from '../../domain/methodology.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { once } from '../shared/once.ts'
import { type BasisBucket, basisRisk } from './basis.ts'
import { deltaOf, spotInUse } from './delta.ts'
import { type HedgeRisk, hedgeRisk } from './hedge.ts'
import { type Readings, readings } from './params/readings.ts'
import type { UnderlyingParams } from './params/types.ts'
import { reductionCost } from './reduction.ts'
import { type Stress, stressOf } from './stress.ts'
import { type LegView, type OkxSetting, optionValue, recordFor, spotView, viewOf } from './views.ts'

/** What of a unit no scenario moves. */
type UnitParts = Omit<UnitRisk, 'stress' | 'mmr'>

/** One coin's risk unit, as the position builder's `riskUnitData` shows it. USD; MR1 to MR9 are not negative. */
export interface UnitRisk {
  readonly views: readonly LegView[]
  readonly spotInUse: number
  readonly stress: Stress
  readonly mr2: number
  readonly mr3: number
  readonly mr4: number
  readonly mr5: number
  readonly mr7: number
  readonly rawMr7: number
  readonly basis: readonly BasisBucket[]
  readonly hedge: HedgeRisk
  /** max(max(MR1, MR2, MR6) + MR3 + MR4 + MR5 + MR9, MR7). */
  readonly mmr: number
}

/** Loss of option value over so many hours at unchanged price and vol, at least 0 (section 5.3, step 4; third-party). */
function timeValue(views: readonly LegView[], r: Readings): number {
  if (r['okx.mr2'] === 'off') return 0
  let loss = 0
  for (const v of views) if (v.option !== undefined) loss += optionValue(v, v.option.value - v.option.later)
  return Math.max(0, loss)
}

/** Spot that joins the unit, coins, under the reading in force. */
function inUse(account: Account, legs: readonly LegView[], record: UnderlyingParams, r: Readings): number {
  const { spotInUseAmt, maxSpotInUseAmt } = record.entered
  if (r['okx.spotInUse'] === 'none') return 0
  if (r['okx.spotInUse'] === 'user') return spotInUseAmt
  const balance = account.collateral.reduce((sum, c) => (c.asset === account.name ? sum + c.amount : sum), 0)
  const delta = legs.reduce((sum, v) => sum + deltaOf(v, r), 0)
  return spotInUse(balance, delta, maxSpotInUseAmt)
}

/**
 * The algorithm of section 5.3, steps 1 to 7, for one unit. Undefined where the record has no parameters for the coin. A unit is worked out
 * once in a run: its legs, their values and its own coin's balance stay the same however shared balances are spread.
 */
export function unitOf(account: Account, grid: ScenarioGrid, values: GridValues, setting: OkxSetting): UnitRisk | undefined {
  const record = recordFor(account.name, setting)
  if (record === undefined || account.legs.length === 0) return undefined
  const kept = slotOf(account.legs, setting)
  kept.unit ??= workOut(account, record, grid, values, setting)
  return kept.unit
}

const slotOf = once((_legs: readonly Leg[]): { unit?: UnitRisk } => ({}))

function workOut(account: Account, record: UnderlyingParams, grid: ScenarioGrid, values: GridValues, setting: OkxSetting): UnitRisk {
  const parts = unstressed(account, record, setting)
  const { mr2, mr3, mr4, mr5, mr7, hedge } = parts
  const stress = stressOf(parts.views, record, grid, values, readings(setting.params.common.assumptions))
  const mmr = Math.max(Math.max(stress.mr1, mr2, stress.mr6) + mr3 + mr4 + mr5 + hedge.mr9, mr7)
  return { ...parts, stress, mmr }
}

function unstressed(account: Account, record: UnderlyingParams, setting: OkxSetting): UnitParts {
  const { common } = setting.params
  const r = readings(common.assumptions)
  const legs = account.legs.map((leg) => viewOf(leg, setting))
  const spot = inUse(account, legs, record, r)
  const views = spot === 0 ? legs : [...legs, spotView(account.name, spot, setting)]
  const mr2 = timeValue(views, r)
  const mr3 = r['okx.mr3'] === 'user' ? record.entered.MR3 : 0
  const mr5 = r['okx.mr5'] === 'user' ? record.entered.MR5 : 0
  const { mr4, buckets } = basisRisk(views, record.MR4, r)
  const hedge = hedgeRisk(views, setting, r)
  const { raw, mr7 } = reductionCost(views, record.MR7, common, r)
  return { views, spotInUse: spot, mr2, mr3, mr4, mr5, mr7, rawMr7: raw, basis: buckets, hedge }
}

/** What of a unit needs no revaluation: all but MR1, MR6 and the requirement. Undefined where the record has no parameters for the coin. */
export function partsOf(account: Account, setting: OkxSetting): UnitParts | undefined {
  const record = recordFor(account.name, setting)
  return record === undefined ? undefined : unstressed(account, record, setting)
}
