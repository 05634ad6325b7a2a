import { DIALECTS, type Dialect, type Instrument } from '../instrument.ts'
import { fail, fault, ok, type Result } from '../result.ts'
import { binance } from './binance.ts'
import { bybit } from './bybit.ts'
import { printInstrument } from './canonical.ts'
import { deribit } from './deribit.ts'
import { derive } from './derive.ts'
import { okx } from './okx.ts'
import { paradex } from './paradex.ts'
import { type DialectRules, isCoin } from './parts.ts'

const RULES: Readonly<Record<Dialect, DialectRules>> = { deribit, derive, okx, bybit, binance, paradex }

/** Longest name that is read at all. */
const LONGEST = 64
const EXPECTED = 'an instrument name such as BTC-27MAR26-100000-C, BTC-PERPETUAL or BTC'

/** One way in which a name can be understood, and the first venue that does. */
export interface Reading {
  readonly dialect: Dialect
  readonly instrument: Instrument
}

/** Structured names are read in any case; a bare mixed-case word (`wstETH`) is nobody's pair. */
function spelling(text: string): string | undefined {
  const mixed = /[a-z]/.test(text) && /[A-Z]/.test(text)
  return mixed && !/[-_]/.test(text) ? undefined : text.toUpperCase()
}

/** Every different contract that the name may mean over all venues, in the order of `DIALECTS`; two or more = ambiguous. */
export function readingsOf(text: string): readonly Reading[] {
  const trimmed = text.trim()
  const name = trimmed.length > LONGEST ? undefined : spelling(trimmed)
  if (name === undefined) return []
  const found = new Map<string, Reading>()
  for (const dialect of DIALECTS) {
    for (const instrument of RULES[dialect].read(name)) {
      const key = printInstrument(instrument)
      if (!found.has(key)) found.set(key, { dialect, instrument })
    }
  }
  return [...found.values()]
}

/** True where two venues (or two markets of one) use this name for different contracts: an import without `names` must ask. */
export const isAmbiguous = (text: string): boolean => readingsOf(text).length > 1

/** A bare coin is a spot holding: `BTC`, `wstETH`; all lower case is read as upper case. */
function bareCoin(text: string): Instrument | undefined {
  if (!isCoin(text)) return undefined
  const underlying = /[A-Z]/.test(text) ? text : text.toUpperCase()
  return isCoin(underlying) ? { kind: 'spot', underlying } : undefined
}

/**
 * Reads any supported venue's name. `dialect` decides where venues collide (its own likeliest reading wins, `BTCUSDT` at Bybit is the
 * perpetual); a name that is not the dialect's is read as whoever's it is, contracts before spot pairs. One fault with an empty path else.
 */
export function parseInstrument(text: string, dialect: Dialect): Result<Instrument> {
  const trimmed = text.trim()
  const name = trimmed.length > LONGEST ? undefined : spelling(trimmed)
  const own = name === undefined ? undefined : RULES[dialect].read(name)[0]
  if (own !== undefined) return ok(own)
  const readings = readingsOf(trimmed)
  const other = readings.find((r) => r.instrument.kind !== 'spot') ?? readings[0]
  const instrument = other?.instrument ?? bareCoin(trimmed)
  return instrument === undefined ? fail(fault('', text, EXPECTED)) : ok(instrument)
}

/**
 * The venue's own name of a contract. A failure where the venue lists no such contract (an inverse option at Bybit, a dated future at
 * Derive) or its name could not be read back to the same contract. A spot holding is its bare coin everywhere.
 */
export function printIn(instrument: Instrument, dialect: Dialect): Result<string> {
  const canonical = printInstrument(instrument)
  const name = instrument.kind === 'spot' ? instrument.underlying : RULES[dialect].print(instrument)
  if (name === undefined) return fail(fault('', canonical, `a contract that ${dialect} lists`))
  const back = parseInstrument(name, dialect)
  const same = back.ok && printInstrument(back.value) === canonical
  return same ? ok(name) : fail(fault('', canonical, `a contract whose name in ${dialect} (${name}) means nothing else`))
}
