import { numberIn, readTable, type TableRow } from '../../domain/door/text.ts'
import { parseInstrument } from '../../domain/names/parse.ts'
import { fail, fault, ok, type Result } from '../../domain/result.ts'
import { type Chain, type ChainRow, finiteOr, median } from './rows.ts'

/** A column of `mark_iv` whose median is above this is in percent: no coin has a median vol of 500 %, none one of 5 %. */
const FRACTION_AT_MOST = 5
const PERCENT = 100

const number = (row: TableRow, column: string): number | undefined => finiteOr(numberIn(row.cells.get(column) ?? ''))
/** The first of several columns that has a number in this row. */
const first = (row: TableRow, ...columns: readonly string[]): number | undefined =>
  columns.map((c) => number(row, c)).find((n) => n !== undefined)

/** Is this the header of an option chain (and not of a portfolio)? */
export const isChainHeader = (columns: readonly string[]): boolean =>
  columns.includes('instrument') && (columns.includes('mark_iv_pct') || columns.includes('mark_iv'))

/**
 * The option-chain CSV of formats.md: `instrument, mark_iv_pct or mark_iv, parity_forward or underlying_price, index_price[, mark_price,
 * bid, ask, snapshot_start_ms]`, in any order; other columns are passed over. `mark_iv_pct` is percent; `mark_iv` is percent where its
 * median is above 5, else a fraction. A row's forward is its `parity_forward`, or `underlying_price` where it has none. Names are Deribit's
 * unless they can only be another venue's.
 */
export function readChainCsv(text: string): Result<Chain> {
  const table = readTable(text)
  const missing = (...columns: readonly string[]): boolean => !columns.some((c) => table.columns.includes(c))
  const faults = [
    ...(missing('instrument') ? [fault('header', table.columns.join(','), 'a column instrument')] : []),
    ...(missing('mark_iv_pct', 'mark_iv') ? [fault('header', table.columns.join(','), 'a column mark_iv_pct or mark_iv')] : []),
    ...(missing('parity_forward', 'underlying_price')
      ? [fault('header', table.columns.join(','), 'a column parity_forward or underlying_price')]
      : []),
    ...(missing('index_price') ? [fault('header', table.columns.join(','), 'a column index_price')] : []),
  ]
  if (faults.length > 0) return fail(...faults)
  const plain = table.rows.map((r) => number(r, 'mark_iv')).filter((n) => n !== undefined)
  const unit = (median(plain) ?? 0) > FRACTION_AT_MOST ? PERCENT : 1
  const rows = table.rows.map((r): ChainRow => {
    const name = r.cells.get('instrument') ?? ''
    const read = parseInstrument(name, 'deribit')
    const percent = number(r, 'mark_iv_pct')
    const vol = number(r, 'mark_iv')
    return {
      row: r.row,
      name,
      instrument: read.ok ? read.value : undefined,
      vol: percent === undefined ? vol && vol / unit : percent / PERCENT,
      forward: first(r, 'parity_forward', 'underlying_price'),
      index: number(r, 'index_price'),
      mark: number(r, 'mark_price'),
      bid: first(r, 'bid', 'bid_price', 'best_bid_price'),
      ask: first(r, 'ask', 'ask_price', 'best_ask_price'),
      funding8h: undefined,
      at: number(r, 'snapshot_start_ms'),
    }
  })
  return ok({ source: 'option-chain CSV', rows })
}
