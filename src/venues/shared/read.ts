import { type Fault, fault } from '../../domain/result.ts'

/** Collects every fault of a document while it is read; a value that fails its check is replaced by a stand-in that nobody sees. */
export class Reader {
  readonly faults: Fault[] = []

  fail(path: string, value: unknown, expected: string): void {
    this.faults.push(fault(path, value, expected))
  }

  /** A plain object, or undefined with a fault. */
  object(value: unknown, path: string): Readonly<Record<string, unknown>> | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
    this.fail(path, value, 'an object')
    return undefined
  }

  /** A finite number within bounds (inclusive unless `above`/`below`); a decimal string such as "0.45" counts as one. */
  number(value: unknown, path: string, b: Bounds): number {
    const n = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value
    const fits =
      typeof n === 'number' &&
      Number.isFinite(n) &&
      (b.from === undefined || n >= b.from) &&
      (b.above === undefined || n > b.above) &&
      (b.to === undefined || n <= b.to) &&
      (b.below === undefined || n < b.below)
    if (fits) return n
    this.fail(path, value, inWords(b))
    return Number.NaN
  }

  boolean(value: unknown, path: string): boolean {
    if (typeof value === 'boolean') return value
    this.fail(path, value, 'true or false')
    return false
  }

  oneOf<T extends string>(value: unknown, path: string, words: readonly T[]): T | undefined {
    const found = words.find((w) => w === value)
    if (found === undefined) this.fail(path, value, words.join(', ').replace(/, ([^,]*)$/, ' or $1'))
    return found
  }

  /** Keys that nobody reads are faults: a misspelt parameter must not be lost in silence. */
  only(o: Readonly<Record<string, unknown>>, path: string, known: readonly string[]): void {
    for (const key of Object.keys(o)) {
      if (!known.includes(key)) this.fail(join(path, key), o[key], `no such parameter; known here: ${known.join(', ')}`)
    }
  }

  /** A group of numbers by name. */
  group<K extends string>(value: unknown, path: string, spec: Readonly<Record<K, Bounds>>): Record<K, number> {
    const names = Object.keys(spec) as K[]
    const o = this.object(value, path)
    if (o !== undefined) this.only(o, path, names)
    const read = names.map((name) => [name, o === undefined ? Number.NaN : this.number(o[name], join(path, name), spec[name])])
    return Object.fromEntries(read) as Record<K, number>
  }
}

export interface Bounds {
  readonly from?: number
  readonly above?: number
  readonly to?: number
  readonly below?: number
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

export const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

function inWords(b: Bounds): string {
  const low = b.from !== undefined ? `at least ${b.from}` : b.above !== undefined ? `above ${b.above}` : undefined
  const high = b.to !== undefined ? `at most ${b.to}` : b.below !== undefined ? `below ${b.below}` : undefined
  const bounds = [low, high].filter((s) => s !== undefined)
  return bounds.length === 0 ? 'a number' : `a number ${bounds.join(' and ')}`
}
