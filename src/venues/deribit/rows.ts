import type { Account } from '../../domain/methodology.ts'
import { percent } from '../shared/words.ts'
import { type Cell, cellsOf, labelOf } from './cells.ts'
import { type Readings, readings } from './params/readings.ts'
import { type PortfolioParams, portfolioParams } from './params/types.ts'
import type { DeribitSetting } from './views.ts'

/** One row of an account's table: which cell each coin is in. A coin without a cell does not move in this row. */
export interface Row {
  readonly label: string
  readonly cells: ReadonlyMap<string, Cell>
  /** Cell that gives the row its headline. */
  readonly head: Cell
  /** Rows of one block have one worst case; worst cases of blocks are added. */
  readonly block: string
}

export interface Pair {
  readonly coin: string
  readonly pm: PortfolioParams
}

/** Coins of the account that have portfolio parameters, in order of name. */
export function pairsOf(account: Account, setting: DeribitSetting, stressed: readonly string[]): readonly Pair[] {
  const coins = new Set([...account.legs.map((l) => l.instrument.underlying), ...stressed])
  const pairs: Pair[] = []
  for (const coin of [...coins].sort()) {
    const pm = portfolioParams(setting.params.underlyings[coin])
    if (pm !== undefined) pairs.push({ coin, pm })
  }
  return pairs
}

/** One coin: its matrix. Several coins (USDC matrix): one matrix after the other, or all in one cell, as the reading says. */
export function rowsOf(
  pairs: readonly Pair[],
  setting: DeribitSetting,
  r: Readings = readings(setting.params.common.assumptions),
): readonly Row[] {
  const matrices = pairs.map(({ coin, pm }) => ({ coin, cells: cellsOf(pm, setting.params.common, r) }))
  const [first] = matrices
  if (first === undefined) return []
  if (matrices.length === 1) {
    return first.cells.map((cell) => ({ label: labelOf(cell), cells: new Map([[first.coin, cell]]), head: cell, block: first.coin }))
  }
  if (r['deribit.pm.usdcMatrix'] === 'sum') {
    return matrices.flatMap(({ coin, cells }) =>
      cells.map((cell) => ({ label: `${coin} ${labelOf(cell)}`, cells: new Map([[coin, cell]]), head: cell, block: coin })),
    )
  }
  return first.cells.map((head, i) => {
    const cells = new Map(matrices.flatMap(({ coin, cells }) => (cells[i] === undefined ? [] : [[coin, cells[i]] as const])))
    const moves = [...cells].map(([coin, cell]) => `${coin} ${percent(cell.move)}`).join(', ')
    return { label: `${moves}, vol ${head.vol}`, cells, head, block: 'joint' }
  })
}
