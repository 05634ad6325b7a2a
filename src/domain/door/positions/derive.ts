import { contractAt, entryAt, held, isRaw, listAt, numberAt, type PositionReader } from './rows.ts'

/**
 * Derive `private/get_positions` and the `positions` of `private/get_subaccount`: `amount` is signed and in coins, `average_price` in USDC.
 * Source: docs.derive.xyz, private/get_positions.
 */
export const derivePositions: PositionReader = {
  label: 'Derive positions',
  dialect: 'derive',
  rows: (document) => listAt(document, ['result.positions', 'positions', ''], ['instrument_name', 'amount', 'instrument_type']),
  read: (reader, { path, value }) => {
    if (!isRaw(value)) return reader.fault(path, value, 'a position')
    const before = reader.faults.length
    const quantity = numberAt(reader, value, path, 'amount')
    if (quantity === 0) return 'flat'
    const instrument = contractAt(reader, value, path, 'instrument_name', 'derive')
    const price = entryAt(reader, value, path, 'average_price')
    if (instrument === undefined || quantity === undefined || reader.faults.length > before) return undefined
    return held(instrument, { quantity }, price)
  },
}
