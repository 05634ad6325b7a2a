import type { Dated, VenueParams } from '../../domain/methodology.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type Bounds, Reader } from '../shared/read.ts'
import { readClass, readStrategyCommon } from '../shared/strategy/door.ts'
import { BROAD_INDEX_CLASS, COIN_CLASS, EQUITY_CLASS, INDEX_FUND_CLASS, STRATEGY_COMMON } from '../shared/strategy/sets.ts'
import { defaultSettings, restoreSettings } from '../shared/switches.ts'
import { SWITCHES } from './readings.ts'
import type { GridCommon, GridParams } from './types.ts'

type Set = Dated<GridParams>

/** Official: 37.5 cents times the contract's multiplier. */
const EQUITY_MINIMUM = { usd: 0.375, of_price: 0 }
/** Official ranges (SEC releases 34-38248 and 34-46576). */
const STOCK_RANGE = { down: 0.15, up: 0.15 }
const HIGH_CAP_RANGE = { down: 0.08, up: 0.06 }
const COINS = 'coins'

/** No rule assigns a range to coins. */
const illustration = (coin: string): Set => ({
  underlying: coin,
  from: '2026-01-01',
  label: 'illustration: a coin as if it were a single stock',
  source:
    'teaching parameter of this project: the single-stock range; the minimum is 37.5 cents on a stock of 100 USD, as a share of the price; no rule assigns these to coins',
  params: {
    class: coin,
    group: COINS,
    range: STOCK_RANGE,
    exercise: 'european',
    minimum: { usd: 0, of_price: 0.00375 },
    standard: COIN_CLASS,
  },
})

const example = (underlying: string, label: string, params: GridParams): Set => ({
  underlying,
  from: '2007-02-23',
  knownFrom: true,
  label,
  source: 'SEC releases 34-38248, 34-46576, SR-CBOE-2006-014; Cboe, Margin Requirement Examples for Sample Options-based Positions (2007)',
  params,
})

export const VERSIONS: readonly Set[] = [
  illustration('BTC'),
  illustration('ETH'),
  example('IBM', 'single stock', {
    class: 'IBM',
    range: STOCK_RANGE,
    exercise: 'american',
    minimum: EQUITY_MINIMUM,
    standard: EQUITY_CLASS,
  }),
  example('SPX', 'broad index of high capitalisation', {
    class: 'S&P 500',
    range: HIGH_CAP_RANGE,
    exercise: 'european',
    minimum: EQUITY_MINIMUM,
    standard: BROAD_INDEX_CLASS,
  }),
  example('SPY', "index fund, in the index's class (reproduced from the table of 2007)", {
    class: 'S&P 500',
    range: HIGH_CAP_RANGE,
    exercise: 'american',
    minimum: EQUITY_MINIMUM,
    standard: INDEX_FUND_CLASS,
  }),
]

const COMMON_PARAMS: GridCommon = {
  offsets: { [COINS]: 0.75 },
  tree_steps: 500,
  assumptions: defaultSettings(SWITCHES),
  standard: STRATEGY_COMMON,
}
export const COMMON: readonly Dated<GridCommon>[] = [
  {
    underlying: '*',
    from: '2007-02-23',
    knownFrom: true,
    label: 'ten-point price grid',
    source:
      'SEC Rule 15c3-1a, FINRA Rule 4210(g), Cboe Rule 10.4; the offset of coins is a teaching parameter of this project (the lower of the haircut table, unverified)',
    params: COMMON_PARAMS,
  },
]

const SHARE: Bounds = { from: 0, to: 1 }
const EXERCISE = ['european', 'american'] as const

function ownParams(r: Reader, value: unknown, path: string): GridParams {
  const o = r.object(value, path) ?? {}
  r.only(o, path, ['class', 'group', 'range', 'exercise', 'minimum', 'standard'])
  const text = (key: string): string => {
    const found = o[key]
    if (typeof found !== 'string' || found === '') r.fail(`${path}.${key}`, found, 'a name')
    return String(found)
  }
  return {
    class: text('class'),
    ...(o['group'] === undefined ? {} : { group: text('group') }),
    range: r.group(o['range'], `${path}.range`, { down: { above: 0, below: 1 }, up: { above: 0, to: 10 } }),
    exercise: r.oneOf(o['exercise'], `${path}.exercise`, EXERCISE) ?? 'european',
    minimum: r.group(o['minimum'], `${path}.minimum`, { usd: { from: 0, to: 1e6 }, of_price: SHARE }),
    standard: readClass(r, o['standard'], `${path}.standard`),
  }
}

function commonParams(r: Reader, value: unknown): GridCommon {
  const o = r.object(value, 'common') ?? {}
  r.only(o, 'common', ['offsets', 'tree_steps', 'assumptions', 'standard'])
  const offsets = Object.entries(r.object(o['offsets'], 'common.offsets') ?? {})
  return {
    offsets: Object.fromEntries(offsets.map(([group, share]) => [group, r.number(share, `common.offsets.${group}`, SHARE)])),
    tree_steps: Math.floor(r.number(o['tree_steps'], 'common.tree_steps', { from: 1, to: 5000 })),
    assumptions: restoreSettings(r, o['assumptions'], 'common.assumptions', SWITCHES),
    standard: readStrategyCommon(r, o['standard'], 'common.standard'),
  }
}

/** The door for an edited record: every fault at once, by path. `common` left out is the shipped one. */
export function restoreGrid(value: unknown): Result<VenueParams<GridParams, GridCommon>> {
  const r = new Reader()
  const o = r.object(value, '')
  if (o === undefined) return fail(...r.faults)
  r.only(o, '', ['underlyings', 'common'])
  const own = Object.entries(r.object(o['underlyings'], 'underlyings') ?? {})
  const underlyings = Object.fromEntries(own.map(([name, p]) => [name, ownParams(r, p, `underlyings.${name}`)]))
  const common = o['common'] === undefined ? COMMON_PARAMS : commonParams(r, o['common'])
  for (const [name, { group }] of Object.entries(underlyings)) {
    if (group === undefined || Object.hasOwn(common.offsets, group)) continue
    r.fail(`underlyings.${name}.group`, group, `a group with an offset: ${Object.keys(common.offsets).join(', ')}`)
  }
  return r.faults.length > 0 ? fail(...r.faults) : ok({ underlyings, common })
}
