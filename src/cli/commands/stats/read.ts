import * as v from 'valibot'
import { a, type Raw, Reader } from '../../../domain/door/read.ts'
import { fail, type Result } from '../../../domain/result.ts'
import type { RiskNumerics } from '../../../risk/numerics.ts'
import { parseJson } from '../../json.ts'

/** Most numbers in one list, and rows in one matrix: a line is held whole. */
const MOST = 2_000_000
const MOST_ROWS = 200

/** What single values of a line must be, beyond those of every door. */
export const of = {
  level: v.pipe(a.number, v.gtValue(0, 'a number above 0 and below 1'), v.ltValue(1, 'a number above 0 and below 1')),
  count: v.pipe(a.number, v.integer('a whole number at or above 0'), v.minValue(0, 'a whole number at or above 0')),
  whole: v.pipe(a.number, v.integer('a whole number above 0'), v.minValue(1, 'a whole number above 0')),
  belowOne: v.pipe(a.number, v.ltValue(1, 'a number below 1')),
  aboveOne: v.pipe(a.number, v.gtValue(1, 'a number above 1')),
} as const

/** A line's keys, read one by one; every fault is gathered. */
export class Line {
  readonly reader: Reader
  readonly raw: Raw
  constructor(reader: Reader, raw: Raw) {
    this.reader = reader
    this.raw = raw
  }

  need<T>(key: string, schema: v.GenericSchema<unknown, T>): T | undefined {
    return this.reader.need(this.raw, '', key, schema)
  }
  maybe<T>(key: string, schema: v.GenericSchema<unknown, T>): T | undefined {
    return this.reader.maybe(this.raw, '', key, schema)
  }
  has(key: string): boolean {
    return this.reader.raw(this.raw, key) !== undefined
  }

  /** A list of finite numbers, at least `least` of them. */
  numbers(key: string, least = 1): number[] | undefined {
    const path = key
    const found = this.reader.raw(this.raw, key)
    if (!Array.isArray(found) || found.length < least) {
      const shown = Array.isArray(found) ? `a list of ${found.length}` : found
      return this.reader.fault(path, shown, `a list of numbers, at least ${least}`)
    }
    if (!this.reader.atMost(path, found.length, MOST)) return undefined
    return this.#all(path, found)
  }

  /** A list of as many numbers as another, where both were read. */
  numbersAs(key: string, like: readonly unknown[] | undefined): number[] | undefined {
    const found = this.numbers(key, 1)
    if (found === undefined || like === undefined || found.length === like.length) return found
    return this.reader.fault(key, `a list of ${found.length}`, `a list of ${like.length} numbers`)
  }

  /** Lists of numbers, all of `columns` (or of the first's length). */
  rows(key: string, columns?: number, most = MOST): number[][] | undefined {
    const found = this.reader.raw(this.raw, key)
    if (!Array.isArray(found) || found.length === 0) return this.reader.fault(key, found, 'a list of lists of numbers')
    if (!this.reader.atMost(key, found.length, most)) return undefined
    const width = columns ?? (Array.isArray(found[0]) ? found[0].length : 0)
    const rows = found.map((row, i) => {
      const path = `${key}[${i}]`
      if (!Array.isArray(row) || row.length !== width) return this.reader.fault(path, row, `a list of ${width} numbers`)
      return this.#all(path, row)
    })
    return rows.every((row) => row !== undefined) ? rows : undefined
  }

  /** A square matrix that is its own mirror image, to a rounding. */
  symmetric(key: string): number[][] | undefined {
    const found = this.reader.raw(this.raw, key)
    const rows = this.rows(key, Array.isArray(found) ? found.length : undefined, MOST_ROWS)
    if (rows === undefined) return undefined
    for (const [i, row] of rows.entries()) {
      for (let j = 0; j < i; j++) {
        const here = row[j] ?? 0
        const there = rows[j]?.[i] ?? 0
        const size = Math.max(Math.abs(here), Math.abs(there), 1)
        if (Math.abs(here - there) > 1e-12 * size)
          return this.reader.fault(`${key}[${i}][${j}]`, here, `${there}, as at [${j}][${i}]: the matrix is symmetric`)
      }
    }
    return rows
  }

  #all(path: string, list: readonly unknown[]): number[] | undefined {
    const before = this.reader.faults.length
    const numbers = list.map((value, i) =>
      typeof value === 'number' && Number.isFinite(value) ? value : this.reader.value(`${path}[${i}]`, value, a.number),
    )
    return this.reader.faults.length === before ? (numbers as number[]) : undefined
  }
}

/** What a verb answers to one line; undefined where the line's faults say why not. */
export type Verb = (line: Line, numerics: RiskNumerics) => object | undefined

/** A verb as the filter wants it: text in, value or faults out. */
export function answerOf(verb: Verb, numerics: RiskNumerics): (text: string) => Result<unknown> {
  return (text) => {
    const parsed = parseJson(text, 'one JSON object on a line')
    if (!parsed.ok) return parsed
    const reader = new Reader()
    const raw = reader.object('', parsed.value, 'one JSON object on a line')
    if (raw === undefined) return fail(...reader.faults)
    const value = verb(new Line(reader, raw), numerics)
    if (value === undefined || reader.faults.length > 0) return fail(...reader.faults)
    const odd = Object.entries(value).find(([, x]) => typeof x === 'number' && !Number.isFinite(x))
    if (odd !== undefined) {
      reader.fault(odd[0], String(odd[1]), `inputs at which ${odd[0]} is a finite number`)
      return fail(...reader.faults)
    }
    return { ok: true, value }
  }
}
