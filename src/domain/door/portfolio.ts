import * as v from 'valibot'
import { DIALECTS, type Dialect, type Instrument } from '../instrument.ts'
import { parseInstrument } from '../names/parse.ts'
import { isAsset } from '../names/parts.ts'
import type { CollateralAmount, Order, Portfolio, Position } from '../portfolio.ts'
import { ok, type Result } from '../result.ts'
import { LIMITS } from './limits.ts'
import { a, checkFormat, type Raw, Reader } from './read.ts'

const dialect = v.picklist(DIALECTS, `one of ${DIALECTS.join(', ')}`)
const status = v.picklist(['whatif', 'pending'], '"whatif" or "pending"')
const asset = v.pipe(v.string('the name of an asset, such as USDC'), v.check(isAsset, 'the name of an asset, such as USDC'))
const instrumentText = v.string('an instrument name such as BTC-27MAR26-100000-C, BTC-PERPETUAL or BTC')

/** Reads a name in a dialect; a fault at `path` else. */
export function readInstrument(reader: Reader, path: string, value: unknown, names: Dialect): Instrument | undefined {
  const text = reader.value(path, value, instrumentText)
  if (text === undefined) return undefined
  const read = parseInstrument(text, names)
  return read.ok ? read.value : reader.fault(path, value, read.faults[0]?.expected ?? 'an instrument name')
}

/** Exactly one of quantity and notionalUsd, the latter for perpetuals and futures only. */
function readSize(reader: Reader, path: string, raw: Raw, instrument: Instrument | undefined): Partial<Position> {
  const quantity = reader.raw(raw, 'quantity')
  const notional = reader.raw(raw, 'notionalUsd')
  if (notional === undefined) {
    const coins = reader.value(`${path}.quantity`, quantity, a.number)
    return coins === undefined ? {} : { quantity: coins }
  }
  if (quantity !== undefined) {
    reader.value(`${path}.quantity`, quantity, a.number)
    reader.fault(`${path}.notionalUsd`, notional, 'either quantity or notionalUsd, not both')
    return {}
  }
  const usd = reader.value(`${path}.notionalUsd`, notional, a.number)
  const kind = instrument?.kind
  if (kind === 'option' || kind === 'spot') {
    const what = kind === 'option' ? 'an option' : 'a spot holding'
    reader.fault(`${path}.notionalUsd`, notional, `quantity for ${what}: notionalUsd is for perpetuals and futures`)
  }
  return usd === undefined ? {} : { notionalUsd: usd }
}

/** One line of a portfolio; undefined where it has any fault. */
export function readPosition(reader: Reader, path: string, value: unknown, names: Dialect): Position | undefined {
  const before = reader.faults.length
  const raw = reader.object(path, value)
  if (raw === undefined) return undefined
  const instrument = readInstrument(reader, `${path}.instrument`, reader.raw(raw, 'instrument'), names)
  const size = readSize(reader, path, raw, instrument)
  // An option may be entered for nothing; the P&L of a future or perpetual needs a price to start from.
  const price = reader.maybe(raw, path, 'price', instrument === undefined || instrument.kind === 'option' ? a.notNegative : a.positive)
  const enabled = reader.maybe(raw, path, 'enabled', a.yesNo)
  if (instrument === undefined || reader.faults.length > before) return undefined
  return { instrument, ...size, ...(price === undefined ? {} : { price }), ...(enabled === undefined ? {} : { enabled }) }
}

function readOrder(reader: Reader, path: string, value: unknown, names: Dialect): Order | undefined {
  const before = reader.faults.length
  const position = readPosition(reader, path, value, names)
  const raw = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : undefined
  const state = raw && reader.need(raw, path, 'status', status)
  return position === undefined || state === undefined || reader.faults.length > before ? undefined : { ...position, status: state }
}

function readCollateral(reader: Reader, path: string, value: unknown): CollateralAmount | undefined {
  const raw = reader.object(path, value)
  if (raw === undefined) return undefined
  const name = reader.need(raw, path, 'asset', asset)
  const amount = reader.need(raw, path, 'amount', a.number)
  return name === undefined || amount === undefined ? undefined : { asset: name, amount }
}

/** What a portfolio file says, line by line: its faults are in the reader, and a line at fault is missing from the answer. */
export interface PortfolioLines {
  readonly name: string
  readonly names: Dialect
  readonly positions: readonly (Position | undefined)[]
  readonly collateral: readonly (CollateralAmount | undefined)[]
  readonly orders: readonly (Order | undefined)[]
}

/** Reads every line; undefined where the document is not a portfolio that we read at all. `names` stands where the file gives none. */
export function readPortfolioLines(reader: Reader, value: unknown, names: Dialect = 'deribit'): PortfolioLines | undefined {
  const raw = reader.object('', value, 'a portfolio: an object with "format": "counterpoise/portfolio@1"')
  if (raw === undefined || !checkFormat(reader, raw, 'portfolio', 1)) return undefined
  const spoken = reader.may<Dialect>(raw, '', 'names', dialect, names)
  return {
    name: reader.may(raw, '', 'name', a.text, ''),
    names: spoken,
    positions: reader.list(raw, '', 'positions', LIMITS.positions, false).map((p, i) => readPosition(reader, `positions[${i}]`, p, spoken)),
    collateral: reader.list(raw, '', 'collateral', LIMITS.collateral, true).map((c, i) => readCollateral(reader, `collateral[${i}]`, c)),
    orders: reader.list(raw, '', 'orders', LIMITS.orders, true).map((o, i) => readOrder(reader, `orders[${i}]`, o, spoken)),
  }
}

export const present = <T>(list: readonly (T | undefined)[]): readonly T[] => list.filter((x): x is T => x !== undefined)

/**
 * The door of `counterpoise/portfolio@1` (formats.md). All or nothing: one fault and none of it is loaded, but every fault is listed.
 * Left out: `name` = empty, `names` = `deribit`, `collateral` and `orders` = none. Keys that we do not know are ignored; a known key of
 * the wrong type never is. Limits: `LIMITS`.
 */
export function restorePortfolio(value: unknown): Result<Portfolio> {
  const reader = new Reader()
  const lines = readPortfolioLines(reader, value)
  if (lines === undefined || reader.faults.length > 0) return { ok: false, faults: reader.faults }
  return ok({
    name: lines.name,
    names: lines.names,
    positions: present(lines.positions),
    collateral: present(lines.collateral),
    orders: present(lines.orders),
  })
}
