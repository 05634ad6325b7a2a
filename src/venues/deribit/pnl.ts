import type { GridValues } from '../../domain/scenario.ts'
import type { Cell } from './cells.ts'
import type { Frame } from './frame.ts'
import { weightOf } from './frame.ts'
import { forwardIn } from './grid.ts'
import type { Readings } from './params/readings.ts'
import type { Row } from './rows.ts'
import type { DeribitSetting, LegView } from './views.ts'

/** What one leg makes in each row, in the frame's unit (coin or USD), weighted: rows[s]. */
export type LegRows = Float64Array

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
 * Section 5.2: P&L of one unit of a leg by cell and shocked USD value; coin for an inverse contract in a coin frame, else USD. The readings
 * are looked up once a leg, not once a cell.
 */
function unitPnl(v: LegView, base: Base, frame: Frame, r: Readings): (cell: Cell, shocked: number) => number {
  const usdPrice = conversionPrice(v, frame, r)
  const inCoin = frame.unit === 'coin'
  if (v.option === undefined) {
    const size = v.decay === 1 ? 1 : v.quoted / v.price
    return ({ priced: s }) => {
      // Outside the settlement window q·s/(1+s) in coin, a·P·s in USD; inside it the price moves by `moving` only.
      const effective = v.decay === 1 ? s : (v.moving * s) / v.price
      if (!v.inverse) return usdPrice * effective
      const coin = (size * effective) / (1 + effective)
      if (inCoin) return coin
      return v.decay === 1 ? usdPrice * s : coin * usdPrice * (1 + s)
    }
  }
  if (!v.inverse || (!inCoin && r['deribit.xpm.inverseOptionUsd'] === 'plain')) return (_, shocked) => shocked - base.usd
  if (r['deribit.pm.option.coinConversion'] === 'index') {
    return ({ priced: s }, shocked) => (inCoin ? (shocked - base.usd) / (v.index * (1 + s)) : shocked - base.usd)
  }
  const forward = forwardIn(v, r)
  return ({ priced: s }, shocked) => {
    const coin = shocked / forward(s) - base.coin
    return inCoin ? coin : coin * usdPrice * (1 + s)
  }
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

/** All rows of one leg. A row that does not move the leg's coin is 0. */
export function legRows(v: LegView, leg: number, base: Base, values: GridValues, walk: Walk, frame: Frame, r: Readings): LegRows {
  const out = new Float64Array(walk.cells.length)
  const { quantity } = v.leg
  const { cells, weights } = walk
  const unit = unitPnl(v, base, frame, r)
  for (let s = 0; s < cells.length; s++) {
    const cell = cells[s]
    if (cell === undefined) continue
    const pnl = quantity * unit(cell, values.values[s]?.[leg] ?? Number.NaN)
    const weight = weights[s] ?? 1
    out[s] = weight === 1 ? pnl : pnl * weight
  }
  return out
}
