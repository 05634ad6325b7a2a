import type { ScenarioParams } from './types.ts'

/** The four up moves (innermost first) and the four down moves of a grid, as multiples of spot. */
export interface Grid {
  readonly up: readonly [number, number, number, number]
  readonly down: readonly [number, number, number, number]
}

// Spot grids of the sheet, typed as multiples: 1 - 0.035 in doubles is not always the double nearest to 0.965.
export const GRID_3_5: Grid = { up: [1.035, 1.07, 1.105, 1.14], down: [0.965, 0.93, 0.895, 0.86] }
export const GRID_4: Grid = { up: [1.04, 1.08, 1.12, 1.16], down: [0.96, 0.92, 0.88, 0.84] }
export const GRID_4_5: Grid = { up: [1.045, 1.09, 1.135, 1.18], down: [0.955, 0.91, 0.865, 0.82] }
export const GRID_6_75: Grid = { up: [1.0675, 1.135, 1.2025, 1.27], down: [0.9325, 0.865, 0.7975, 0.73] }
export const GRID_8_25: Grid = { up: [1.0825, 1.165, 1.2475, 1.33], down: [0.9175, 0.835, 0.7525, 0.67] }

type Plain = Omit<ScenarioParams, 'dampening'>

/**
 * The common pattern: outermost up move [vol up only]; the three inner up moves, no move, the three inner down moves [up, none, down each];
 * outermost down move [vol up only].
 */
export function plainTable({ up, down }: Grid): readonly Plain[] {
  const inner = [up[2], up[1], up[0], 1, down[0], down[1], down[2]]
  const each = (spotShock: number): Plain[] => (['up', 'none', 'down'] as const).map((volShock) => ({ spotShock, volShock }))
  return [{ spotShock: up[3], volShock: 'up' }, ...inner.flatMap(each), { spotShock: down[3], volShock: 'up' }]
}

/** PM2's table: the plain one, then the tails [spot multiple, dampening] with vol up, then the two skew rows. */
export function skewedTable(grid: Grid, tails: readonly (readonly [number, number])[]): readonly ScenarioParams[] {
  return [
    ...plainTable(grid).map((row) => ({ ...row, dampening: 1 })),
    ...tails.map(([spotShock, dampening]) => ({ spotShock, volShock: 'up' as const, dampening })),
    { spotShock: 1, volShock: 'linear', dampening: 1 },
    { spotShock: 1, volShock: 'abs', dampening: 1 },
  ]
}
