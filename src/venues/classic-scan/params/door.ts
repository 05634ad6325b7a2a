import type { VenueParams } from '../../../domain/methodology.ts'
import { fail, ok, type Result } from '../../../domain/result.ts'
import { type Bounds, Reader } from '../../shared/read.ts'
import { readClass, readStrategyCommon } from '../../shared/strategy/door.ts'
import { restoreSettings } from '../../shared/switches.ts'
import { SWITCHES } from './readings.ts'
import { COMMON_PARAMS } from './sets.ts'
import {
  type CalendarParams,
  PREMIUM_STYLES,
  type ScanCommon,
  type ScanParams,
  SIDES,
  type SpreadLeg,
  type SpreadParams,
  VOL_SHIFTS,
  WPR_METHODS,
} from './types.ts'

const SHARE: Bounds = { from: 0, to: 1 }
const DELTAS: Bounds = { above: 0, to: 1e6 }
const TIER: Bounds = { from: 1, to: 20 }
const CALENDAR = { near: TIER, far: TIER, near_deltas: DELTAS, far_deltas: DELTAS, per_spread: SHARE, per_month: SHARE }
const DELIVERY = { within_days: { from: 0, to: 366 }, spread: SHARE, outright: SHARE }
const WEIGHTS = { at_0: SHARE, at_third: SHARE, at_two_thirds: SHARE, at_range: SHARE }
const MOST = 20

/** A list of at most twenty, read one by one. */
function list<T>(r: Reader, value: unknown, path: string, read: (item: unknown, path: string) => T): T[] {
  if (Array.isArray(value) && value.length <= MOST) return value.map((item: unknown, i) => read(item, `${path}[${i}]`))
  r.fail(path, Array.isArray(value) ? `${value.length} rows` : value, `a list of at most ${MOST}`)
  return []
}

function commodity(r: Reader, value: unknown, path: string): ScanParams {
  const o = r.object(value, path) ?? {}
  const at = (key: keyof ScanParams): string => `${path}.${key}`
  r.only(o, path, [
    'price_scan_range',
    'volatility_scan_range',
    'tier_days',
    'calendar',
    'delivery',
    'minimum_of_outright',
    'initial_ratio',
    'weighted_price_risk',
    'premium_style',
    'excess_may_leave',
    'standard',
  ])
  const range = r.object(o['volatility_scan_range'], at('volatility_scan_range')) ?? {}
  r.only(range, at('volatility_scan_range'), ['kind', 'size'])
  return {
    price_scan_range: r.number(o['price_scan_range'], at('price_scan_range'), { above: 0, below: 1 }),
    volatility_scan_range: {
      kind: r.oneOf(range['kind'], `${at('volatility_scan_range')}.kind`, VOL_SHIFTS) ?? 'relative',
      size: r.number(range['size'], `${at('volatility_scan_range')}.size`, SHARE),
    },
    tier_days: list(r, o['tier_days'], at('tier_days'), (days, p) => r.number(days, p, { above: 0, to: 3660 })),
    calendar: list(r, o['calendar'], at('calendar'), (row, p): CalendarParams => r.group(row, p, CALENDAR)),
    delivery: r.group(o['delivery'], at('delivery'), DELIVERY),
    minimum_of_outright: r.number(o['minimum_of_outright'], at('minimum_of_outright'), SHARE),
    // Initial below maintenance would make no sense.
    initial_ratio: r.number(o['initial_ratio'], at('initial_ratio'), { from: 1, to: 10 }),
    weighted_price_risk: r.oneOf(o['weighted_price_risk'], at('weighted_price_risk'), WPR_METHODS) ?? 'normal',
    premium_style: r.oneOf(o['premium_style'], at('premium_style'), PREMIUM_STYLES) ?? 'P',
    excess_may_leave: r.boolean(o['excess_may_leave'], at('excess_may_leave')),
    standard: readClass(r, o['standard'], at('standard')),
  }
}

function leg(r: Reader, value: unknown, path: string): SpreadLeg {
  const o = r.object(value, path) ?? {}
  r.only(o, path, ['commodity', 'side', 'deltas'])
  const name = o['commodity']
  if (typeof name !== 'string' || name === '') r.fail(`${path}.commodity`, name, 'the name of an underlying')
  return {
    commodity: String(name),
    side: r.oneOf(o['side'], `${path}.side`, SIDES) ?? 'A',
    deltas: r.number(o['deltas'], `${path}.deltas`, DELTAS),
  }
}

function spread(r: Reader, value: unknown, path: string): SpreadParams {
  const o = r.object(value, path) ?? {}
  r.only(o, path, ['kind', 'rate', 'legs'])
  const legs = list(r, o['legs'], `${path}.legs`, (item, p) => leg(r, item, p))
  if (new Set(legs.map((l) => l.commodity)).size < Math.max(2, legs.length))
    r.fail(`${path}.legs`, legs.length, 'two or more legs, one a commodity')
  return {
    kind: r.oneOf(o['kind'], `${path}.kind`, ['delta', 'scanning'] as const) ?? 'delta',
    rate: r.number(o['rate'], `${path}.rate`, SHARE),
    legs,
  }
}

function common(r: Reader, value: unknown): ScanCommon {
  const o = r.object(value, 'common') ?? {}
  r.only(o, 'common', Object.keys(COMMON_PARAMS))
  const number = (key: 'look_ahead_days' | 'price_floor' | 'volatility_floor' | 'coin_haircut', b: Bounds): number =>
    r.number(o[key], `common.${key}`, b)
  return {
    extreme: r.group(o['extreme'], 'common.extreme', { multiple: { from: 1, to: 10 }, cover: SHARE }),
    composite_weights: r.group(o['composite_weights'], 'common.composite_weights', WEIGHTS),
    look_ahead_days: number('look_ahead_days', { from: 0, to: 30 }),
    minimum_method: r.oneOf(o['minimum_method'], 'common.minimum_method', ['greater', 'sum'] as const) ?? 'greater',
    price_floor: number('price_floor', { above: 0, below: 1 }),
    volatility_floor: number('volatility_floor', { above: 0, to: 1 }),
    coin_haircut: number('coin_haircut', SHARE),
    spreads: list(r, o['spreads'], 'common.spreads', (item, p) => spread(r, item, p)),
    assumptions: restoreSettings(r, o['assumptions'], 'common.assumptions', SWITCHES),
    standard: readStrategyCommon(r, o['standard'], 'common.standard'),
  }
}

/** The door for an edited record: every fault at once, by path. `common` left out is the shipped one. */
export function restoreScan(value: unknown): Result<VenueParams<ScanParams, ScanCommon>> {
  const r = new Reader()
  const o = r.object(value, '')
  if (o === undefined) return fail(...r.faults)
  r.only(o, '', ['underlyings', 'common'])
  const own = Object.entries(r.object(o['underlyings'], 'underlyings') ?? {})
  const underlyings = Object.fromEntries(own.map(([name, p]) => [name, commodity(r, p, `underlyings.${name}`)]))
  const shared = o['common'] === undefined ? COMMON_PARAMS : common(r, o['common'])
  return r.faults.length > 0 ? fail(...r.faults) : ok({ underlyings, common: shared })
}
