import { percent } from '../shared/words.ts'
import type { Readings } from './params/readings.ts'
import type { CommonParams, PortfolioParams } from './params/types.ts'

type VolMove = 'down' | 'same' | 'up'

/** One cell of a pair's matrix. */
export interface Cell {
  readonly source: 'standard' | 'extended'
  /** Headline move of the price, a fraction. */
  readonly move: number
  /** The move at which legs are priced: `move`, unless extended moves are clamped. */
  readonly priced: number
  readonly vol: VolMove
  /** Factor on coin P&L and on USD P&L (1 in the standard table). */
  readonly coinWeight: number
  readonly usdWeight: number
  /** Price over index at which coin amounts of this cell are counted in USD. */
  readonly edge: number
  /** The dampener counts so many times (0 in the standard table). */
  readonly dampening: number
}

const vols = (count: number, order: Readings['deribit.pm.volCellOrder']): readonly VolMove[] => {
  if (count === 1) return ['same']
  return order === 'down-same-up' ? ['down', 'same', 'up'] : ['up', 'same', 'down']
}

/** Section 5.2: moves i·r/n, i = -n..n, each with its vol cells; exact. */
function standardCells(pm: PortfolioParams, common: CommonParams, readings: Readings): Cell[] {
  const n = common.buckets_count
  const order = vols(common.vol_scenarios_count, readings['deribit.pm.volCellOrder'])
  const cells: Cell[] = []
  for (let i = -n; i <= n; i++) {
    const move = (i * pm.price_range) / n
    for (const vol of order) {
      cells.push({ source: 'standard', move, priced: move, vol, coinWeight: 1, usdWeight: 1, edge: 1 + move, dampening: 0 })
    }
  }
  return cells
}

/** Sections 5.4, 5.5: vol up only; exact for futures, a third-party formula for options. */
function extendedCells(pm: PortfolioParams, common: CommonParams, readings: Readings): Cell[] {
  const r = pm.price_range
  return common.extended_moves.map((move): Cell => {
    const edge = 1 + Math.sign(move) * r
    const dampening = Math.max(Math.abs(move) / r, 1) - 1
    const shared = { source: 'extended', move, vol: 'up', edge, dampening } as const
    if (readings['deribit.pm.extended.method'] === 'clamped') {
      const priced = Math.min(Math.max(move, -r), r)
      return { priced, coinWeight: pm.extended_table_factor, usdWeight: pm.extended_table_factor, ...shared }
    }
    const weight = (pm.extended_table_factor * r) / Math.abs(move)
    return { priced: move, coinWeight: (weight * (1 + move)) / edge, usdWeight: weight, ...shared }
  })
}

/** The standard table, then the extended one. */
export const cellsOf = (pm: PortfolioParams, common: CommonParams, readings: Readings): readonly Cell[] => [
  ...standardCells(pm, common, readings),
  ...extendedCells(pm, common, readings),
]

/** `−14 %, vol up`. */
export const labelOf = (cell: Cell): string => `${percent(cell.move)}, vol ${cell.vol}`
