import type { Instrument } from '../../instrument.ts'
import { contractSize } from '../../names/contracts.ts'
import type { Position } from '../../portfolio.ts'
import type { Raw, Reader } from '../read.ts'
import { amountOf, contractAt, entryAt, held, isRaw, listAt, maybeNumber, type PositionReader, signedBy, tidy } from './rows.ts'

/** How far a contract's size worked out from a rounded notional may be from a power of ten. */
const NEAR = 0.03
const POWERS = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7]

/**
 * Size of a contract out of the row itself: `notionalUsd` a contract, per coin at `markPx` where the contract is linear. OKX's sizes are
 * powers of ten (official list), so one that is near no power of ten is not taken.
 */
function sizeInRow(reader: Reader, raw: Raw, path: string, contracts: number, inverse: boolean): number | undefined {
  const notional = maybeNumber(reader, raw, path, 'notionalUsd')
  const mark = maybeNumber(reader, raw, path, 'markPx')
  if (notional === undefined || (mark === undefined && !inverse)) return undefined
  const size = Math.abs(notional / contracts) / (inverse ? 1 : (mark ?? Number.NaN))
  return POWERS.find((p) => Math.abs(size / p - 1) < NEAR)
}

type Amount = Pick<Position, 'quantity' | 'notionalUsd'>

function amountAt(reader: Reader, raw: Raw, path: string, contracts: number, instrument: Instrument): Amount | undefined {
  const inverse = instrument.kind !== 'option' && instrument.kind !== 'spot' && instrument.settle === 'coin'
  const as = (size: number): Amount => (inverse ? { notionalUsd: tidy(contracts * size) } : { quantity: tidy(contracts * size) })
  // Whoever joins the instrument list to the answer says the size itself.
  const value = maybeNumber(reader, raw, path, 'ctVal')
  if (value !== undefined) return as(value * (maybeNumber(reader, raw, path, 'ctMult') ?? 1))
  if (contractSize(instrument, 'okx') !== undefined) return amountOf(reader, `${path}.pos`, contracts, instrument, 'okx')
  const size = instrument.kind === 'option' ? undefined : sizeInRow(reader, raw, path, contracts, inverse)
  return size === undefined ? amountOf(reader, `${path}.pos`, contracts, instrument, 'okx') : as(size)
}

/**
 * OKX `GET /api/v5/account/positions`: `pos` is in contracts, signed where `posSide` is `net`, else with the side's sign; coins = contracts ×
 * `ctVal` × `ctMult` of the instrument list, which the answer lacks: sizes of the sheet stand for it, else what `notionalUsd` tells.
 * `avgPx` is in the contract's own quote. Source: okx.com/docs-v5, Get positions.
 */
export const okxPositions: PositionReader = {
  label: 'OKX account/positions',
  dialect: 'okx',
  rows: (document) => listAt(document, ['data', ''], ['instId', 'pos', 'posSide']),
  read: (reader, { path, value }) => {
    if (!isRaw(value)) return reader.fault(path, value, 'a position')
    const before = reader.faults.length
    const words = { long: ['long'], short: ['short'], net: ['net', ''] }
    const contracts = signedBy(reader, value, path, 'pos', 'posSide', words)
    if (contracts === 0) return 'flat'
    const instrument = contractAt(reader, value, path, 'instId', 'okx')
    const price = entryAt(reader, value, path, 'avgPx')
    if (instrument === undefined || contracts === undefined || reader.faults.length > before) return undefined
    const amount = amountAt(reader, value, path, contracts, instrument)
    return amount === undefined || reader.faults.length > before ? undefined : held(instrument, amount, price)
  },
}
