import { type Fault, fault } from '../../../domain/result.ts'

export type Raw = Readonly<Record<string, unknown>>

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

const at = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Bounds of a number; `whole` asks for an integer. */
export interface Bounds {
  readonly min?: number
  readonly max?: number
  readonly above?: number
  readonly whole?: boolean
}

const inWords = (b: Bounds): string => {
  const kind = b.whole === true ? 'a whole number' : 'a number'
  if (b.min !== undefined && b.max !== undefined) return `${kind} from ${b.min} to ${b.max}`
  if (b.above !== undefined) return b.max === undefined ? `${kind} above ${b.above}` : `${kind} above ${b.above} and at most ${b.max}`
  return b.min === undefined ? kind : `${kind} at or above ${b.min}`
}

/** Reads parameter records and gathers every fault by path. Numbers may be decimal strings; only own keys count. */
export class ParamsReader {
  readonly faults: Fault[] = []

  fault(path: string, value: unknown, expected: string): undefined {
    this.faults.push(fault(path, value, expected))
    return undefined
  }

  object(raw: Raw, path: string, key: string, optional = false): Raw | undefined {
    const value = this.raw(raw, key)
    if (value === undefined && optional) return undefined
    return isRaw(value) ? value : this.fault(at(path, key), value, 'an object')
  }

  raw(raw: Raw, key: string): unknown {
    return Object.hasOwn(raw, key) ? raw[key] : undefined
  }

  number(raw: Raw, path: string, key: string, bounds: Bounds = {}): number {
    return this.numberOf(this.raw(raw, key), at(path, key), bounds)
  }

  /** NaN stands for a number at fault; the record is refused anyway. */
  numberOf(value: unknown, path: string, bounds: Bounds): number {
    const x = typeof value === 'string' && DECIMAL.test(value.trim()) ? Number(value) : value
    const good =
      typeof x === 'number' &&
      Number.isFinite(x) &&
      x >= (bounds.min ?? x) &&
      x <= (bounds.max ?? x) &&
      (bounds.above === undefined || x > bounds.above) &&
      (bounds.whole !== true || Number.isInteger(x))
    if (good) return x
    this.fault(path, value, inWords(bounds))
    return Number.NaN
  }

  oneOf<T extends string>(raw: Raw, path: string, key: string, options: readonly T[]): T {
    const value = this.raw(raw, key)
    const found = options.find((o) => o === value)
    if (found === undefined) this.fault(at(path, key), value, `one of ${options.join(', ')}`)
    return found ?? (options[0] as T)
  }

  yesNo(raw: Raw, path: string, key: string): boolean {
    const value = this.raw(raw, key)
    if (value === true || value === 'true') return true
    if (value !== false && value !== 'false') this.fault(at(path, key), value, 'true or false')
    return false
  }

  /** Keys that nothing reads are faults: a misspelt parameter must not be passed over. */
  only(raw: Raw, path: string, known: readonly string[]): void {
    for (const key of Object.keys(raw)) {
      if (!known.includes(key)) this.fault(at(path, key), raw[key], `no such parameter; known here are ${known.join(', ')}`)
    }
  }

  document(value: unknown): Raw | undefined {
    return isRaw(value) ? value : this.fault('', value, 'a parameter record')
  }
}

/** Numbers by key, each within the same or its own bounds. */
export function numbers<K extends string>(r: ParamsReader, raw: Raw, path: string, bounds: Readonly<Record<K, Bounds>>): Record<K, number> {
  return Object.fromEntries(Object.entries<Bounds>(bounds).map(([key, b]) => [key, r.number(raw, path, key, b)])) as Record<K, number>
}
