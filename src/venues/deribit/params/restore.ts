import type { VenueParams } from '../../../domain/methodology.ts'
import { fail, ok, type Result } from '../../../domain/result.ts'
import { type Bounds, numbers, ParamsReader, type Raw } from './read.ts'
import { type AssumptionTree, atId, DEFAULT_ASSUMPTIONS, DTE_FLOOR, defaultSetting, SWITCH_IDS, SWITCHES, treeOf } from './readings.ts'
import { restoreStandard } from './restore-standard.ts'
import { type Amounts, type CommonParams, type CurrencyParams, PAIR_FIELDS, type PortfolioParams, type UnderlyingParams } from './types.ts'

const SHARE: Bounds = { min: 0, max: 1 }
const NOT_NEGATIVE: Bounds = { min: 0 }
const HUGE = 1e15

// A range of 1 or more would take the price below 0.
const PAIR_BOUNDS: Readonly<Record<(typeof PAIR_FIELDS)[number], Bounds>> = {
  price_range: { above: 0, max: 0.99 },
  volatility_range_up: { min: 0, max: 20 },
  volatility_range_down: { min: 0, max: 20 },
  min_volatility_for_shock_up: { min: 0, max: 20 },
  short_term_vega_power: { min: 0, max: 5 },
  long_term_vega_power: { min: 0, max: 5 },
  extended_table_factor: { min: 0, max: 100 },
  m_inc: { min: 0, max: 1 },
  delta_total_liq_shock_threshold: { min: 0, max: HUGE },
  max_delta_shock: SHARE,
}
const CURRENCY_BOUNDS = {
  min_annualised_move: SHARE,
  annualised_move_risk: { min: 0, max: 20 },
  extended_dampener: { min: 0, max: HUGE },
  pnl_offset: SHARE,
  max_offsetable_pnl: { min: 0, max: HUGE },
  haircut: SHARE,
} as const
const CURRENCY_FIELDS = [...Object.keys(CURRENCY_BOUNDS), 'equity_side_impact', 'correlation_set']
const UNDERLYING_FIELDS = [...PAIR_FIELDS, ...CURRENCY_FIELDS, 'standard', 'filled']
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

export function restoreCurrency(r: ParamsReader, raw: Raw, path: string): CurrencyParams {
  return {
    ...numbers(r, raw, path, CURRENCY_BOUNDS),
    equity_side_impact: r.oneOf(raw, path, 'equity_side_impact', ['both', 'none']),
    correlation_set: r.yesNo(raw, path, 'correlation_set'),
  }
}

export const restorePair = (r: ParamsReader, raw: Raw, path: string) => numbers(r, raw, path, PAIR_BOUNDS)

function restoreUnderlying(r: ParamsReader, value: unknown, path: string): UnderlyingParams {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    r.fault(path, value, 'an object')
    return {}
  }
  const raw = value as Raw
  r.only(raw, path, UNDERLYING_FIELDS)
  const fields: readonly string[] = [...PAIR_FIELDS, ...CURRENCY_FIELDS]
  const none = fields.every((key) => r.raw(raw, key) === undefined)
  const pm: PortfolioParams | undefined = none ? undefined : { ...restorePair(r, raw, path), ...restoreCurrency(r, raw, path) }
  if (none && r.raw(raw, 'standard') === undefined)
    r.fault(path, value, `the portfolio margin parameters (${fields.join(', ')}), or standard`)
  const standardRaw = r.object(raw, path, 'standard', true)
  const standard = standardRaw === undefined ? undefined : restoreStandard(r, standardRaw, `${path}.standard`)
  const filled = restoreFilled(r, r.raw(raw, 'filled'), `${path}.filled`, fields)
  return { ...pm, ...(standard === undefined ? {} : { standard }), ...(filled === undefined ? {} : { filled }) }
}

function restoreFilled(r: ParamsReader, value: unknown, path: string, fields: readonly string[]): readonly string[] | undefined {
  if (value === undefined) return undefined
  if (!Array.isArray(value)) return r.fault(path, value, 'a list of parameter names')
  value.forEach((name, i) => {
    if (!fields.includes(name)) r.fault(`${path}[${i}]`, name, `one of ${fields.join(', ')}`)
  })
  return value as string[]
}

function restoreAmounts(r: ParamsReader, raw: Raw, key: string): Amounts {
  const value = r.raw(raw, key)
  const path = `common.${key}`
  if (value === undefined) return 0
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return r.numberOf(value, path, NOT_NEGATIVE)
  return Object.fromEntries(Object.entries(value).map(([name, amount]) => [name, r.numberOf(amount, `${path}.${name}`, NOT_NEGATIVE)]))
}

