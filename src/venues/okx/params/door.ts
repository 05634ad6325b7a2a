import type { VenueParams } from '../../../domain/methodology.ts'
import { fail, ok, type Result } from '../../../domain/result.ts'
import { type Bounds, join, Reader } from '../../shared/read.ts'
import { restoreSettings } from '../../shared/switches.ts'
import { restoreTiers } from '../../shared/tiers.ts'
import { SWITCHES } from './readings.ts'
import type { BorrowingParams, CommonParams, HedgeTier, UnderlyingParams, VolNode } from './types.ts'

const SHARE: Bounds = { from: 0, to: 1 }
const UP_TO = (to: number): Bounds => ({ from: 0, to })
const ANY: Bounds = { from: -1e15, to: 1e15 }
// A move of 1 or more would take the price to 0 or below.
const MOVE: Bounds = { above: 0, below: 1 }
const RATE = UP_TO(10)
const FACTOR = UP_TO(1000)

const OPTION = { a: UP_TO(10), b: UP_TO(10), c: UP_TO(10), order_min: UP_TO(10), F: UP_TO(1000) }
const ENTERED = { MR3: UP_TO(1e15), MR5: UP_TO(1e15), spotInUseAmt: ANY, maxSpotInUseAmt: UP_TO(1e15) }

/** A list of things of one kind: each read by `one`. */
function list<T>(r: Reader, value: unknown, path: string, what: string, one: (item: unknown, path: string, last: boolean) => T): T[] {
  const most = 100
  if (!Array.isArray(value) || value.length === 0 || value.length > most) {
    r.fail(path, Array.isArray(value) ? `${value.length} of them` : value, `a list of 1 to ${most} ${what}`)
    return []
  }
  return value.map((item: unknown, i) => one(item, `${path}[${i}]`, i === value.length - 1))
}

const moves = (r: Reader, value: unknown, path: string): number[] => list(r, value, path, 'price moves', (x, at) => r.number(x, at, MOVE))

/** An object with exactly these keys, or an empty one with a fault. */
function part(r: Reader, value: unknown, path: string, keys: readonly string[]): Readonly<Record<string, unknown>> {
  const o = r.object(value, path) ?? {}
  r.only(o, path, keys)
  return o
}

function underlying(r: Reader, value: unknown, path: string): UnderlyingParams {
  const o = part(r, value, path, ['MR1', 'MR4', 'MR6', 'MR7', 'entered', 'standard'])
  const at = (key: string): string => join(path, key)
  const mr1 = part(r, o['MR1'], at('MR1'), ['moves', 'moves_jan2025'])
  const mr7 = part(r, o['MR7'], at('MR7'), ['rate', 'tiers', 'tiers_old'])
  const standard = part(r, o['standard'], at('standard'), ['futures', 'options'])
  const futures = part(r, standard['futures'], at('standard.futures'), ['leverage', 'tiers'])
  const options = standard['options']
  return {
    MR1: { moves: moves(r, mr1['moves'], at('MR1.moves')), moves_jan2025: moves(r, mr1['moves_jan2025'], at('MR1.moves_jan2025')) },
    MR4: r.group(o['MR4'], at('MR4'), { fixed: RATE, annualised: RATE }),
    MR6: r.group(o['MR6'], at('MR6'), { move: MOVE }),
    MR7: {
      rate: r.number(mr7['rate'], at('MR7.rate'), RATE),
      tiers: restoreTiers(r, mr7['tiers'], at('MR7.tiers'), FACTOR),
      tiers_old: restoreTiers(r, mr7['tiers_old'], at('MR7.tiers_old'), FACTOR),
    },
    entered: r.group(o['entered'], at('entered'), ENTERED),
    standard: {
      futures: {
        leverage: r.number(futures['leverage'], at('standard.futures.leverage'), { from: 1, to: 1000 }),
        tiers: restoreTiers(r, futures['tiers'], at('standard.futures.tiers'), SHARE),
      },
      ...(options === undefined ? {} : { options: r.group(options, at('standard.options'), OPTION) }),
    },
  }
}

/** Days ascend, so that the change between two nodes is defined. */
function volNodes(r: Reader, value: unknown): VolNode[] {
  let from: number | undefined
  return list(r, value, 'common.MR1.vol', 'nodes', (node, path) => {
    const days: Bounds = from === undefined ? UP_TO(36_500) : { above: from, to: 36_500 }
    const own = r.group(node, path, { days, points: UP_TO(10), percent: UP_TO(10) })
    from = Number.isNaN(own.days) ? from : own.days
    return own
  })
}

