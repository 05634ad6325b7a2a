import type { WprMethod } from './params/types.ts'
import { pairOf } from './table.ts'

/** Scan of one combined commodity (or tier): losses of its sixteen rows, summed over positions. USD, loss positive. */
export interface Scan {
  readonly losses: readonly number[]
  /** max(0, largest loss). */
  readonly scan: number
  /** 0-based; the first row that reaches the largest loss. */
  readonly active: number
}

/** Largest loss, not largest absolute value or gain; the first row of a tie. */
export function scanOf(losses: readonly number[]): Scan {
  const largest = Math.max(...losses)
  return { losses, scan: losses.length === 0 ? 0 : Math.max(0, largest), active: losses.indexOf(largest) }
}

/** Σ quantity × array, row by row. */
export const sumRows = (arrays: readonly { readonly quantity: number; readonly array: readonly number[] }[]): number[] =>
  (arrays[0]?.array ?? []).map((_, i) => {
    let sum = 0
    for (const { quantity, array } of arrays) sum += quantity * (array[i] ?? Number.NaN)
    return sum
  })

export interface RiskParts {
  readonly time: number
  readonly volatility: number
  readonly price: number
}

/** Time, volatility and price risk of the active row (section 6.3). */
export function riskParts({ losses, scan, active }: Scan): RiskParts {
  const at = (row: number): number => losses[row] ?? 0
  const time = (at(0) + at(1)) / 2
  const gains = at(active) < 0
  const volatility = gains ? (at(0) - at(1)) / 2 : (at(active) - at(pairOf(active))) / 2
  return { time, volatility, price: Math.max(0, (gains ? 0 : scan) - time - volatility) }
}

/** Weighted price risk per delta; 0 without a net delta. `range` is one outright future's: the price scan range. */
export function weightedPriceRisk(scan: Scan, netDelta: number, range: number, method: WprMethod): number {
  if (method === 'scan-range') return range
  const normal = netDelta === 0 ? 0 : riskParts(scan).price / Math.abs(netDelta)
  return method === 'scan-range-cap' ? Math.min(normal, range) : normal
}
