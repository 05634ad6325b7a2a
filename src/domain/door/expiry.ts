import type { Expiry, Quote } from '../market.ts'
import { utcDay } from '../units.ts'
import { LIMITS } from './limits.ts'
import { a, type Raw, type Reader } from './read.ts'
import { readSmile, readStrikes } from './smile.ts'

function readQuote(reader: Reader, path: string, value: unknown): Quote | undefined {
  const raw = reader.object(path, value)
  if (raw === undefined) return undefined
  const strike = reader.need(raw, path, 'strike', a.positive)
  const type = reader.need(raw, path, 'type', a.optionType)
  const bid = reader.maybe(raw, path, 'bid', a.notNegative)
  const ask = reader.maybe(raw, path, 'ask', a.notNegative)
  const mark = reader.maybe(raw, path, 'mark', a.notNegative)
  if (strike === undefined || type === undefined) return undefined
  return {
    strike,
    type,
    ...(bid === undefined ? {} : { bid }),
    ...(ask === undefined ? {} : { ask }),
    ...(mark === undefined ? {} : { mark }),
  }
}

/** Inside a settlement window: the fixed part is within the whole forward. */
function readFixed(reader: Reader, raw: Raw, path: string, forward: number | undefined): number {
  const fixed = reader.may(raw, path, 'forwardFixed', a.notNegative, 0)
  if (forward !== undefined && fixed > forward) {
    reader.fault(`${path}.forwardFixed`, fixed, `at most the whole forward, ${forward}`)
  }
  return fixed
}

function readSpread(reader: Reader, raw: Raw, path: string): { vol: number } | undefined {
  const value = reader.raw(raw, 'spread')
  const spread = value === undefined ? undefined : reader.object(`${path}.spread`, value, 'an object such as {"vol": 0.012}')
  const vol = spread && reader.need(spread, `${path}.spread`, 'vol', a.notNegative)
  return vol === undefined ? undefined : { vol }
}

function readExpiry(reader: Reader, path: string, value: unknown): Expiry | undefined {
  const raw = reader.object(path, value)
  if (raw === undefined) return undefined
  const at = reader.time(`${path}.at`, reader.raw(raw, 'at'), true)
  const forward = reader.need(raw, path, 'forward', a.positive)
  const forwardFixed = readFixed(reader, raw, path, forward)
  const estimatedDelivery = reader.maybe(raw, path, 'estimatedDelivery', a.positive)
  const rate = reader.may(raw, path, 'rate', a.number, 0)
  const smile = readSmile(reader, `${path}.smile`, reader.raw(raw, 'smile'))
  const listed = readStrikes(reader, raw, path, 'strikes')
  const quotes = reader
    .list(raw, path, 'quotes', LIMITS.quotes, true)
    .map((q, i) => readQuote(reader, `${path}.quotes[${i}]`, q))
    .filter((q) => q !== undefined)
  const spread = readSpread(reader, raw, path)
  const trust = reader.child(raw, path, 'confidence', true) ?? {}
  const under = `${path}.confidence`
  const confidence = {
    forward: reader.may(trust, under, 'forward', a.fraction, 1),
    vol: reader.may(trust, under, 'vol', a.fraction, 1),
    rate: reader.may(trust, under, 'rate', a.fraction, 1),
  }
  if (at === undefined || forward === undefined) return undefined
  const strikes = listed.length === 0 && smile?.type === 'points' ? smile.strikes : listed
  return {
    at,
    forward,
    forwardFixed,
    ...(estimatedDelivery === undefined ? {} : { estimatedDelivery }),
    rate,
    ...(smile === undefined ? {} : { smile }),
    strikes,
    quotes,
    ...(spread === undefined ? {} : { spread }),
    confidence,
  }
}

/** The expiries of an underlying, sorted by time whatever their order in the file; two on one UTC date are a fault that names both. */
export function readExpiries(reader: Reader, raw: Raw, path: string): readonly Expiry[] {
  const days = new Map<number, number>()
  const list = reader.list(raw, path, 'expiries', LIMITS.expiries, true)
  const expiries = list.map((e, i) => {
    const expiry = readExpiry(reader, `${path}.expiries[${i}]`, e)
    if (expiry === undefined) return undefined
    const day = utcDay(expiry.at)
    const first = days.get(day)
    if (first === undefined) days.set(day, i)
    else {
      const date = new Date(day).toISOString().slice(0, 10)
      const expected = `one expiry a UTC date: ${date} is that of ${path}.expiries[${first}] too`
      reader.fault(`${path}.expiries[${i}].at`, reader.raw((e ?? {}) as Raw, 'at'), expected)
    }
    return expiry
  })
  return expiries.filter((e) => e !== undefined).sort((p, q) => p.at - q.at)
}
