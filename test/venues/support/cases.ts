import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { restoreMarket } from '../../../src/domain/door/market.ts'
import { restorePortfolio } from '../../../src/domain/door/portfolio.ts'
import type { MarginResult } from '../../../src/domain/margin.ts'
import type { Market } from '../../../src/domain/market.ts'
import type { Methodology, VenueParams } from '../../../src/domain/methodology.ts'
import type { Portfolio } from '../../../src/domain/portfolio.ts'
import { printFault, type Result } from '../../../src/domain/result.ts'
import type { Core } from '../../../src/engine/core.ts'
import { computeMargin, paramsOn } from '../../../src/engine/margin.ts'
import { withValue } from './paths.ts'

/** test/venues/<id>/cases/<name>.json; the shape is told in test/venues/README.md. */
export interface CaseFile {
  readonly title: string
  readonly portfolio: unknown
  readonly market: unknown
  readonly rules?: string
  readonly set?: Readonly<Record<string, unknown>>
  readonly expected: ExpectedResult
  readonly method: string
}
interface ExpectedAmounts {
  readonly initial?: number
  readonly maintenance?: number
  readonly equity?: number
}
interface ExpectedResult extends ExpectedAmounts {
  readonly standard?: ExpectedAmounts
  /** P&L of every row, at the top where there is one account. */
  readonly scenarios?: readonly number[]
  readonly accounts?: Readonly<Record<string, ExpectedAmounts & { readonly scenarios?: readonly number[] }>>
}

/** Leaves that the rule declares off or that only label: why nothing moves. */
export interface InertRow {
  readonly path: string
  readonly inert: string
}

/** A row of test/venues/<id>/parameters.json. */
export interface ParameterRow {
  readonly path: string
  readonly move?: string
  readonly low: unknown
  readonly high: unknown
  readonly case: string
  readonly result: string
  readonly direction: 'up' | 'down' | 'either'
}

/** test/venues/<id>/facts.json: what the venue's rules say where venues differ. */
export interface Facts {
  readonly longPremium: {
    /** What the rules say, in a sentence. */
    readonly says: string
    /** Results that never exceed the premium (the book's equity) of a book of long options alone; empty where the rules do not say so. */
    readonly bounded: readonly string[]
    readonly tolerance: number
    /** Cases whose books are long options alone. */
    readonly cases: readonly string[]
  }
  /** A contract that the venue does not take. */
  readonly unsupported: { readonly instrument: string; readonly reason: string }
}

const folderOf = (venue: string): URL => new URL(`../${venue}/`, import.meta.url)

const readJson = (url: URL): unknown => JSON.parse(readFileSync(url, 'utf8'))

export interface Case {
  readonly name: string
  readonly file: CaseFile
}

export function casesOf(venue: string): Case[] {
  const folder = new URL('cases/', folderOf(venue))
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((n) => n.endsWith('.json'))
  return names.sort().map((n) => ({ name: n.replace(/\.json$/, ''), file: readJson(new URL(n, folder)) as CaseFile }))
}

export function parametersOf(venue: string): (ParameterRow | InertRow)[] {
  const file = new URL('parameters.json', folderOf(venue))
  return existsSync(file) ? (readJson(file) as (ParameterRow | InertRow)[]) : []
}

export function factsOf(venue: string): Facts | undefined {
  const file = new URL('facts.json', folderOf(venue))
  return existsSync(file) ? (readJson(file) as Facts) : undefined
}

/** The value behind a door, or an error that lists every fault. */
export function must<T>(r: Result<T>): T {
  if (!r.ok) throw new Error(r.faults.map(printFault).join('\n'))
  return r.value
}

export interface Question {
  readonly portfolio: Portfolio
  readonly market: Market
  readonly params: VenueParams
}

/** The case behind the public doors, under the record in force on its date with its own values set. */
export function questionOf(venue: Methodology, file: CaseFile, moved: Readonly<Record<string, unknown>> = {}): Question {
  let record: unknown = paramsOn(venue, file.rules).params
  for (const [path, value] of Object.entries({ ...file.set, ...moved })) record = withValue(record, path, value)
  return {
    portfolio: must(restorePortfolio(file.portfolio)),
    market: must(restoreMarket(file.market)),
    params: must(venue.restoreParams(record)),
  }
}

export const answer = (core: Core, venue: Methodology, q: Question): MarginResult => computeMargin(core, venue, { ...q, legs: true })
