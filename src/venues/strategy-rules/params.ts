import type { Dated, VenueParams } from '../../domain/methodology.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { Reader } from '../shared/read.ts'
import { readClass, readStrategyCommon } from '../shared/strategy/door.ts'
import { BROAD_INDEX_CLASS, COIN_CLASS, EQUITY_CLASS, INDEX_FUND_CLASS, STRATEGY_COMMON, STRATEGY_SOURCE } from '../shared/strategy/sets.ts'
import type { StrategyClass, StrategyCommon } from '../shared/strategy/types.ts'

type Set = Dated<StrategyClass>

const teaching = (underlying: string): Set => ({
  underlying,
  from: '2026-01-01',
  label: 'teaching: a coin as if it were a stock',
  source: 'teaching parameter of this project: the equity percentages; no rule gives a class to coins',
  params: COIN_CLASS,
})

/** The day from which an example of 2007 is known to hold. */
const example = (underlying: string, label: string, params: StrategyClass): Set => ({
  underlying,
  from: '2007-02-23',
  knownFrom: true,
  label,
  source: `${STRATEGY_SOURCE}; Cboe, Margin Requirement Examples for Sample Options-based Positions (2007)`,
  params,
})

export const VERSIONS: readonly Set[] = [
  teaching('BTC'),
  teaching('ETH'),
  example('IBM', 'equity example', EQUITY_CLASS),
  example('SPX', 'broad index example', BROAD_INDEX_CLASS),
  example('SPY', 'index fund example: a tenth of the index', INDEX_FUND_CLASS),
]

export const COMMON: readonly Dated<StrategyCommon>[] = [
  {
    underlying: '*',
    from: '2000-04-01',
    knownFrom: true,
    label: 'US strategy-based rules',
    source: STRATEGY_SOURCE,
    params: STRATEGY_COMMON,
  },
]

/** The door for an edited record: every fault at once, by path. `common` left out is the shipped one. */
export function restoreStrategy(value: unknown): Result<VenueParams<StrategyClass, StrategyCommon>> {
  const r = new Reader()
  const o = r.object(value, '')
  if (o === undefined) return fail(...r.faults)
  r.only(o, '', ['underlyings', 'common'])
  const own = r.object(o['underlyings'], 'underlyings') ?? {}
  const underlyings = Object.fromEntries(Object.entries(own).map(([name, c]) => [name, readClass(r, c, `underlyings.${name}`)]))
  const common = o['common'] === undefined ? STRATEGY_COMMON : readStrategyCommon(r, o['common'], 'common')
  return r.faults.length > 0 ? fail(...r.faults) : ok({ underlyings, common })
}
