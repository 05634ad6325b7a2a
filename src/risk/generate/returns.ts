import { readTime } from '../../domain/door/read.ts'
import { type Fault, fail, fault, ok, type Result } from '../../domain/result.ts'
import { MILLIS_PER_DAY } from '../../domain/units.ts'

/** Log returns of coins and log changes of their 30-day vols, one row a period. */
export interface Returns {
  /** `BTC`, `BTC.vol`, as in the header. */
  readonly names: readonly string[]
  readonly columns: readonly Float64Array[]
  readonly dates: readonly string[]
  /** Rows left out because a cell was blank: joint days stay joint. */
  readonly skipped: number
  /** Days from one row to the next, the middle of all. */
  readonly periodDays: number
}

const NAME = /^[A-Za-z0-9]{1,20}(?:\.vol)?$/
const MOST_FAULTS = 20

/**
 * A returns CSV: `date,BTC,ETH[,BTC.vol]`, one row a period, ascending. A row with a blank cell is left out and counted. Faults name row and
 * column; at most twenty are told.
 */
export function readReturns(text: string): Result<Returns> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  while (lines.length > 0 && (lines.at(-1) ?? '').trim() === '') lines.pop()
  const header = (lines[0] ?? '').split(',').map((cell) => cell.trim().replaceAll('"', ''))
  const faults: Fault[] = []
  if (header[0]?.toLowerCase() !== 'date') faults.push(fault('header', header[0], 'date first, then coins: date,BTC,ETH,BTC.vol'))
  const names = header.slice(1)
  for (const [i, name] of names.entries()) {
    if (!NAME.test(name)) faults.push(fault(`header[${i + 1}]`, name, 'a coin such as BTC, or its vol as BTC.vol'))
    else if (names.indexOf(name) !== i) faults.push(fault(`header[${i + 1}]`, name, 'a column of its own'))
  }
  if (names.length === 0) faults.push(fault('header', header.join(','), 'at least one coin'))
  if (faults.length > 0) return fail(...faults)
  const dates: string[] = []
  const times: number[] = []
  const rows: number[][] = []
  let skipped = 0
  for (const [at, line] of lines.slice(1).entries()) {
    if (faults.length >= MOST_FAULTS) break
    const row = `row ${at + 2}`
    const cells = line.split(',').map((cell) => cell.trim().replaceAll('"', ''))
    if (cells.length !== header.length) {
      faults.push(fault(row, `${cells.length} cells`, `${header.length} cells, as in the header`))
      continue
    }
    const [date = '', ...values] = cells
    const time = readTime(date.replace(' ', 'T'), true)
    if (time === undefined) faults.push(fault(`${row}: date`, date, 'a date such as 2026-03-27, or a time with its zone'))
    else if (time <= (times.at(-1) ?? Number.NEGATIVE_INFINITY)) faults.push(fault(`${row}: date`, date, 'a date after the row before'))
    if (values.some((v) => v === '')) {
      skipped += 1
      continue
    }
    const numbers = values.map(Number)
    for (const [i, n] of numbers.entries())
      if (!Number.isFinite(n)) faults.push(fault(`${row}: ${names[i]}`, values[i], 'a log return as a number'))
    dates.push(date)
    times.push(time ?? 0)
    rows.push(numbers)
  }
  if (faults.length === 0 && rows.length < 2) faults.push(fault('', `${rows.length} rows`, 'at least two rows without blanks'))
  if (faults.length > 0) return fail(...faults)
  const gaps = times.slice(1).map((t, i) => t - (times[i] ?? 0))
  const middle = gaps.sort((p, q) => p - q)[Math.floor((gaps.length - 1) / 2)] ?? MILLIS_PER_DAY
  return ok({
    names,
    columns: names.map((_, j) => Float64Array.from(rows, (row) => row[j] ?? 0)),
    dates,
    skipped,
    periodDays: middle / MILLIS_PER_DAY,
  })
}

/** A column by name; undefined where there is none. */
export const columnOf = (returns: Returns, name: string): Float64Array | undefined => returns.columns[returns.names.indexOf(name)]
