import type { VenueParams } from '../../../domain/methodology.ts'
import { fail, ok, type Result } from '../../../domain/result.ts'
import { type Bounds, Reader } from '../../shared/read.ts'
import { restoreSettings } from '../../shared/switches.ts'
import { SWITCHES } from './readings.ts'
import type { AssetParams, CommonParams, PortfolioParams, ScenarioParams } from './types.ts'

const SHARE: Bounds = { from: 0, to: 1 }
const UP_TO = (to: number): Bounds => ({ from: 0, to })

// A spot shock of -1 would leave nothing to price; a relative vol shock below -1 is held at vol 0 by the rule.
const SCENARIO = { spot_shock: { above: -1, to: 1000 }, vol_shock: { from: -10, to: 100 }, weight: UP_TO(10) }
const VOL_SHOCK = {
  dte_floor_days: { above: 0, to: 365 },
  min_vol_shock_up: UP_TO(100),
  vega_power_short_dte: UP_TO(5),
  vega_power_long_dte: UP_TO(5),
}
const DELTA_AND_REST = {
  unhedged_margin_factor: SHARE,
  hedged_margin_factor: SHARE,
  // Maintenance above initial would make no sense.
  mmf_factor: SHARE,
  funding_provision_hour: UP_TO(24 * 365),
}
const PERPETUAL = { imf_base: { above: 0, to: 1 }, mmf_factor: SHARE, leverage: { from: 1, to: 1000 } }
const OPTION = {
  premium_multiplier: UP_TO(10),
  long_itm: SHARE,
  short_itm: SHARE,
  short_otm: SHARE,
  short_put_cap: UP_TO(10),
}
const FEES = { perpetual_taker: SHARE, option_taker: SHARE, option_premium_cap: SHARE }

const MOST_SCENARIOS = 100

function scenarios(r: Reader, value: unknown, path: string): ScenarioParams[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_SCENARIOS) {
    r.fail(path, Array.isArray(value) ? `${value.length} rows` : value, `a list of 1 to ${MOST_SCENARIOS} scenarios`)
    return []
  }
  return value.map((row: unknown, i) => r.group(row, `${path}[${i}]`, SCENARIO))
}

function portfolio(r: Reader, value: unknown, path: string): PortfolioParams {
  const o = r.object(value, path) ?? {}
  const { scenarios: rows, vol_shock_params, ...others } = o
  return {
    scenarios: scenarios(r, rows, `${path}.scenarios`),
    vol_shock_params: r.group(vol_shock_params, `${path}.vol_shock_params`, VOL_SHOCK),
    ...r.group(others, path, DELTA_AND_REST),
  }
}

function asset(r: Reader, value: unknown, path: string): AssetParams {
  const o = r.object(value, path) ?? {}
  r.only(o, path, ['portfolio_margin', 'delta1_cross_margin_params', 'option_cross_margin_params'])
  const pm = o['portfolio_margin']
  const option = o['option_cross_margin_params']
  const at = `${path}.option_cross_margin_params`
  const sides = option === undefined ? undefined : (r.object(option, at) ?? {})
  if (sides !== undefined) r.only(sides, at, ['imf', 'mmf'])
  return {
    ...(pm === undefined ? {} : { portfolio_margin: portfolio(r, pm, `${path}.portfolio_margin`) }),
    delta1_cross_margin_params: r.group(o['delta1_cross_margin_params'], `${path}.delta1_cross_margin_params`, PERPETUAL),
    ...(sides === undefined
      ? {}
      : {
          option_cross_margin_params: {
            imf: r.group(sides['imf'], `${at}.imf`, OPTION),
            mmf: r.group(sides['mmf'], `${at}.mmf`, OPTION),
          },
        }),
  }
}

function common(r: Reader, value: unknown): CommonParams {
  const o = r.object(value, 'common') ?? {}
  r.only(o, 'common', ['fees', 'assumptions'])
  return {
    fees: r.group(o['fees'], 'common.fees', FEES),
    assumptions: restoreSettings(r, o['assumptions'], 'common.assumptions', SWITCHES),
  }
}

/**
 * The door for an edited record: every fault at once, by path; decimal strings count as numbers, as the venue's API prints them. `common` left
 * out is the shipped one.
 */
export function restoreParadex(value: unknown, shipped: CommonParams): Result<VenueParams<AssetParams, CommonParams>> {
  const r = new Reader()
  const o = r.object(value, '')
  if (o === undefined) return fail(...r.faults)
  r.only(o, '', ['underlyings', 'common'])
  const coins = r.object(o['underlyings'], 'underlyings') ?? {}
  const underlyings = Object.fromEntries(Object.entries(coins).map(([coin, own]) => [coin, asset(r, own, `underlyings.${coin}`)]))
  const shared = o['common'] === undefined ? shipped : common(r, o['common'])
  return r.faults.length > 0 ? fail(...r.faults) : ok({ underlyings, common: shared })
}
