import type { GridValues } from '../../domain/scenario.ts'
import type { Cell } from './cells.ts'
import type { Frame } from './frame.ts'
import { weightOf } from './frame.ts'
import { forwardAfter, movesByIndex } from './grid.ts'
import type { Readings } from './params/readings.ts'
import type { Row } from './rows.ts'
import type { DeribitSetting, LegView } from './views.ts'

/** What every line makes in each row, in the frame's unit (coin or USD), weighted: `pnl[row × lines + line]`. */
export interface PnlTable {
  readonly pnl: Float64Array
  readonly lines: number
}

/** USD value at the unshocked market, at today's time: what option P&L starts from (`deribit.pm.option.basePrice`). */
export interface Base {
  readonly usd: number
  /** Coin price the P&L starts from. */
  readonly coin: number
}

/**
 * The zero cell of a grid is priced by the same kernel as the others, so a P&L of no move is exactly 0; where time rolls the base is
 * today's price instead. `still` is the row in which the leg's coin does not move, -1 where there is none.
 */
export function baseOf(v: LegView, leg: number, values: GridValues, still: number, r: Readings, setting: DeribitSetting): Base {
  const { option } = v
  if (option === undefined) return { usd: v.price, coin: 1 }
  if (option.publishedMark !== undefined) {
    return { usd: option.publishedMark * v.price, coin: option.publishedMark }
  }
  const rolled = r['deribit.pm.option.timeRoll'] === 'day'
  const usd =
    rolled || still < 0
      ? setting.numerics.price(option.cp, v.price, option.strike, v.years, option.vol)
      : (values.values[still]?.[leg] ?? Number.NaN)
  return { usd, coin: usd / v.price }
}

/** USD price at which an instrument's coins are counted in cross margin (`deribit.xpm.usdConversion`). */
export const conversionPrice = (v: LegView, frame: Frame, r: Readings): number =>
  frame.kind === 'cross' && r['deribit.xpm.usdConversion'] === 'index' ? v.index : v.price

/**
 * Section 5.2 for a future or perpetual: P&L of one unit at a move s of the price; coin for an inverse contract in a coin frame, else USD.
 * Outside the settlement window s/(1+s) in coin, P·s in USD; inside it the price moves by `moving` only.
 */
function linearPnl(v: LegView, s: number, usdPrice: number, inCoin: boolean): number {
  const effective = v.decay === 1 ? s : (v.moving * s) / v.price
  if (!v.inverse) return usdPrice * effective
  const coin = ((v.decay === 1 ? 1 : v.quoted / v.price) * effective) / (1 + effective)
  if (inCoin) return coin
  return v.decay === 1 ? usdPrice * s : coin * usdPrice * (1 + s)
}

/** How an option's shocked USD value becomes P&L: as it is, or in coin at the index or at the forward of the cell. */
type OptionForm = 'usd' | 'coinAtIndex' | 'coinAtForward'

function optionForm(v: LegView, inCoin: boolean, r: Readings): OptionForm {
  if (!v.inverse || (!inCoin && r['deribit.xpm.inverseOptionUsd'] === 'plain')) return 'usd'
  if (r['deribit.pm.option.coinConversion'] !== 'index') return 'coinAtForward'
  return inCoin ? 'coinAtIndex' : 'usd'
}

/** Which cell a coin is in, row by row, with its weight; and the row in which it does not move (-1: none). */
export interface Walk {
  readonly cells: readonly (Cell | undefined)[]
  readonly weights: readonly number[]
  readonly still: number
}
export function walkOf(coin: string, rows: readonly Row[], frame: Frame): Walk {
  const cells = rows.map((row) => row.cells.get(coin))
  const weights = cells.map((cell) => (cell === undefined ? 1 : weightOf(cell, frame)))
  const still = cells.findIndex((cell) => cell !== undefined && cell.priced === 0 && cell.vol === 'same')
  return { cells, weights, still }
}

/**
 * Section 5.2: writes all rows of one leg into column `line` of the table; false where one of them is no number. A row that does not move the
 * leg's coin is 0. One plain loop with the readings looked up before it: legs × rows is where a large book spends its time.
 */
export function fillLine(
  table: PnlTable,
  line: number,
  v: LegView,
  leg: number,
  base: Base,
  values: GridValues,
  walk: Walk,
  frame: Frame,
  r: Readings,
): boolean {
  const { pnl, lines } = table
  const { quantity } = v.leg
  const { cells, weights } = walk
  const inCoin = frame.unit === 'coin'
  const usdPrice = conversionPrice(v, frame, r)
  const form = v.option === undefined ? 'linear' : optionForm(v, inCoin, r)
  const byIndex = movesByIndex(v, r)
  let finite = true
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row]
    const at = row * lines + line
    if (cell === undefined) {
      pnl[at] = 0
      continue
    }
    const s = cell.priced
    const shocked = values.values[row]?.[leg] ?? Number.NaN
    let unit: number
    if (form === 'linear') unit = linearPnl(v, s, usdPrice, inCoin)
    else if (form === 'usd') unit = shocked - base.usd
    else if (form === 'coinAtIndex') unit = (shocked - base.usd) / (v.index * (1 + s))
    else {
      const coin = shocked / forwardAfter(v, s, byIndex) - base.coin
      unit = inCoin ? coin : coin * usdPrice * (1 + s)
    }
    const counted = quantity * unit * (weights[row] ?? 1)
    pnl[at] = counted
    finite &&= Number.isFinite(counted)
  }
  return finite
}
