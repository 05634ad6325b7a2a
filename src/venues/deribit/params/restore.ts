import type { VenueParams } from '../../../domain/methodology.ts'
import { fail, ok, type Result } from '../../../domain/result.ts'
import { type Bounds, join, Reader } from '../../shared/read.ts'
import { restoreSettings } from '../../shared/switches.ts'
import { SWITCHES } from './readings.ts'
import { restoreStandard } from './restore-standard.ts'
import { type Amounts, type CommonParams, type CurrencyParams, PAIR_FIELDS, type PairParams, type UnderlyingParams } from './types.ts'

type Raw = Readonly<Record<string, unknown>>

const UP_TO = (to: number): Bounds => ({ from: 0, to })
const SHARE = UP_TO(1)
const NOT_NEGATIVE: Bounds = { from: 0 }
const DOLLARS = UP_TO(1e15)

// A range of 1 or more would take the price below 0.
const PAIR: Readonly<Record<keyof PairParams, Bounds>> = {
  price_range: { above: 0, to: 0.99 },
  volatility_range_up: UP_TO(20),
  volatility_range_down: UP_TO(20),
  min_volatility_for_shock_up: UP_TO(20),
  short_term_vega_power: UP_TO(5),
  long_term_vega_power: UP_TO(5),
  extended_table_factor: UP_TO(100),
  m_inc: SHARE,
  delta_total_liq_shock_threshold: DOLLARS,
  max_delta_shock: SHARE,
}
const CURRENCY = {
  min_annualised_move: SHARE,
  annualised_move_risk: UP_TO(20),
  extended_dampener: DOLLARS,
  pnl_offset: SHARE,
  max_offsetable_pnl: DOLLARS,
  haircut: SHARE,
}
const CURRENCY_FIELDS = [...Object.keys(CURRENCY), 'equity_side_impact', 'correlation_set']
const PORTFOLIO_FIELDS: readonly string[] = [...PAIR_FIELDS, ...CURRENCY_FIELDS]
const COMMON_FIELDS = [
  'mm_factor',
  'buckets_count',
  'vol_scenarios_count',
  'extended_moves',
  'usd',
  'mmpMargin',
  'openOrdersMargin',
  'spotMargin',
  'haircuts',
  'assumptions',
]

function numbers<K extends string>(r: Reader, raw: Raw, path: string, bounds: Readonly<Record<K, Bounds>>): Record<K, number> {
  const names = Object.keys(bounds) as K[]
  return Object.fromEntries(names.map((name) => [name, r.number(raw[name], join(path, name), bounds[name])])) as Record<K, number>
}

export const restorePair = (r: Reader, raw: Raw, path: string): PairParams => numbers(r, raw, path, PAIR)

export const restoreCurrency = (r: Reader, raw: Raw, path: string): CurrencyParams => ({
  ...numbers(r, raw, path, CURRENCY),
  equity_side_impact: r.oneOf(raw['equity_side_impact'], join(path, 'equity_side_impact'), ['both', 'none']) ?? 'none',
  correlation_set: r.boolean(raw['correlation_set'], join(path, 'correlation_set')),
})

/** A whole number within bounds. */
export function restoreCount(r: Reader, raw: Raw, path: string, key: string, most: number): number {
  const n = r.number(raw[key], join(path, key), { from: 1, to: most })
  if (!Number.isNaN(n) && !Number.isInteger(n)) r.fail(join(path, key), raw[key], 'a whole number')
  return n
}

/** 3 = down, same, up; 1 = same only. */
export function restoreVols(r: Reader, raw: Raw, path: string): number {
  const n = restoreCount(r, raw, path, 'vol_scenarios_count', 3)
  if (n === 2) r.fail(join(path, 'vol_scenarios_count'), 2, '3 (down, same, up) or 1 (same)')
  return n
}