function hedgeTiers(r: Reader, value: unknown): HedgeTier[] {
  let from = 0
  return list(r, value, 'common.MR9.tiers', 'tiers', (tier, path, last): HedgeTier => {
    const { upTo, ...rates } = r.object(tier, path) ?? {}
    const own = r.group(rates, path, { minimum: SHARE, rate_high: SHARE, rate_low: SHARE })
    if (last) {
      if (upTo !== undefined) r.fail(join(path, 'upTo'), upTo, 'no upTo: the last tier has no end')
      return own
    }
    const end = r.number(upTo, join(path, 'upTo'), { above: from })
    from = Number.isNaN(end) ? from : end
    return { upTo: end, ...own }
  })
}

/** One entry per asset, `*` among them for every other. */
function byAsset<T>(r: Reader, value: unknown, path: string, one: (item: unknown, path: string) => T): Record<string, T> {
  const o = r.object(value, path)
  if (o !== undefined && !Object.hasOwn(o, '*')) r.fail(join(path, '*'), undefined, 'an entry for every other asset')
  return Object.fromEntries(Object.entries(o ?? {}).map(([asset, item]) => [asset, one(item, join(path, asset))]))
}

/** Borrowing needs at least as much at first as later. */
function borrowing(r: Reader, value: unknown, path: string): BorrowingParams {
  const own = r.group(value, path, { MMR: SHARE, IMR: SHARE })
  if (own.IMR < own.MMR) r.fail(join(path, 'IMR'), own.IMR, `a number at least MMR (${own.MMR})`)
  return own
}

const COMMON_KEYS = ['MR1', 'MR2', 'MR6', 'MR7', 'MR8', 'MR9', 'IMR_factor', 'liquidation_fee', 'discounts', 'fees', 'assumptions']

function common(r: Reader, value: unknown): CommonParams {
  const o = part(r, value, 'common', COMMON_KEYS)
  const mr1 = part(r, o['MR1'], 'common.MR1', ['vol'])
  const mr9 = part(r, o['MR9'], 'common.MR9', ['index_high', 'index_low', 'tiers', 'user'])
  const index_high = r.number(mr9['index_high'], 'common.MR9.index_high', { above: 0, to: 2 })
  return {
    MR1: { vol: volNodes(r, mr1['vol']) },
    MR2: r.group(o['MR2'], 'common.MR2', { hours: UP_TO(24 * 365) }),
    MR6: r.group(o['MR6'], 'common.MR6', { share: SHARE }),
    MR7: r.group(o['MR7'], 'common.MR7', { option_slippage: SHARE }),
    MR8: byAsset(r, o['MR8'], 'common.MR8', (item, path) => borrowing(r, item, path)),
    MR9: {
      index_high,
      index_low: r.number(mr9['index_low'], 'common.MR9.index_low', { from: 0, ...(index_high > 0 ? { below: index_high } : {}) }),
      tiers: hedgeTiers(r, mr9['tiers']),
      user: restoreTiers(r, mr9['user'], 'common.MR9.user', SHARE),
    },
    IMR_factor: r.number(o['IMR_factor'], 'common.IMR_factor', { from: 1, to: 100 }),
    liquidation_fee: r.number(o['liquidation_fee'], 'common.liquidation_fee', SHARE),
    discounts: byAsset(r, o['discounts'], 'common.discounts', (item, path) => restoreTiers(r, item, path, SHARE)),
    fees: r.group(o['fees'], 'common.fees', { option: SHARE, option_premium_cap: SHARE, perpetual: SHARE }),
    assumptions: restoreSettings(r, o['assumptions'], 'common.assumptions', SWITCHES),
  }
}

/** The door for an edited record: every fault at once, by path; decimal strings count as numbers. `common` left out is the shipped one. */
export function restoreOkx(value: unknown, shipped: CommonParams): Result<VenueParams<UnderlyingParams, CommonParams>> {
  const r = new Reader()
  const o = r.object(value, '')
  if (o === undefined) return fail(...r.faults)
  r.only(o, '', ['underlyings', 'common'])
  const coins = r.object(o['underlyings'], 'underlyings') ?? {}
  const underlyings = Object.fromEntries(Object.entries(coins).map(([coin, own]) => [coin, underlying(r, own, `underlyings.${coin}`)]))
  const shared = o['common'] === undefined ? shipped : common(r, o['common'])
  return r.faults.length > 0 ? fail(...r.faults) : ok({ underlyings, common: shared })
}
