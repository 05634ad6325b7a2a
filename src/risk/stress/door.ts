import * as v from 'valibot'
import { a, type Raw, Reader } from '../../domain/door/read.ts'
import type { Market } from '../../domain/market.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { CoinShock, Shock, VolShock } from './shock.ts'

const MOST = 200
const move = v.pipe(a.number, v.gtValue(-1, 'a move above -1, such as -0.2'), v.maxValue(9, 'a move of at most 9'))
const change = v.pipe(a.number, v.minValue(-5, 'a number from -5 to 5'), v.maxValue(5, 'a number from -5 to 5'))
const days = v.pipe(a.number, v.minValue(0, 'days from 0 to 365'), v.maxValue(365, 'days from 0 to 365'))
const kind = v.picklist(['relative', 'points', 'power'], '"relative", "points" or "power"')
const dynamics = v.picklist(['strike', 'moneyness', 'delta'], '"strike", "moneyness" or "delta"')

/** Keys that are not in the list are faults: a misspelt shock would otherwise be none. */
function onlyKeys(reader: Reader, path: string, raw: Raw, keys: readonly string[]): void {
  for (const key of Object.keys(raw))
    if (!keys.includes(key)) reader.fault(path === '' ? key : `${path}.${key}`, raw[key], `one of ${keys.join(', ')}`)
}

function readVol(reader: Reader, path: string, value: unknown): VolShock | undefined {
  const raw = reader.object(path, value)
  if (raw === undefined) return undefined
  onlyKeys(reader, path, raw, ['kind', 'value', 'power'])
  const k = reader.need(raw, path, 'kind', kind)
  const amount = reader.need(raw, path, 'value', change)
  const given = reader.raw(raw, 'power')
  if (k === 'relative' && amount !== undefined && amount < -1) reader.fault(`${path}.value`, amount, 'a relative move at or above -1')
  if (k !== 'power') {
    if (given !== undefined) reader.fault(`${path}.power`, given, 'no power where kind is not "power"')
    return k === undefined || amount === undefined ? undefined : { kind: k, value: amount }
  }
  if (!Array.isArray(given)) {
    const one = reader.value(`${path}.power`, given, change)
    return amount === undefined || one === undefined ? undefined : { kind: k, value: amount, power: [one, one] }
  }
  const power = given.map((p, i) => reader.value(`${path}.power[${i}]`, p, change))
  if (given.length !== 2) reader.fault(`${path}.power`, given, 'a number, or two: below 30 days and from there on')
  const [below, above] = power
  return amount === undefined || below === undefined || above === undefined ? undefined : { kind: k, value: amount, power: [below, above] }
}

function readCoin(reader: Reader, path: string, value: unknown): CoinShock | undefined {
  const raw = reader.object(path, value)
  if (raw === undefined) return undefined
  onlyKeys(reader, path, raw, ['spot', 'vol', 'skew25', 'term', 'basis'])
  const found = reader.raw(raw, 'vol')
  const vol = found === undefined ? undefined : readVol(reader, `${path}.vol`, found)
  return {
    spot: reader.may(raw, path, 'spot', move, 0),
    ...(vol === undefined ? {} : { vol }),
    skew25: reader.may(raw, path, 'skew25', change, 0),
    term: reader.may(raw, path, 'term', change, 0),
    basis: reader.may(raw, path, 'basis', change, 0),
  }
}

/** A dictionary of moves by name. */
function readMoves(reader: Reader, raw: Raw, path: string, key: string): Record<string, number> {
  const child = reader.child(raw, path, key, true)
  const moves: Record<string, number> = {}
  for (const [name, value] of child === undefined ? [] : reader.entries(`${path}.${key}`, child, MOST)) {
    const m = reader.value(`${path}.${key}.${name}`, value, move)
    if (m !== undefined) moves[name] = m
  }
  return moves
}

function readScenario(reader: Reader, path: string, value: unknown, market: Market): Shock | undefined {
  const raw = reader.object(path, value)
  if (raw === undefined) return undefined
  onlyKeys(reader, path, raw, ['label', 'weight', 'underlyings', 'stablecoins', 'collateral', 'days', 'dynamics'])
  const coins = reader.child(raw, path, 'underlyings', true)
  const underlyings: Record<string, CoinShock> = {}
  for (const [coin, entry] of coins === undefined ? [] : reader.entries(`${path}.underlyings`, coins, MOST)) {
    if (!Object.hasOwn(market.underlyings, coin))
      reader.fault(`${path}.underlyings.${coin}`, coin, `a coin of the market: ${Object.keys(market.underlyings).join(', ')}`)
    const read = readCoin(reader, `${path}.underlyings.${coin}`, entry)
    if (read !== undefined) underlyings[coin] = read
  }
  const collateral = readMoves(reader, raw, path, 'collateral')
  for (const name of Object.keys(collateral))
    if (!Object.hasOwn(market.assets, name))
      reader.fault(`${path}.collateral.${name}`, name, `an asset of the market: ${Object.keys(market.assets).join(', ') || 'it has none'}`)
  return {
    label: reader.may(raw, path, 'label', a.text, path),
    weight: reader.may(raw, path, 'weight', a.notNegative, 1),
    underlyings,
    stablecoins: readMoves(reader, raw, path, 'stablecoins'),
    collateral,
    days: reader.may(raw, path, 'days', days, 0),
    dynamics: reader.may(raw, path, 'dynamics', dynamics, 'strike'),
  }
}

/** `counterpoise/shocks@1`: every fault by path, coins and assets held against the market. */
export function restoreShocks(value: unknown, market: Market): Result<readonly Shock[]> {
  const reader = new Reader()
  const raw = reader.object('', value, 'a shocks document')
  if (raw === undefined) return fail(...reader.faults)
  onlyKeys(reader, '', raw, ['format', 'scenarios'])
  const format = reader.raw(raw, 'format')
  if (format !== 'counterpoise/shocks@1') reader.fault('format', format, '"counterpoise/shocks@1"')
  const list = reader.list(raw, '', 'scenarios', MOST, false)
  if (Array.isArray(reader.raw(raw, 'scenarios')) && list.length === 0) reader.fault('scenarios', 'none', 'at least one scenario')
  const shocks = list.flatMap((entry, i) => readScenario(reader, `scenarios[${i}]`, entry, market) ?? [])
  return reader.faults.length > 0 ? fail(...reader.faults) : ok(shocks)
}
