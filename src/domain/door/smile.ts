import type { Smile } from '../market.ts'
import { LIMITS } from './limits.ts'
import { a, type Raw, type Reader } from './read.ts'

/** Lowest a + b·sigma·sqrt(1 − rho²) that is rounding, not a negative variance: a fit may end on the edge of the domain. */
const ROUNDING = -1e-12

/** Strikes under `key`: each above 0, ascending, none twice. */
export function readStrikes(reader: Reader, raw: Raw, path: string, key: string): readonly number[] {
  const found = reader.list(raw, path, key, LIMITS.strikes, true).map((s, i) => reader.value(`${path}.${key}[${i}]`, s, a.positive))
  found.forEach((strike, i) => {
    const previous = found[i - 1]
    if (strike !== undefined && previous !== undefined && strike <= previous) {
      reader.fault(`${path}.${key}[${i}]`, strike, `a strike above the one before it, ${previous}`)
    }
  })
  return found.filter((s) => s !== undefined)
}

function readPoints(reader: Reader, raw: Raw, path: string): Smile | undefined {
  const before = reader.faults.length
  const strikes = readStrikes(reader, raw, path, 'strikes')
  const list = reader.list(raw, path, 'vols', LIMITS.strikes, true)
  const vols = list.map((s, i) => reader.value(`${path}.vols[${i}]`, s, a.positive)).filter((s) => s !== undefined)
  if (reader.faults.length > before) return undefined
  if (strikes.length !== vols.length) {
    return reader.fault(`${path}.vols`, vols.length, `as many vols as strikes, ${strikes.length}`)
  }
  return strikes.length === 0 ? undefined : { type: 'points', strikes, vols }
}

function readSvi(reader: Reader, raw: Raw, path: string): Smile | undefined {
  const level = reader.need(raw, path, 'a', a.number)
  const b = reader.need(raw, path, 'b', a.notNegative)
  const rho = reader.need(raw, path, 'rho', a.correlation)
  const m = reader.need(raw, path, 'm', a.number)
  const sigma = reader.need(raw, path, 'sigma', a.positive)
  if (level === undefined || b === undefined || rho === undefined || m === undefined || sigma === undefined) return undefined
  if (level + b * sigma * Math.sqrt(1 - rho * rho) < ROUNDING) {
    return reader.fault(`${path}.a`, level, 'a + b·sigma·sqrt(1 − rho²) at or above 0: total variance is never negative')
  }
  return { type: 'svi', a: level, b, rho, m, sigma }
}

/** The smile of an expiry; undefined where it is left out or empty (no options), or at fault. */
export function readSmile(reader: Reader, path: string, value: unknown): Smile | undefined {
  if (value === undefined) return undefined
  const raw = reader.object(path, value, 'a smile: an object with "type": "points" or "svi"')
  if (raw === undefined || Object.keys(raw).length === 0) return undefined
  const type = reader.raw(raw, 'type')
  if (type === 'points') return readPoints(reader, raw, path)
  if (type === 'svi') return readSvi(reader, raw, path)
  return reader.fault(`${path}.type`, type, '"points" or "svi"')
}
