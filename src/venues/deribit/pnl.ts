import type { GridValues } from '../../domain/scenario.ts'
import type { Cell } from './cells.ts'
import type { Frame } from './frame.ts'
import { weightOf } from './frame.ts'
import { shockedForward } from './grid.ts'
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
 * today's price instead.
 */
export function baseOf(v: LegView, leg: number, values: GridValues, rows: readonly Row[], r: Readings, setting: DeribitSetting): Base {
  const { option } = v
  if (option === undefined) return { usd: v.price, coin: 1 }
  if (option.publishedMark !== undefined) {
    return { usd: option.publishedMark * v.price, coin: option.publishedMark }
  }
  const still = rows.findIndex((row) => {
    const cell = row.cells.get(v.coin)
    return cell !== undefined && cell.priced === 0 && cell.vol === 'same'
  })
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

/** Section 5.2, one unit of one leg in one cell; coin for an inverse contract in a coin frame, else USD. */
function unitPnl(v: LegView, cell: Cell, shocked: number, base: Base, frame: Frame, r: Readings): number {
  const s = cell.priced
  const usdPrice = conversionPrice(v, frame, r)
  if (v.option === undefined) {
    // Outside the settlement window q·s/(1+s) in coin, a·P·s in USD; inside it the price moves by `moving` only.
    const move = (v.moving * s) / v.price
    const effective = v.decay === 1 ? s : move
    if (!v.inverse) return usdPrice * effective
    const size = v.decay === 1 ? 1 : v.quoted / v.price
    const coin = (size * effective) / (1 + effective)
    if (frame.unit === 'coin') return coin
    return v.decay === 1 ? usdPrice * s : coin * usdPrice * (1 + s)
  }
  if (!v.inverse) return shocked - base.usd
  if (frame.unit === 'usd' && r['deribit.xpm.inverseOptionUsd'] === 'plain') return shocked - base.usd
  if (r['deribit.pm.option.coinConversion'] === 'index') {
    const change = shocked - base.usd
    return frame.unit === 'usd' ? change : change / (v.index * (1 + s))
  }
  const coin = shocked / shockedForward(s, v, r) - base.coin
  return frame.unit === 'coin' ? coin : coin * usdPrice * (1 + s)
}

/** All rows of one leg. A row that does not move the leg's coin is 0. */
export function legRows(v: LegView, leg: number, base: Base, values: GridValues, rows: readonly Row[], frame: Frame, r: Readings): LegRows {
  const out = new Float64Array(rows.length)
  rows.forEach((row, s) => {
    const cell = row.cells.get(v.coin)
    if (cell === undefined) return
    const pnl = v.leg.quantity * unitPnl(v, cell, values.values[s]?.[leg] ?? Number.NaN, base, frame, r)
    const weight = weightOf(cell, frame)
    out[s] = weight === 1 ? pnl : pnl * weight
  })
  return out
}
