import * as v from 'valibot'
import { type Fault, fault } from '../result.ts'
import { expiryDay, type Millis } from '../units.ts'

/** What single values must be. Each message is the `expected` of the fault. */
const finite = v.pipe(v.number('a number'), v.finite('a finite number'))
export const a = {
  number: finite,
  positive: v.pipe(finite, v.gtValue(0, 'a number above 0')),
  notNegative: v.pipe(finite, v.minValue(0, 'a number at or above 0')),
  fraction: v.pipe(finite, v.minValue(0, 'a number from 0 to 1'), v.maxValue(1, 'a number from 0 to 1')),
  correlation: v.pipe(finite, v.gtValue(-1, 'a number above -1 and below 1'), v.ltValue(1, 'a number above -1 and below 1')),
  yesNo: v.boolean('true or false'),
  text: v.pipe(v.string('a text'), v.maxLength(200, 'a text of at most 200 characters')),
  optionType: v.picklist(['call', 'put'], '"call" or "put"'),
} as const
type Schema<T> = v.GenericSchema<unknown, T>

/** A document as it comes in: only own keys count, so that nothing inherited (`constructor`) or smuggled (`__proto__`) is ever read. */
export type Raw = Readonly<Record<string, unknown>>
const own = (raw: Raw, key: string): unknown => (Object.hasOwn(raw, key) ? raw[key] : undefined)
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

/** Walks a document and gathers every fault; what is at fault reads as undefined and the walk goes on. */
export class Reader {
  readonly faults: Fault[] = []

  fault(path: string, value: unknown, expected: string): undefined {
    this.faults.push(fault(path, value, expected))
    return undefined
  }

  value<T>(path: string, value: unknown, schema: Schema<T>): T | undefined {
    const read = v.safeParse(schema, value)
    return read.success ? read.output : this.fault(path, value, read.issues[0].message)
  }

  /** A key that must be there. */
  need<T>(raw: Raw, path: string, key: string, schema: Schema<T>): T | undefined {
    return this.value(join(path, key), own(raw, key), schema)
  }

  /** A key that may be left out; `fallback` then stands for it, and for a value at fault (the document is refused anyway). */
  may<T>(raw: Raw, path: string, key: string, schema: Schema<T>, fallback: T): T {
    const value = own(raw, key)
    return value === undefined ? fallback : (this.value(join(path, key), value, schema) ?? fallback)
  }

  /** A key that may be left out and then stays out. */
  maybe<T>(raw: Raw, path: string, key: string, schema: Schema<T>): T | undefined {
    const value = own(raw, key)
    return value === undefined ? undefined : this.value(join(path, key), value, schema)
  }

  object(path: string, value: unknown, expected = 'an object'): Raw | undefined {
    return isRaw(value) ? value : this.fault(path, value, expected)
  }

  /** The object under a key; an empty one where the key may be left out and is. */
  child(raw: Raw, path: string, key: string, optional: boolean): Raw | undefined {
    const value = own(raw, key)
    return value === undefined && optional ? {} : this.object(join(path, key), value)
  }

  /** The list under a key, at most `most` long; empty where the key may be left out and is. */
  list(raw: Raw, path: string, key: string, most: number, optional: boolean): readonly unknown[] {
    const value = own(raw, key)
    if (value === undefined && optional) return []
    if (!Array.isArray(value)) return this.fault(join(path, key), value, 'a list') ?? []
    return this.atMost(join(path, key), value.length, most) ? value : []
  }

  atMost(path: string, count: number, most: number): boolean {
    if (count > most) this.fault(path, count, `at most ${most} entries`)
    return count <= most
  }

  /** The entries of an object that is a dictionary, at most `most`. */
  entries(path: string, raw: Raw, most: number): readonly (readonly [string, unknown])[] {
    const entries = Object.entries(raw)
    return this.atMost(path, entries.length, most) ? entries : []
  }

  raw(raw: Raw, key: string): unknown {
    return own(raw, key)
  }

  /** A time with its zone: `2026-03-27T08:00:00Z`. Where `dayAllowed`, a bare date means 08:00 UTC of that day. */
  time(path: string, value: unknown, dayAllowed = false): Millis | undefined {
    const expected = `a time such as 2026-03-27T08:00:00Z${dayAllowed ? ' or a date such as 2026-03-27' : ''}`
    return readTime(value, dayAllowed) ?? this.fault(path, value, expected)
  }
}

const TIME = /^(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/

/** Milliseconds of an ISO time with a zone; undefined for anything else, a day that does not exist included. */
export function readTime(value: unknown, dayAllowed = false): Millis | undefined {
  const parts = typeof value === 'string' ? TIME.exec(value) : null
  if (parts === null || typeof value !== 'string') return undefined
  const day = expiryDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))
  if (day === undefined) return undefined
  if (value.length === 10) return dayAllowed ? day : undefined
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : at
}

/**
 * Whether the document is of this format. Missing or foreign is a fault; a newer version is refused by name. `false` = do not read on:
 * the rest is not in a form that we know.
 */
export function checkFormat(reader: Reader, raw: Raw, kind: 'portfolio' | 'market', newest: number): boolean {
  const found = reader.raw(raw, 'format')
  const known = `"counterpoise/${kind}@${newest}"`
  const match = typeof found === 'string' ? new RegExp(`^counterpoise/${kind}@(\\d{1,6})$`).exec(found) : null
  const version = match === null ? 0 : Number(match[1])
  if (version >= 1 && version <= newest) return true
  reader.fault('format', found, version > newest ? `${known} or older; version ${version} is newer than this program reads` : known)
  return found === undefined
}
