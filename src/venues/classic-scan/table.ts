import type { ScanCommon } from './params/types.ts'

/** One row: the move in price scan ranges, the vol shift, the part of the loss that counts. */
export interface Row {
  readonly move: number
  readonly vol: 'up' | 'down' | 'same'
  readonly weight: number
}

const MOVES = [0, 1 / 3, -1 / 3, 2 / 3, -2 / 3, 1, -1]

/** The sixteen rows in file order (official): seven moves, each with vol up and down, then the two extremes without a vol shift. */
export function rowsOf(extreme: ScanCommon['extreme']): readonly Row[] {
  const kept = known.get(extreme)
  if (kept !== undefined) return kept
  const { multiple, cover } = extreme
  const pairs = MOVES.flatMap((move): Row[] => [
    { move, vol: 'up', weight: 1 },
    { move, vol: 'down', weight: 1 },
  ])
  const rows: readonly Row[] = [...pairs, { move: multiple, vol: 'same', weight: cover }, { move: -multiple, vol: 'same', weight: cover }]
  known.set(extreme, rows)
  return rows
}

/** Every contract of a book asks for its exchange's rows. */
const known = new WeakMap<ScanCommon['extreme'], readonly Row[]>()

/** Rows 2k−1 and 2k are a pair; an extreme pairs with itself. 0-based. */
export const pairOf = (row: number): number => (row >= 14 ? row : row % 2 === 0 ? row + 1 : row - 1)
