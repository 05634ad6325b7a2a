import type { AssetPrice, Market, Underlying } from '../market.ts'
import { printInstrument } from '../names/canonical.ts'
import { isAsset, isCoin } from '../names/parts.ts'
import { ok, type Result } from '../result.ts'
import { readExpiries } from './expiry.ts'
import { LIMITS } from './limits.ts'
import { readInstrument } from './portfolio.ts'
import { a, checkFormat, type Raw, Reader } from './read.ts'

/** Marks by canonical name, whatever spelling the file uses; each belongs to the underlying it stands under. */
function readMarks(reader: Reader, raw: Raw, path: string, coin: string): Readonly<Record<string, number>> {
  const marks = reader.child(raw, path, 'marks', true) ?? {}
  const found = new Map<string, number>()
  for (const [name, value] of reader.entries(`${path}.marks`, marks, LIMITS.marks)) {
    const at = `${path}.marks.${name}`
    const price = reader.value(at, value, a.positive)
    const instrument = readInstrument(reader, at, name, 'deribit')
    if (instrument === undefined || price === undefined) continue
    if (instrument.kind === 'spot' || instrument.underlying !== coin) {
      reader.fault(at, name, `the name of a contract on ${coin}`)
      continue
    }
    const canonical = printInstrument(instrument)
    if (found.has(canonical)) reader.fault(at, name, `one mark a contract: ${canonical} has one already`)
    found.set(canonical, price)
  }
  return Object.fromEntries(found)
}

function readUnderlying(reader: Reader, path: string, value: unknown, coin: string): Underlying | undefined {
  const raw = reader.object(path, value)
  if (raw === undefined) return undefined
  const index = reader.need(raw, path, 'index', a.positive)
  const perpetual = reader.maybe(raw, path, 'perpetual', a.positive) ?? index
  const fundingRate8h = reader.may(raw, path, 'fundingRate8h', a.number, 0)
  const marks = readMarks(reader, raw, path, coin)
  const expiries = readExpiries(reader, raw, path)
  const trust = reader.child(raw, path, 'confidence', true) ?? {}
  const confidence = {
    index: reader.may(trust, `${path}.confidence`, 'index', a.fraction, 1),
    perpetual: reader.may(trust, `${path}.confidence`, 'perpetual', a.fraction, 1),
  }
  if (index === undefined || perpetual === undefined) return undefined
  return { index, perpetual, fundingRate8h, marks, expiries, confidence }
}

function readAsset(reader: Reader, path: string, value: unknown): AssetPrice | undefined {
  const raw = reader.object(path, value)
  if (raw === undefined) return undefined
  const price = reader.need(raw, path, 'price', a.positive)
  const confidence = reader.may(raw, path, 'confidence', a.fraction, 1)
  return price === undefined ? undefined : { price, confidence }
}

/** A dictionary under `key`; the names must pass `named`. */
function dictionary<T>(
  reader: Reader,
  root: Raw,
  key: string,
  most: number,
  named: (name: string) => boolean,
  read: (path: string, value: unknown, name: string) => T | undefined,
): Record<string, T> {
  const raw = reader.child(root, '', key, key !== 'underlyings') ?? {}
  const found: [string, T][] = []
  for (const [name, value] of reader.entries(key, raw, most)) {
    if (!named(name)) {
      reader.fault(`${key}.${name}`, name, 'the name of a coin or asset: letters and digits')
      continue
    }
    const item = read(`${key}.${name}`, value, name)
    if (item !== undefined) found.push([name, item])
  }
  return Object.fromEntries(found)
}

/**
 * The door of `counterpoise/market@1` (formats.md). All or nothing, every fault listed, every default filled in: `perpetual` = index,
 * `fundingRate8h`, `rate` and `forwardFixed` = 0, confidences = 1, USDC and USDT = 1, `strikes` of a points smile = its own. Expiries come
 * back ascending; a bare date as `at` means 08:00 UTC. Unknown keys are ignored. Limits: `LIMITS`.
 */
export function restoreMarket(value: unknown): Result<Market> {
  const reader = new Reader()
  const root = reader.object('', value, 'a market: an object with "format": "counterpoise/market@1"')
  if (root === undefined || !checkFormat(reader, root, 'market', 1)) return { ok: false, faults: reader.faults }
  const asOf = reader.time('asOf', reader.raw(root, 'asOf'))
  const source = reader.may(root, '', 'source', a.text, '')
  const underlyings = dictionary(reader, root, 'underlyings', LIMITS.underlyings, isCoin, (path, raw, coin) =>
    readUnderlying(reader, path, raw, coin),
  )
  const given = dictionary(reader, root, 'stablecoins', LIMITS.stablecoins, isCoin, (path, price) => reader.value(path, price, a.positive))
  const assets = dictionary(reader, root, 'assets', LIMITS.assets, isAsset, (path, raw) => readAsset(reader, path, raw))
  if (asOf === undefined || reader.faults.length > 0) return { ok: false, faults: reader.faults }
  return ok({ asOf, source, underlyings, stablecoins: { USDC: 1, USDT: 1, ...given }, assets })
}
