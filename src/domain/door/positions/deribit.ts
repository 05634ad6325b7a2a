import { contractAt, entryAt, held, isRaw, listAt, maybeNumber, type PositionReader, signedBy } from './rows.ts'

/**
 * Deribit `private/get_positions`: `size` of options is in coins; of futures and perpetuals in the quote currency for inverse ones (USD) with
 * `size_currency` in coins, and in coins for linear ones. `average_price` is in the contract's own quote. Source: docs.deribit.com,
 * private/get_positions. An answer prints the size signed, some clients without: the direction decides.
 */
export const deribitPositions: PositionReader = {
  label: 'Deribit get_positions',
  dialect: 'deribit',
  rows: (document) => listAt(document, ['result', ''], ['instrument_name', 'direction', 'size']),
  read: (reader, { path, value }) => {
    if (!isRaw(value)) return reader.fault(path, value, 'a position')
    const before = reader.faults.length
    const words = { long: ['buy'], short: ['sell'], net: ['zero'] }
    const size = signedBy(reader, value, path, 'size', 'direction', words)
    if (size === 0) return 'flat'
    const instrument = contractAt(reader, value, path, 'instrument_name', 'deribit')
    const price = entryAt(reader, value, path, 'average_price')
    const coins = maybeNumber(reader, value, path, 'size_currency')
    if (instrument === undefined || size === undefined || reader.faults.length > before) return undefined
    if (instrument.kind === 'option') return held(instrument, { quantity: size }, price)
    const inverse = 'settle' in instrument && instrument.settle === 'coin'
    if (inverse) return held(instrument, { notionalUsd: size }, price)
    return held(instrument, { quantity: coins === undefined ? size : Math.sign(size) * Math.abs(coins) }, price)
  },
}
