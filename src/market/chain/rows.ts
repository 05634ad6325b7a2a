import type { Instrument } from '../../domain/instrument.ts'
import type { Millis } from '../../domain/units.ts'

/** One line of an option chain, as its source gives it. Numbers that the source leaves out, or that are no finite number, are undefined. */
export interface ChainRow {
  /** 1-based place in the source: the row of a CSV file (its header is 1), the n-th entry of a list. */
  readonly row: number
  /** As the source writes it. */
  readonly name: string
  /** Undefined where the name is nobody's. */
  readonly instrument: Instrument | undefined
  /** Mark vol as a fraction a year. */
  readonly vol: number | undefined
  /** USD. */
  readonly forward: number | undefined
  readonly index: number | undefined
  /** In the instrument's own quote: coin for inverse options, USD otherwise. */
  readonly mark: number | undefined
  readonly bid: number | undefined
  readonly ask: number | undefined
  /** Perpetuals only. */
  readonly funding8h: number | undefined
  /** When the row was taken. */
  readonly at: Millis | undefined
}

/** What a source gave, before it is made a market. */
export interface Chain {
  readonly source: string
  readonly rows: readonly ChainRow[]
}

/** A row that is not in the market, and why. */
export interface Skipped {
  readonly row: number
  readonly name: string
  readonly reason: string
}

/** A finite number, or nothing. */
export const finiteOr = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)

/** Middle value; the mean of the two middle ones of an even count; undefined of none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((p, q) => p - q)
  const half = sorted.length >> 1
  const upper = sorted[half]
  const lower = sorted[half - 1]
  if (upper === undefined) return undefined
  return sorted.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2
}
