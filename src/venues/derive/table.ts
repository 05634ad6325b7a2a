import { type BucketShock, type Scenario, type ScenarioGrid, scaledBy, UNCHANGED } from '../../domain/scenario.ts'
import { percent } from '../shared/words.ts'
import type { Holdings, OptionHolding, Slice } from './holdings.ts'
import type { BasisParams, ScenarioParams, VolShock } from './params/types.ts'

const WORDS: Readonly<Record<VolShock, string>> = {
  up: 'vol up',
  down: 'vol down',
  none: 'vol unchanged',
  linear: 'skew linear',
  abs: 'skew absolute',
}
const AXIS = { up: 'up', down: 'down', none: 'same', linear: 'skew', abs: 'twist' } as const

const label = (row: ScenarioParams): string =>
  `${percent(row.spotShock - 1)}, ${WORDS[row.volShock]}${row.dampening === 1 ? '' : ' (dampened)'}`

/** How a row of the table moves the vols of one expiry. */
interface VolMove {
  readonly m: number
  readonly floor: number
}
export interface TableRules {
  readonly vol: (row: ScenarioParams, slice: Slice) => VolMove
  /** Factor on one option's vol, for skew rows. */
  readonly factor?: (row: ScenarioParams, slice: Slice, option: OptionHolding) => number
}

/**
 * The venue's table as the core takes it, with two rows appended that move all forwards by the basis shocks at unchanged vols.
 * Spot shocks move the moving part of each forward and the perpetual's price.
 */
export function gridOf(holdings: Holdings, table: readonly ScenarioParams[], basis: BasisParams, rules: TableRules): ScenarioGrid {
  const { slices, buckets, legs } = holdings
  const rows = table.map((row): Scenario => {
    const forward = scaledBy(row.spotShock)
    const shocks: BucketShock[] = slices.map((slice) => {
      const { m, floor } = rules.vol(row, slice)
      return { forward, vol: m === 1 ? UNCHANGED : scaledBy(m), volFloor: floor }
    })
    if (holdings.perpetual !== undefined) shocks.push({ forward, vol: UNCHANGED, volFloor: 0 })
    const skewed = row.volShock === 'linear' || row.volShock === 'abs'
    const factors = skewed ? slices.flatMap((s) => s.options.map((o) => rules.factor?.(row, s, o) ?? 1)) : undefined
    if (factors !== undefined && holdings.perpetual !== undefined) factors.push(1)
    return {
      label: label(row),
      spot: row.spotShock - 1,
      vol: AXIS[row.volShock],
      weight: row.dampening,
      shocks,
      ...(factors === undefined ? {} : { volFactors: factors }),
    }
  })
  const basisRow = (name: string, multiple: number): Scenario => ({
    label: `basis ${name}`,
    spot: multiple - 1,
    vol: 'same',
    weight: 1,
    shocks: buckets.map((_, b) => ({
      forward: b < slices.length ? scaledBy(multiple) : UNCHANGED,
      vol: UNCHANGED,
      volFloor: 0,
    })),
  })
  return { buckets, legs, scenarios: [...rows, basisRow('up', basis.scenarioSpotUp), basisRow('down', basis.scenarioSpotDown)] }
}