function restoreMoves(r: ParamsReader, value: unknown): readonly number[] {
  const path = 'common.extended_moves'
  if (!Array.isArray(value) || value.length > 100) return r.fault(path, value, 'a list of at most 100 moves') ?? []
  return value.map((move, i) => {
    const x = r.numberOf(move, `${path}[${i}]`, { above: -1, max: 1000 })
    if (x === 0) r.fault(`${path}[${i}]`, move, 'a move other than 0')
    return x
  })
}

function restoreAssumptions(r: ParamsReader, value: unknown): AssumptionTree {
  if (value === undefined) return DEFAULT_ASSUMPTIONS
  const path = 'common.assumptions'
  const flat: Record<string, string | number> = {}
  for (const id of SWITCH_IDS) {
    const options = Object.keys(SWITCHES[id].options)
    const found = atId(value, id) ?? defaultSetting(id)
    if (typeof found === 'string' && options.includes(found)) flat[id] = found
    else r.fault(`${path}.${id}`, found, `one of ${options.join(', ')}`)
  }
  flat[DTE_FLOOR] = r.numberOf(atId(value, DTE_FLOOR) ?? defaultSetting(DTE_FLOOR), `${path}.${DTE_FLOOR}`, { min: 0, max: 365 })
  const ids: readonly string[] = [...SWITCH_IDS, DTE_FLOOR]
  for (const [id, setting] of leaves(value)) if (!ids.includes(id)) r.fault(`${path}.${id}`, setting, `one of ${ids.join(', ')}`)
  return treeOf(flat)
}

/** Leaves of a tree by dotted path. */
function leaves(node: unknown, path = ''): [string, unknown][] {
  if (typeof node !== 'object' || node === null) return [[path, node]]
  return Object.entries(node).flatMap(([key, child]) => leaves(child, path === '' ? key : `${path}.${key}`))
}

function restoreCommon(r: ParamsReader, raw: Raw): CommonParams {
  r.only(raw, 'common', COMMON_FIELDS)
  const usd = r.object(raw, 'common', 'usd')
  if (usd !== undefined) r.only(usd, 'common.usd', CURRENCY_FIELDS)
  const haircuts = r.object(raw, 'common', 'haircuts', true) ?? {}
  const vols = r.number(raw, 'common', 'vol_scenarios_count', { min: 1, max: 3, whole: true })
  if (vols === 2) r.fault('common.vol_scenarios_count', vols, '3 (down, same, up) or 1 (same)')
  return {
    mm_factor: r.number(raw, 'common', 'mm_factor', SHARE),
    buckets_count: r.number(raw, 'common', 'buckets_count', { min: 1, max: 50, whole: true }),
    vol_scenarios_count: vols,
    extended_moves: restoreMoves(r, r.raw(raw, 'extended_moves')),
    usd: usd === undefined ? restoreCurrency(new ParamsReader(), {}, '') : restoreCurrency(r, usd, 'common.usd'),
    mmpMargin: restoreAmounts(r, raw, 'mmpMargin'),
    openOrdersMargin: restoreAmounts(r, raw, 'openOrdersMargin'),
    spotMargin: restoreAmounts(r, raw, 'spotMargin'),
    haircuts: Object.fromEntries(Object.entries(haircuts).map(([asset, h]) => [asset, r.numberOf(h, `common.haircuts.${asset}`, SHARE)])),
    assumptions: restoreAssumptions(r, r.raw(raw, 'assumptions')),
  }
}

/** The door for an edited record, every fault at once by path; decimal strings are numbers. */
export function restoreDeribit(value: unknown): Result<VenueParams<UnderlyingParams, CommonParams>> {
  const r = new ParamsReader()
  const raw = r.document(value)
  if (raw === undefined) return fail(...r.faults)
  r.only(raw, '', ['underlyings', 'common'])
  const coins = r.object(raw, '', 'underlyings') ?? {}
  const underlyings = Object.fromEntries(
    Object.entries(coins).map(([coin, own]) => [coin, restoreUnderlying(r, own, `underlyings.${coin}`)]),
  )
  const commonRaw = r.object(raw, '', 'common')
  if (commonRaw === undefined) return fail(...r.faults)
  const common = restoreCommon(r, commonRaw)
  return r.faults.length > 0 ? fail(...r.faults) : ok({ underlyings, common })
}
