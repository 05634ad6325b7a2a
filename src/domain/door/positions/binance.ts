import type { Raw, Reader } from '../read.ts'
import { amountOf, contractAt, entryAt, held, isRaw, listAt, numberAt, type PositionReader, type Row, signedBy } from './rows.ts'

function readRow(reader: Reader, { path, value }: Row, sizeOf: (raw: Raw) => number | undefined, sizeKey: string) {
  if (!isRaw(value)) return reader.fault(path, value, 'a position')
  const before = reader.faults.length
  const contracts = sizeOf(value)
  if (contracts === 0) return 'flat'
  const instrument = contractAt(reader, value, path, 'symbol', 'binance')
  const price = entryAt(reader, value, path, 'entryPrice')
  if (instrument === undefined || contracts === undefined || reader.faults.length > before) return undefined
  const amount = amountOf(reader, `${path}.${sizeKey}`, contracts, instrument, 'binance')
  return amount && held(instrument, amount, price)
}

/**
 * Binance `GET /fapi/…/positionRisk`, `/papi/v1/um/positionRisk` and `/papi/v1/cm/positionRisk`: `positionAmt` is signed, in coins for UM and
 * in contracts of a dollar size for CM; in hedge mode `positionSide` says the side. `entryPrice` is in USD(T).
 * Source: developers.binance.com, Position Information.
 */
export const binancePositionRisk: PositionReader = {
  label: 'Binance positionRisk',
  dialect: 'binance',
  rows: (document) => listAt(document, ['', 'data', 'positions'], ['symbol', 'positionAmt', 'entryPrice']),
  read: (reader, row) => {
    const words = { long: ['long'], short: ['short'], net: ['both'] }
    return readRow(reader, row, (raw) => signedBy(reader, raw, row.path, 'positionAmt', 'positionSide', words), 'positionAmt')
  },
}

/**
 * Binance options `GET /eapi/v1/position`: `quantity` in contracts, negative for short, with `side` `LONG` or `SHORT` beside it; `entryPrice`
 * in USDT a coin. Source: developers.binance.com, Option Position Information.
 */
export const binanceOptions: PositionReader = {
  label: 'Binance options position',
  dialect: 'binance',
  rows: (document) => listAt(document, ['', 'data'], ['symbol', 'quantity', 'entryPrice', 'side']),
  read: (reader, row) => {
    const words = { long: ['long'], short: ['short'], net: [] }
    const size = (raw: Raw): number | undefined =>
      Object.hasOwn(raw, 'side') ? signedBy(reader, raw, row.path, 'quantity', 'side', words) : numberAt(reader, raw, row.path, 'quantity')
    return readRow(reader, row, size, 'quantity')
  },
}
