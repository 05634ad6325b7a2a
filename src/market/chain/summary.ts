import { parseInstrument } from '../../domain/names/parse.ts'
import { fail, fault, ok, type Result } from '../../domain/result.ts'
import { type Chain, type ChainRow, finiteOr } from './rows.ts'

const PERCENT = 100
const EXPECTED = 'the answer of public/get_book_summary_by_currency: a list, or an object with the list as "result"'

type Raw = Readonly<Record<string, unknown>>
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Is this Deribit's book summary, in its JSON-RPC envelope or bare? */
export const looksLikeSummary = (value: unknown): boolean => {
  const list = isRaw(value) ? value['result'] : value
  return Array.isArray(list) && list.length > 0 && list.every(isSummaryRow)
}
/** Positions have a name too; no summary has a side or an amount. */
const isSummaryRow = (row: unknown): boolean =>
  isRaw(row) && typeof row['instrument_name'] === 'string' && !Object.hasOwn(row, 'direction') && !Object.hasOwn(row, 'amount')

/**
 * Deribit's `public/get_book_summary_by_currency` (deribit.md section 10.1), options and also futures and perpetuals if they are in it.
 * `mark_iv` is percent, prices are in the instrument's own quote. The index of a row is `index_price`, or where it is not given
 * `estimated_delivery_price`, which is the index outside the settlement window. A row's time is `creation_timestamp`.
 */
export function readSummary(value: unknown): Result<Chain> {
  const list = isRaw(value) ? value['result'] : value
  if (!Array.isArray(list)) return fail(fault(isRaw(value) ? 'result' : '', list, EXPECTED))
  const path = (i: number): string => (isRaw(value) ? `result[${i}]` : `[${i}]`)
  const bad = list.flatMap((row: unknown, i) =>
    isRaw(row) && typeof row['instrument_name'] === 'string' ? [] : [fault(path(i), row, 'an object with instrument_name')],
  )
  if (bad.length > 0) return fail(...bad)
  return ok({ source: 'Deribit', rows: list.map((row: unknown, i) => rowOf(row as Raw, i)) })
}

function rowOf(raw: Raw, i: number): ChainRow {
  const name = String(raw['instrument_name'])
  const read = parseInstrument(name, 'deribit')
  const percent = finiteOr(raw['mark_iv'])
  return {
    row: i + 1,
    name,
    instrument: read.ok ? read.value : undefined,
    vol: percent === undefined ? undefined : percent / PERCENT,
    forward: finiteOr(raw['underlying_price']),
    index: finiteOr(raw['index_price']) ?? finiteOr(raw['estimated_delivery_price']),
    mark: finiteOr(raw['mark_price']),
    bid: finiteOr(raw['bid_price']),
    ask: finiteOr(raw['ask_price']),
    funding8h: finiteOr(raw['funding_8h']),
    at: finiteOr(raw['snapshot_start_ms']) ?? finiteOr(raw['creation_timestamp']),
  }
}
