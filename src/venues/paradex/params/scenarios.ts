import type { ScenarioParams } from './types.ts'

type Row = readonly [spot: number, vol: number, weight: number]

const rows = (table: readonly Row[]): readonly ScenarioParams[] =>
  table.map(([spot_shock, vol_shock, weight]) => ({ spot_shock, vol_shock, weight }))

/** Table 6.1, rows 1 to 16, BTC and ETH. */
const GRID_BTC_ETH: readonly Row[] = [
  [0.16, 0.4, 1],
  [0.12, 0.4, 1],
  [0.12, -0.22, 1],
  [0.08, 0.4, 1],
  [0.08, -0.22, 1],
  [0.04, 0.4, 1],
  [0.04, -0.22, 1],
  [0, 0.4, 1],
  [0, -0.22, 1],
  [-0.04, 0.4, 1],
  [-0.04, -0.22, 1],
  [-0.08, 0.4, 1],
  [-0.08, -0.22, 1],
  [-0.12, 0.4, 1],
  [-0.12, -0.22, 1],
  [-0.16, 0.4, 1],
]

/** Table 6.1, rows 1 to 16, HYPE and CL. */
const GRID_HYPE_CL: readonly Row[] = [
  [0.28, 0.64, 1],
  [0.21, 0.64, 1],
  [0.21, -0.352, 1],
  [0.14, 0.64, 1],
  [0.14, -0.352, 1],
  [0.07, 0.64, 1],
  [0.07, -0.352, 1],
  [0, 0.64, 1],
  [0, -0.352, 1],
  [-0.07, 0.64, 1],
  [-0.07, -0.352, 1],
  [-0.14, 0.64, 1],
  [-0.14, -0.352, 1],
  [-0.21, 0.64, 1],
  [-0.21, -0.352, 1],
  [-0.28, 0.64, 1],
]

/** Moves of rows 17 to 24, the same for every asset; they differ in vol shock and weight. */
const TAIL_MOVES = [-0.66, -0.33, 0.5, 1, 2, 3, 4, 5] as const
type TailWeights = readonly [number, number, number, number, number, number, number, number]

const tails = (vol: number, weights: TailWeights): readonly Row[] => TAIL_MOVES.map((spot, i): Row => [spot, vol, weights[i] ?? 0])

/** Section 6.3: the weights up to 6 April 2026. */
export const SCENARIOS_BTC_OLD = rows([...GRID_BTC_ETH, ...tails(0.4, [0.24, 0.48, 0.32, 0.16, 0.08, 0.0533, 0.04, 0.032])])
export const SCENARIOS_BTC_ETH = rows([...GRID_BTC_ETH, ...tails(0.4, [0.18, 0.36, 0.24, 0.12, 0.06, 0.04, 0.03, 0.024])])
export const SCENARIOS_HYPE_CL = rows([...GRID_HYPE_CL, ...tails(0.64, [0.3, 0.5, 0.4, 0.2, 0.1, 0.07, 0.05, 0.04])])
