import { contractAt, entryAt, held, isRaw, listAt, type PositionReader, signedBy } from './rows.ts'

/**
 * Bybit `GET /v5/position/list`: `size` is without a sign and `side` says which way (`Buy`, `Sell`, empty for none); in coins for options and
 * linear contracts, in US dollars for inverse ones. `avgPrice` is in the contract's own quote. Source: bybit-exchange.github.io/docs/v5/position.
 */
export const bybitPositions: PositionReader = {
  label: 'Bybit position/list',
  dialect: 'bybit',
  rows: (document) => listAt(document, ['result.list', 'list', ''], ['symbol', 'side', 'size', 'avgPrice']),
  read: (reader, { path, value }) => {
    if (!isRaw(value)) return reader.fault(path, value, 'a position')
    const before = reader.faults.length
    const size = signedBy(reader, value, path, 'size', 'side', { long: ['buy'], short: ['sell'], net: [] })
    if (size === 0) return 'flat'
    const instrument = contractAt(reader, value, path, 'symbol', 'bybit')
    const price = entryAt(reader, value, path, 'avgPrice')
    if (instrument === undefined || size === undefined || reader.faults.length > before) return undefined
    const inverse = instrument.kind !== 'option' && 'settle' in instrument && instrument.settle === 'coin'
    return held(instrument, inverse ? { notionalUsd: size } : { quantity: size }, price)
  },
}
