import { restoreMarket } from '../../../src/domain/door/market.ts'
import { restorePortfolio } from '../../../src/domain/door/portfolio.ts'
import type { MarginResult } from '../../../src/domain/margin.ts'
import type { Methodology, VenueParams } from '../../../src/domain/methodology.ts'
import { printFault, type Result } from '../../../src/domain/result.ts'
import type { Core } from '../../../src/engine/core.ts'
import { computeMargin, paramsOn } from '../../../src/engine/margin.ts'

export interface Ask {
  readonly portfolio: unknown
  readonly market: unknown
  readonly rules?: string
  /** Full paths into the record, below `common` or `underlyings`, with their values. */
  readonly set?: Readonly<Record<string, unknown>>
  /** Entries added to `underlyings` whole. */
  readonly add?: Readonly<Record<string, unknown>>
}

export function value<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(result.faults.map(printFault).join('\n'))
}

/** A copy of a record with one value set; objects only. */
function withPath(record: unknown, path: string, x: unknown): unknown {
  const copy = structuredClone(record) as Record<string, unknown>
  const steps = path.split('.')
  const last = steps.pop() ?? ''
  let node = copy
  for (const step of steps) {
    const next = node[step]
    if (typeof next !== 'object' || next === null) throw new Error(`no ${step} on the way to ${path}`)
    node = next as Record<string, unknown>
  }
  node[last] = x
  return copy
}

function paramsFor(venue: Methodology, ask: Pick<Ask, 'rules' | 'set' | 'add'>): VenueParams | undefined {
  if (ask.set === undefined && ask.add === undefined) return undefined
  const { params } = paramsOn(venue, ask.rules)
  let record: unknown = { ...params, underlyings: { ...params.underlyings, ...ask.add } }
  for (const [path, x] of Object.entries(ask.set ?? {})) record = withPath(record, path, x)
  return value(venue.restoreParams(record))
}

/** Margin through the doors and the engine, as the command line does it. */
export function run(core: Core, venue: Methodology, ask: Ask): MarginResult {
  const params = paramsFor(venue, ask)
  return computeMargin(core, venue, {
    portfolio: value(restorePortfolio(ask.portfolio)),
    market: value(restoreMarket(ask.market)),
    legs: true,
    ...(ask.rules === undefined ? {} : { rulesDate: ask.rules }),
    ...(params === undefined ? {} : { params }),
  })
}

export const portfolio = (positions: unknown[], rest: object = {}) => ({
  format: 'counterpoise/portfolio@1',
  name: 'test',
  positions,
  ...rest,
})
export const market = (asOf: string, underlyings: object, rest: object = {}) => ({
  format: 'counterpoise/market@1',
  asOf,
  source: 'test',
  underlyings,
  ...rest,
})

/** Charges of an account (or the whole) by name. */
export const charges = (of: Pick<MarginResult, 'charges'>): Record<string, number> =>
  Object.fromEntries(of.charges.map((c) => [c.name, c.initial]))
