import type { Account, Leg } from '../../domain/methodology.ts'
import type { Affine, Bucket, BucketShock, GridLeg, Scenario, ScenarioGrid } from '../../domain/scenario.ts'
import { once } from '../shared/once.ts'
import { percent } from '../shared/words.ts'
import { type Readings, readings } from './params/readings.ts'
import type { CommonParams, UnderlyingParams, VolNode } from './params/types.ts'
import { type LegView, type OkxSetting, recordFor, viewOf } from './views.ts'

/** How MR1 changes vol; a row without a vol change has none. */
export type VolReading = 'points' | 'percent'

/** One row: a price move with its vol change. */
export interface Row {
  readonly table: 'MR1' | 'MR6'
  readonly reading: VolReading
  readonly move: number
  readonly vol: 'up' | 'same' | 'down'
}

const VOLS = ['up', 'same', 'down'] as const

/**
 * MR1 of each reading, then MR6. Moves stand as in table 6.1: 0, +4 %, −4 %, …; vol up comes first because the venue reports a tie between
 * vol rows as "up" (reproduced). Without options every reading is the same and one is enough.
 */
export function rowsOf(record: UnderlyingParams, withOptions: boolean, r: Readings): readonly Row[] {
  const { moves, moves_jan2025 } = record.MR1
  const sizes = r['okx.midGroup'] === 'january-2025' ? moves_jan2025 : moves
  const all = [0, ...sizes.flatMap((m) => [m, -m])]
  const mode = r['okx.mr1.volMode']
  const both: readonly VolReading[] = withOptions ? ['points', 'percent'] : ['points']
  const used: readonly VolReading[] = mode === 'worst' ? both : [mode]
  const mr1 = used.flatMap((reading) => all.flatMap((move) => VOLS.map((vol): Row => ({ table: 'MR1', reading, move, vol }))))
  const { move } = record.MR6
  const mr6 = [move, -move].map((m): Row => ({ table: 'MR6', reading: 'points', move: m, vol: 'same' }))
  return [...mr1, ...mr6]
}

/** `+4 %, vol up`. */
export const labelOf = (row: Row): string => `${row.table === 'MR6' ? 'extreme ' : ''}${percent(row.move)}, vol ${row.vol}`

/** Table 6.2 at so many days: linear between nodes, flat beyond them (third-party). */
export function volChange(nodes: readonly VolNode[], days: number, reading: VolReading): number {
  let before: VolNode | undefined
  for (const node of nodes) {
    if (days <= node.days) {
      if (before === undefined) return node[reading]
      const part = (days - before.days) / (node.days - before.days)
      return before[reading] + (node[reading] - before[reading]) * part
    }
    before = node
  }
  return before?.[reading] ?? 0
}

/** The least vol of a shocked option: the limit of no vol, where a price is its intrinsic value. */
const NO_VOL = 1e-9

function volShock(row: Row, days: number, common: CommonParams): { vol: Affine; volFloor: number } {
  if (row.vol === 'same') return { vol: { m: 1, a: 0 }, volFloor: 0 }
  const change = volChange(common.MR1.vol, days, row.reading) * (row.vol === 'up' ? 1 : -1)
  return { vol: row.reading === 'points' ? { m: 1, a: change } : { m: Math.max(1 + change, 0), a: 0 }, volFloor: NO_VOL }
}

/** Move of the part of a forward that still moves: in proportion to the index, or by the same USD amount. */
export const forwardMove = (v: LegView, move: number, r: Readings): Affine =>
  r['okx.mr1.forwardMove'] === 'proportion' ? { m: 1 + move, a: 0 } : { m: 1, a: v.index * move * v.moving }

/** The forward after a move, fixed part included. */
export function shockedForward(v: LegView, move: number, r: Readings): number {
  const { m, a } = forwardMove(v, move, r)
  return m * (v.price * v.moving) + a + v.price * (1 - v.moving)
}

/** What the core is asked: the options of a unit under every row. All else moves in proportion and needs no revaluation. */
export function okxScenarios(account: Account, setting: OkxSetting): ScenarioGrid {
  return account.legs.length === 0 ? { buckets: [], legs: [], scenarios: [] } : gridOf(account.legs, setting)
}

/** The legs are of one coin. */
const gridOf = once((held: readonly Leg[], setting: OkxSetting): ScenarioGrid => {
  const { common } = setting.params
  const r = readings(common.assumptions)
  const record = recordFor(held[0]?.instrument.underlying ?? '', setting)
  if (record === undefined) return { buckets: [], legs: [], scenarios: [] }
  const first: LegView[] = []
  const at = new Map<number, number>()
  const legs: GridLeg[] = []
  for (const leg of held) {
    const v = viewOf(leg, setting)
    const { option } = v
    if (option === undefined) continue
    const bucket = at.get(v.years) ?? first.push(v) - 1
    at.set(v.years, bucket)
    legs.push({ kind: option.cp === 1 ? 'call' : 'put', bucket, strike: option.strike, vol: option.vol, quantity: v.quantity })
  }
  const buckets = first.map((v): Bucket => {
    const moving = v.price * v.moving
    return { underlying: v.coin, forward: moving, fixed: v.price - moving, years: v.years, discount: 1 }
  })
  const scenarios = rowsOf(record, legs.length > 0, r).map(
    (row): Scenario => ({
      label: labelOf(row),
      spot: row.move,
      vol: row.vol,
      weight: row.table === 'MR6' ? common.MR6.share : 1,
      shocks: first.map((v): BucketShock => ({ forward: forwardMove(v, row.move, r), ...volShock(row, v.option?.days ?? 0, common) })),
    }),
  )
  return { buckets, legs, scenarios }
})
