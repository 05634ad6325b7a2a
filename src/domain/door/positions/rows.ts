import type { Dialect, Instrument } from '../../instrument.ts'
import { coinsOfContracts, contractSize } from '../../names/contracts.ts'
import type { Position } from '../../portfolio.ts'
import { readInstrument } from '../portfolio.ts'
import type { Raw, Reader } from '../read.ts'
import { numberIn } from '../text.ts'

/** A venue's own position answer, read row by row; faults are in the reader, a row without a position left in it is passed over. */
export interface PositionReader {
  /** `Deribit get_positions`. */
  readonly label: string
  readonly dialect: Dialect
  /** The rows of an answer of this shape with the path of each; undefined where the document is of another shape. */
  readonly rows: (document: unknown) => readonly Row[] | undefined
  /** One row; `'flat'` where it holds nothing, undefined where it has any fault. */
  readonly read: (reader: Reader, row: Row) => Position | 'flat' | undefined
}

export interface Row {
  readonly path: string
  readonly value: unknown
}

export const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands at `a.b.c` of a document. */
export const at = (document: unknown, path: string): unknown =>
  path === '' ? document : path.split('.').reduce<unknown>((v, key) => (isRaw(v) && Object.hasOwn(v, key) ? v[key] : undefined), document)

/** The list at the first of some paths whose first entry (or any, where it is empty) has all of the keys. */
export function listAt(document: unknown, paths: readonly string[], keys: readonly string[]): readonly Row[] | undefined {
  for (const path of paths) {
    const list = at(document, path)
    if (!Array.isArray(list)) continue
    const known = list.some((entry) => isRaw(entry) && keys.every((key) => Object.hasOwn(entry, key)))
    if (known) return list.map((value, i) => ({ path: `${path}[${i}]`, value }))
  }
  return undefined
}

/** A number that venues print as a number or as a text; a fault at the key else. */
export function numberAt(reader: Reader, raw: Raw, path: string, key: string): number | undefined {
  const value = reader.raw(raw, key)
  const read = typeof value === 'string' ? numberIn(value) : value
  return typeof read === 'number' && Number.isFinite(read) ? read : reader.fault(`${path}.${key}`, value, 'a number')
}

/** The same where the venue leaves it out or empty for what does not apply. */
export function maybeNumber(reader: Reader, raw: Raw, path: string, key: string): number | undefined {
  const value = reader.raw(raw, key)
  return value === undefined || value === null || value === '' ? undefined : numberAt(reader, raw, path, key)
}

/** The contract that a row names, in the venue's dialect. A spot pair is a fault: holdings belong among the balances. */
export function contractAt(reader: Reader, raw: Raw, path: string, key: string, dialect: Dialect): Instrument | undefined {
  const value = reader.raw(raw, key)
  const instrument = readInstrument(reader, `${path}.${key}`, value, dialect)
  return instrument?.kind === 'spot'
    ? reader.fault(`${path}.${key}`, value, 'an option, future or perpetual: put holdings of a coin among the balances')
    : instrument
}

/**
 * A size with the sign of its side. Venues print a size with its sign, a size and a side, or both; where both are there and disagree that is
 * a fault. `long` and `short` are the venue's own words, any case.
 */
export function signedBy(
  reader: Reader,
  raw: Raw,
  path: string,
  sizeKey: string,
  sideKey: string,
  words: { readonly long: readonly string[]; readonly short: readonly string[]; readonly net: readonly string[] },
): number | undefined {
  const size = numberAt(reader, raw, path, sizeKey)
  const value = reader.raw(raw, sideKey)
  const side = typeof value === 'string' ? value.toLowerCase() : value
  if (size === undefined || size === 0) return size
  if (side === undefined || (typeof side === 'string' && words.net.includes(side))) return size
  if (typeof side === 'string' && words.short.includes(side)) return -Math.abs(size)
  const known = [...words.long, ...words.short, ...words.net].filter((w) => w !== '')
  if (typeof side !== 'string' || !words.long.includes(side)) return reader.fault(`${path}.${sideKey}`, value, `one of ${known.join(', ')}`)
  return size < 0 ? reader.fault(`${path}.${sizeKey}`, size, `a size above 0 where ${sideKey} is ${side}`) : size
}

/** The entry price as far as it is one; 0 is a venue's way to say that there is none. */
export function entryAt(reader: Reader, raw: Raw, path: string, key: string): number | undefined {
  const price = maybeNumber(reader, raw, path, key)
  if (price === undefined || price === 0) return undefined
  return price > 0 ? price : reader.fault(`${path}.${key}`, price, 'a price above 0')
}

/** The amount of a number of contracts: dollars for contracts of a fixed dollar size, coins for all else. */
export function amountOf(
  reader: Reader,
  path: string,
  contracts: number,
  instrument: Instrument,
  dialect: Dialect,
): Pick<Position, 'quantity' | 'notionalUsd'> | undefined {
  const size = contractSize(instrument, dialect)
  if (size === undefined) {
    return reader.fault(
      path,
      contracts,
      `a contract whose size is known: no size of this one at ${dialect} is, so its coins cannot be told`,
    )
  }
  if ('usd' in size) return { notionalUsd: tidy(contracts * size.usd) }
  const coins = coinsOfContracts(instrument, dialect, contracts, Number.NaN)
  return coins === undefined ? undefined : { quantity: tidy(coins) }
}

/** Takes the dust of binary fractions off an amount: 3 contracts of 0.1 are 0.3 coins. */
export const tidy = (value: number): number => Number(value.toFixed(12)) + 0

/** The position that comes out, with its entry where there is one. */
export const held = (instrument: Instrument, amount: Pick<Position, 'quantity' | 'notionalUsd'>, price: number | undefined): Position => ({
  instrument,
  ...amount,
  ...(price === undefined ? {} : { price }),
})