function restoreUnderlying(r: Reader, value: unknown, path: string): UnderlyingParams {
  const raw = r.object(value, path)
  if (raw === undefined) return {}
  r.only(raw, path, [...PORTFOLIO_FIELDS, 'standard', 'filled'])
  const none = PORTFOLIO_FIELDS.every((key) => raw[key] === undefined)
  if (none && raw['standard'] === undefined) r.fail(path, value, `portfolio parameters (${PORTFOLIO_FIELDS.join(', ')}), or standard`)
  const standard = raw['standard'] === undefined ? undefined : r.object(raw['standard'], `${path}.standard`)
  const { filled } = raw
  return {
    ...(none ? {} : { ...restorePair(r, raw, path), ...restoreCurrency(r, raw, path) }),
    ...(standard === undefined ? {} : { standard: restoreStandard(r, standard, `${path}.standard`) }),
    ...(filled === undefined ? {} : { filled: restoreFilled(r, filled, `${path}.filled`) }),
  }
}

function restoreFilled(r: Reader, value: unknown, path: string): readonly string[] {
  if (!Array.isArray(value)) {
    r.fail(path, value, 'a list of parameter names')
    return []
  }
  return value.map((name, i) => r.oneOf(name, `${path}[${i}]`, PORTFOLIO_FIELDS) ?? '')
}

function restoreAmounts(r: Reader, raw: Raw, key: string): Amounts {
  const value = raw[key]
  const path = `common.${key}`
  if (value === undefined) return 0
  if (typeof value !== 'object' || value === null) return r.number(value, path, NOT_NEGATIVE)
  return restoreByName(r, value, path, NOT_NEGATIVE)
}

function restoreByName(r: Reader, value: unknown, path: string, bounds: Bounds): Readonly<Record<string, number>> {
  const own = r.object(value, path) ?? {}
  return Object.fromEntries(Object.entries(own).map(([name, amount]) => [name, r.number(amount, `${path}.${name}`, bounds)]))
}

function restoreMoves(r: Reader, value: unknown): readonly number[] {
  const path = 'common.extended_moves'
  if (!Array.isArray(value) || value.length > 100) {
    r.fail(path, value, 'a list of at most 100 moves')
    return []
  }
  return value.map((move, i) => {
    const x = r.number(move, `${path}[${i}]`, { above: -1, to: 1000 })
    if (x === 0) r.fail(`${path}[${i}]`, move, 'a move other than 0')
    return x
  })
}

function restoreCommon(r: Reader, raw: Raw): CommonParams {
  r.only(raw, 'common', COMMON_FIELDS)
  const usd = r.object(raw['usd'], 'common.usd')
  if (usd !== undefined) r.only(usd, 'common.usd', CURRENCY_FIELDS)
  return {
    mm_factor: r.number(raw['mm_factor'], 'common.mm_factor', SHARE),
    buckets_count: restoreCount(r, raw, 'common', 'buckets_count', 50),
    vol_scenarios_count: restoreVols(r, raw, 'common'),
    extended_moves: restoreMoves(r, raw['extended_moves']),
    usd: usd === undefined ? restoreCurrency(new Reader(), {}, '') : restoreCurrency(r, usd, 'common.usd'),
    mmpMargin: restoreAmounts(r, raw, 'mmpMargin'),
    openOrdersMargin: restoreAmounts(r, raw, 'openOrdersMargin'),
    spotMargin: restoreAmounts(r, raw, 'spotMargin'),
    haircuts: raw['haircuts'] === undefined ? {} : restoreByName(r, raw['haircuts'], 'common.haircuts', SHARE),
    assumptions: restoreSettings(r, raw['assumptions'], 'common.assumptions', SWITCHES),
  }
}

/** The door for an edited record, every fault at once by path; decimal strings are numbers. */
export function restoreDeribit(value: unknown): Result<VenueParams<UnderlyingParams, CommonParams>> {
  const r = new Reader()
  const raw = r.object(value, '')
  if (raw === undefined) return fail(...r.faults)
  r.only(raw, '', ['underlyings', 'common'])
  const coins = r.object(raw['underlyings'], 'underlyings') ?? {}
  const underlyings = Object.fromEntries(
    Object.entries(coins).map(([coin, own]) => [coin, restoreUnderlying(r, own, `underlyings.${coin}`)]),
  )
  const commonRaw = r.object(raw['common'], 'common')
  if (commonRaw === undefined) return fail(...r.faults)
  const common = restoreCommon(r, commonRaw)
  return r.faults.length > 0 ? fail(...r.faults) : ok({ underlyings, common })
}
