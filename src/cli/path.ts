import { readTime } from '../domain/door/read.ts'
import type { Market } from '../domain/market.ts'
import type { Numerics } from '../domain/numerics.ts'
import { type Fault, fail, fault, ok, type Result } from '../domain/result.ts'
import { MILLIS_PER_DAY } from '../domain/units.ts'
import { monthVol } from '../risk/liquidation/distance.ts'
import type { Moment } from '../risk/liquidation/run.ts'

/**
 * A path as CSV: `at,BTC[,ETH][,BTC.vol]`. `at` is a time or any label; a coin's column is its price in USD, `.vol` its 30-day at-the-money
 * vol as a fraction. Times count from the first row; a label lets no time pass. Every fault at once, by row and column.
 */
export function readPath(text: string, market: Market, numerics: Numerics): Result<readonly Moment[]> {
  const [head, ...rows] = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split(',').map((cell) => cell.trim()))
  const faults: Fault[] = []
  const [first = '', ...columns] = head ?? []
  if (rows.length === 0 || columns.length === 0 || !['at', 'date', 'time'].includes(first.toLowerCase()))
    return fail(fault('--path', first, 'a CSV with the header at,BTC[,ETH][,BTC.vol] and at least one row'))
  const vols = new Map<string, number>()
  for (const column of columns) {
    const coin = column.replace(/\.vol$/, '')
    if (market.underlyings[coin] === undefined && (market.assets[coin] === undefined || column.endsWith('.vol'))) {
      faults.push(fault(`--path: ${column}`, column, `a coin of the market: ${Object.keys(market.underlyings).join(', ')}`))
    } else if (column.endsWith('.vol')) {
      const vol = monthVol(market, coin, numerics)
      if (vol === null) faults.push(fault(`--path: ${column}`, column, `an underlying whose smiles give a 30-day vol`))
      else vols.set(coin, vol)
    }
  }
  const now = (name: string): number => market.underlyings[name]?.index ?? market.assets[name]?.price ?? Number.NaN
  const times = rows.map(([at = '']) => readTime(at, true))
  const start = times[0]
  const moments = rows.map((cells, i): Moment => {
    const spot: Record<string, number> = {}
    const vol: Record<string, number> = {}
    columns.forEach((column, k) => {
      const cell = cells[k + 1] ?? ''
      const value = Number(cell)
      if (cell === '' || !(value > 0) || !Number.isFinite(value)) {
        faults.push(fault(`--path: row ${i + 1}: ${column}`, cell, 'a number above 0'))
        return
      }
      const coin = column.replace(/\.vol$/, '')
      if (column.endsWith('.vol')) vol[coin] = value / (vols.get(coin) ?? value)
      else spot[coin] = value / now(coin)
    })
    const time = times[i]
    const days = time === undefined || start === undefined ? 0 : (time - start) / MILLIS_PER_DAY
    if (days < 0) faults.push(fault(`--path: row ${i + 1}: ${first}`, cells[0], 'a time not before that of the first row'))
    return { at: cells[0] ?? '', spot, vol, days: Math.max(0, days) }
  })
  return faults.length > 0 ? fail(...faults) : ok(moments)
}
