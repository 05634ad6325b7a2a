import { restoreMarket } from '../../../src/domain/door/market.ts'
import { restorePortfolio } from '../../../src/domain/door/portfolio.ts'
import type { MarginResult } from '../../../src/domain/margin.ts'
import { computeMargin, paramsOn } from '../../../src/engine/margin.ts'
import { okxVenue, unitOf } from '../../../src/venues/okx/index.ts'
import type { CommonParams, UnderlyingParams } from '../../../src/venues/okx/params/types.ts'
import type { UnitRisk } from '../../../src/venues/okx/unit.ts'
import { testCore } from '../../support/core.ts'
import { must } from '../support/cases.ts'
import { withValue } from '../support/paths.ts'

export const core = await testCore()

/** A book as it is typed in a test: instrument, coins, and the entry where it has one. */
export type Line = readonly [instrument: string, quantity: number, price?: number]

export interface Ask {
  readonly positions: readonly Line[]
  readonly collateral?: Readonly<Record<string, number>>
  readonly orders?: readonly Line[]
  readonly market: unknown
  readonly rules?: string
  readonly set?: Readonly<Record<string, unknown>>
}

function inputs(ask: Ask) {
  const line = ([instrument, quantity, price]: Line) => ({ instrument, quantity, ...(price === undefined ? {} : { price }) })
  let record: unknown = paramsOn(okxVenue, ask.rules).params
  for (const [path, value] of Object.entries(ask.set ?? {})) record = withValue(record, path, value)
  const portfolio = must(
    restorePortfolio({
      format: 'counterpoise/portfolio@1',
      positions: ask.positions.map(line),
      collateral: Object.entries(ask.collateral ?? {}).map(([asset, amount]) => ({ asset, amount })),
      orders: (ask.orders ?? []).map((o) => ({ ...line(o), status: 'pending' })),
    }),
  )
  return { portfolio, market: must(restoreMarket(ask.market)), params: must(okxVenue.restoreParams(record)) }
}

export const margin = (ask: Ask): MarginResult => computeMargin(core, okxVenue, { ...inputs(ask), legs: true })

/** The risk unit of a coin as the position builder shows it. */
export function unit(ask: Ask, coin: string): UnitRisk {
  const { portfolio, market, params } = inputs(ask)
  let found: UnitRisk | undefined
  const spied = {
    ...okxVenue,
    margin: (...[account, grid, values, setting]: Parameters<typeof okxVenue.margin>) => {
      if (account.name === coin) found = unitOf(account, grid, values, setting)
      return okxVenue.margin(account, grid, values, setting)
    },
  }
  computeMargin(core, spied, { portfolio, market, params })
  if (found === undefined) throw new Error(`no unit ${coin}`)
  return found
}

export const record = paramsOn(okxVenue).params as { underlyings: Readonly<Record<string, UnderlyingParams>>; common: CommonParams }

/** A market of coins at a price, without expiries. */
export const flat = (prices: Readonly<Record<string, number>>, stablecoins: Readonly<Record<string, number>> = {}): unknown => ({
  format: 'counterpoise/market@1',
  asOf: '2025-01-15T10:26:41Z',
  underlyings: Object.fromEntries(Object.entries(prices).map(([coin, index]) => [coin, { index, expiries: [] }])),
  stablecoins,
})
