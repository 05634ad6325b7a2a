import type { GridParams } from './types.ts'

const STEPS = 5

/**
 * The ten moves of section 2, from the lowest price to the highest: five equal steps down, five up. Zero is not a point. Official ranges:
 * ±15 % for a stock, −8 / +6 % for a broad index of high capitalisation, ±10 % for others.
 */
export function movesOf(range: GridParams['range']): readonly number[] {
  const kept = known.get(range)
  if (kept !== undefined) return kept
  const { down, up } = range
  const lower = Array.from({ length: STEPS }, (_, i) => (-down * (STEPS - i)) / STEPS)
  const upper = Array.from({ length: STEPS }, (_, i) => (up * (i + 1)) / STEPS)
  const moves = [...lower, ...upper]
  known.set(range, moves)
  return moves
}

/** Every line of a book asks for its range's moves, point by point. */
const known = new WeakMap<GridParams['range'], readonly number[]>()
