import type { Methodology, VenueParams } from '../domain/methodology.ts'
import { fail, fault, type Result } from '../domain/result.ts'

/** One range of a record: where it stands, its value, and the value that means "nothing moves". */
export interface Range {
  /** Dotted, as `--set` takes it: `underlyings.BTC.price_range`, `underlyings.BTC.scenarios.3.spotShock`. */
  readonly path: string
  readonly value: number
  readonly neutral: number
}

/** `*`, or `*[weight=1]` / `*[weight!=1]`: the entries of which a field has, or has not, that value. */
const ANY = /^\*(?:\[(\w+)(!?=)([^\]]+)\])?$/

/** The keys that a step of a pattern means in a node. */
function keysOf(step: string, node: Readonly<Record<string, unknown>>): string[] {
  const any = ANY.exec(step)
  if (any === null) return Object.hasOwn(node, step) ? [step] : []
  const [, field, sign, wanted] = any
  return Object.keys(node).filter((key) => {
    if (field === undefined) return true
    const entry = node[key]
    const found = typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>)[field] : undefined
    return found !== undefined && (String(found) === wanted) === (sign === '=')
  })
}

/** Calls `visit` with every number that a pattern means; a pattern that means nothing in this record is silent. */
function walk(
  node: unknown,
  steps: readonly string[],
  path: readonly string[],
  visit: (path: readonly string[], value: number) => void,
): void {
  const [step, ...rest] = steps
  if (step === undefined) {
    if (typeof node === 'number') visit(path, node)
    return
  }
  if (typeof node !== 'object' || node === null) return
  const entries = node as Readonly<Record<string, unknown>>
  for (const key of keysOf(step, entries)) walk(entries[key], rest, [...path, key], visit)
}

/**
 * The price and vol ranges of a record, by the patterns that its venue declares (`Methodology.ranges`). Empty for a venue whose rules look at
 * no scenario.
 */
export function rangesOf(venue: Pick<Methodology, 'ranges'>, params: VenueParams): readonly Range[] {
  const found = new Map<string, Range>()
  for (const pattern of venue.ranges ?? []) {
    const [steps = '', neutral = '0'] = pattern.split('@')
    walk(params, steps.split('.'), [], (path, value) => {
      found.set(path.join('.'), { path: path.join('.'), value, neutral: Number(neutral) })
    })
  }
  return [...found.values()]
}

/** Twelve digits: 1 + (1.14 − 1) × 1.25 is 1.175, as a person would enter it. */
const round = (x: number): number => Number(x.toPrecision(12))

/** Most and least of the slider; beyond it no record of the list would pass its door. */
const FACTORS = { above: 0, to: 10 }

/**
 * "What if they raise margins by 25 %": one factor on how far the venue's price and vol ranges reach from "nothing moves", nothing else. A
 * factor of 1 gives the record itself. The result has passed the venue's own door: a factor that would make a price negative, say, comes
 * back as faults by path.
 */
export function scaleRanges(venue: Methodology, params: VenueParams, factor: number): Result<VenueParams> {
  if (!(factor > FACTORS.above && factor <= FACTORS.to)) return fail(fault('factor', factor, `a number above 0 and at most ${FACTORS.to}`))
  if (factor === 1) return { ok: true, value: params }
  const scaled: VenueParams = structuredClone(params)
  for (const { path, value, neutral } of rangesOf(venue, params)) {
    put(scaled, path.split('.'), round(neutral + (value - neutral) * factor))
  }
  return venue.restoreParams(scaled)
}

function put(root: unknown, steps: readonly string[], value: number): void {
  let node = root as Record<string, unknown>
  for (const step of steps.slice(0, -1)) node = node[step] as Record<string, unknown>
  const last = steps.at(-1)
  if (last !== undefined) node[last] = value
}
