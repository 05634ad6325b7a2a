import type { VenueParams } from '../../../domain/methodology.ts'
import { fail, ok, type Result } from '../../../domain/result.ts'
import { type Bounds, join, Reader } from '../../shared/read.ts'
import type {
  BaseParams,
  CollateralParams,
  CommonParams,
  Pm1Params,
  Pm2Params,
  ScenarioParams,
  StandardAsset,
  StandardParams,
  VolShock,
} from './types.ts'

// Bounds are those that the contracts enforce (sheet 5.1), and what keeps a formula defined.
const ANY: Bounds = {}
const UP_TO = (to: number): Bounds => ({ from: 0, to })
const SHARE = UP_TO(1)
const POSITIVE: Bounds = { from: 0 }

const BASIS = {
  scenarioSpotUp: { above: 1, below: 3 },
  scenarioSpotDown: { above: 0, below: 1 },
  basisContAddFactor: UP_TO(20),
  basisContMultFactor: UP_TO(20),
}
const PEG = { pegLossThreshold: POSITIVE, pegLossFactor: POSITIVE, confThreshold: SHARE, confMargin: POSITIVE }
const PM2_OTHER = { ...PEG, MMPerpPercent: SHARE, IMPerpPercent: SHARE, MMOptionPercent: SHARE, IMOptionPercent: SHARE }
const PM1_OTHER = { ...PEG, basePercent: SHARE, perpPercent: SHARE, optionPercent: SHARE }
const PM2_MARGIN = {
  imFactor: { from: 0.5, to: 10 },
  mmFactor: { from: 0.1, to: 10 },
  shortRateMultScale: UP_TO(10),
  longRateMultScale: UP_TO(10),
  shortRateAddScale: UP_TO(10),
  longRateAddScale: UP_TO(10),
  shortBaseStaticDiscount: UP_TO(4),
  longBaseStaticDiscount: UP_TO(4),
}
const PM1_MARGIN = { imFactor: { from: 1, to: 10 }, rateMultScale: UP_TO(10), rateAddScale: UP_TO(10), baseStaticDiscount: UP_TO(4) }
const VOL = {
  volRangeUp: UP_TO(10),
  volRangeDown: UP_TO(10),
  shortTermPower: UP_TO(10),
  longTermPower: UP_TO(10),
  dteFloorSeconds: { above: 0, to: 400 * 86_400 },
}
const SKEW = {
  linearBaseCap: ANY,
  absBaseCap: ANY,
  linearCBase: ANY,
  absCBase: ANY,
  minKStar: { above: 0 },
  widthScale: POSITIVE,
  volParamStatic: ANY,
  volParamScale: ANY,
}
const PERP = { mmPerpReq: POSITIVE, imPerpReq: POSITIVE }
const OPTION = {
  maxSpotReq: POSITIVE,
  minSpotReq: POSITIVE,
  mmCallSpotReq: POSITIVE,
  mmPutSpotReq: POSITIVE,
  MMPutMtMReq: POSITIVE,
  unpairedIMScale: POSITIVE,
  unpairedMMScale: POSITIVE,
  mmOffsetScale: POSITIVE,
}
const ORACLE = { perpThreshold: SHARE, optionThreshold: SHARE, baseThreshold: SHARE, OCFactor: POSITIVE }
const BASE = { marginFactor: SHARE, IMScale: SHARE }
const ASSET = { ...BASE, baseThreshold: SHARE, OCFactor: POSITIVE }
const DEPEG = { threshold: POSITIVE, depegFactor: POSITIVE }

const MOST_SCENARIOS = 40
const PM2_SHOCKS: readonly VolShock[] = ['up', 'down', 'none', 'linear', 'abs']
const PM1_SHOCKS: readonly VolShock[] = ['up', 'down', 'none']

function scenarios(r: Reader, value: unknown, path: string, shocks: readonly VolShock[]): ScenarioParams[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_SCENARIOS) {
    r.fail(path, Array.isArray(value) ? `${value.length} rows` : value, `a list of 1 to ${MOST_SCENARIOS} scenarios`)
    return []
  }
  const rows = value.map((row: unknown, i): ScenarioParams => {
    const at = `${path}[${i}]`
    const o = r.object(row, at) ?? {}
    // PM1 knows no dampening; a row that gives 1 says the same.
    r.only(o, at, ['spotShock', 'volShock', 'dampening'])
    const dampening = o['dampening'] === undefined ? 1 : r.number(o['dampening'], `${at}.dampening`, { from: 0 })
    if (shocks === PM1_SHOCKS && dampening !== 1) r.fail(`${at}.dampening`, o['dampening'], '1 or nothing: this manager does not dampen')
    return {
      spotShock: r.number(o['spotShock'], `${at}.spotShock`, { above: 0 }),
      volShock: r.oneOf(o['volShock'], `${at}.volShock`, shocks) ?? 'none',
      dampening,
    }
  })
  for (const kind of ['linear', 'abs']) {
    const found = rows.flatMap((row, i) => (row.volShock === kind ? [i] : []))
    for (const i of found.slice(1)) r.fail(`${path}[${i}].volShock`, kind, `at most one ${kind} row`)
    for (const i of found) {
      const shock = rows[i]?.spotShock
      if (shock !== 1) r.fail(`${path}[${i}].spotShock`, shock, `1 in the ${kind} row`)
    }
  }
  return rows
}

function collaterals(r: Reader, value: unknown, path: string): Record<string, CollateralParams> {
  if (value === undefined) return {}
  const read = Object.entries(r.object(value, path) ?? {}).map(([asset, terms]): [string, CollateralParams] => {
    const at = join(path, asset)
    const o = r.object(terms, at) ?? {}
    r.only(o, at, ['mmHaircut', 'imHaircut', 'riskCancelling'])
    const mmHaircut = r.number(o['mmHaircut'], `${at}.mmHaircut`, SHARE)
    const imHaircut = r.number(o['imHaircut'], `${at}.imHaircut`, SHARE)
    if (mmHaircut + imHaircut > 1 + 1e-12) r.fail(at, terms, 'mmHaircut + imHaircut at most 1')
    return [asset, { mmHaircut, imHaircut, riskCancelling: r.boolean(o['riskCancelling'], `${at}.riskCancelling`) }]
  })
  return Object.fromEntries(read)
}

function standard(r: Reader, value: unknown, path: string): StandardParams {
  const o = r.object(value, path) ?? {}
  r.only(o, path, ['perp', 'option', 'oracle', 'base'])
  const base: { base?: BaseParams } = o['base'] === undefined ? {} : { base: r.group(o['base'], `${path}.base`, BASE) }
  return {
    perp: r.group(o['perp'], `${path}.perp`, PERP),
    option: r.group(o['option'], `${path}.option`, OPTION),
    oracle: r.group(o['oracle'], `${path}.oracle`, ORACLE),
    ...base,
  }
}

function common(r: Reader, value: unknown, path: string): CommonParams {
  const o = r.object(value, path) ?? {}
  r.only(o, path, ['standard'])
  const at = `${path}.standard`
  const s = r.object(o['standard'], at) ?? {}
  r.only(s, at, ['depeg', 'assets'])
  const assets = Object.entries(s['assets'] === undefined ? {} : (r.object(s['assets'], `${at}.assets`) ?? {})).map(
    ([asset, terms]): [string, StandardAsset] => [asset, r.group(terms, `${at}.assets.${asset}`, ASSET)],
  )
  return { standard: { depeg: r.group(s['depeg'], `${at}.depeg`, DEPEG), assets: Object.fromEntries(assets) } }
}

/** What a record may leave out and where it then comes from: the shipped set. */
export interface Defaults {
  readonly standard: Readonly<Record<string, StandardParams>>
  readonly common: CommonParams
}

/** Keys that a record may carry besides the parameters: what a published set calls itself. They say nothing to the rule. */
const NAMES = ['engine', 'market']

function door<U extends { readonly standard?: StandardParams }>(
  value: unknown,
  defaults: Defaults,
  read: (r: Reader, o: Readonly<Record<string, unknown>>, path: string) => Omit<U, 'standard'>,
): Result<VenueParams<U, CommonParams>> {
  const r = new Reader()
  const o = r.object(value, '') ?? {}
  if (r.faults.length === 0) r.only(o, '', ['underlyings', 'common'])
  const coins = r.faults.length > 0 && o['underlyings'] === undefined ? {} : (r.object(o['underlyings'], 'underlyings') ?? {})
  const underlyings = Object.entries(coins).map(([coin, record]): [string, U] => {
    const path = `underlyings.${coin}`
    const fields = r.object(record, path)
    if (fields === undefined) return [coin, record as U]
    const given = fields['standard'] === undefined ? defaults.standard[coin] : standard(r, fields['standard'], `${path}.standard`)
    return [coin, { ...read(r, fields, path), ...(given === undefined ? {} : { standard: given }) } as U]
  })
  const shared = o['common'] === undefined ? defaults.common : common(r, o['common'], 'common')
  return r.faults.length > 0 ? fail(...r.faults) : ok({ underlyings: Object.fromEntries(underlyings), common: shared })
}

/**
 * The door for PM2's record: every fault at once, by path. Decimal strings count as numbers. One underlying is enough; `collaterals` left
 * out lists none; `standard` and `common` left out are the shipped ones.
 */
export function restorePm2(value: unknown, defaults: Defaults): Result<VenueParams<Pm2Params, CommonParams>> {
  return door<Pm2Params>(value, defaults, (r, o, path) => {
    r.only(o, path, ['basis', 'other', 'margin', 'volShock', 'skew', 'scenarios', 'collaterals', 'standard', ...NAMES])
    return {
      basis: r.group(o['basis'], `${path}.basis`, BASIS),
      other: r.group(o['other'], `${path}.other`, PM2_OTHER),
      margin: r.group(o['margin'], `${path}.margin`, PM2_MARGIN),
      volShock: r.group(o['volShock'], `${path}.volShock`, { ...VOL, minVolUpShock: UP_TO(20) }),
      skew: r.group(o['skew'], `${path}.skew`, SKEW),
      scenarios: scenarios(r, o['scenarios'], `${path}.scenarios`, PM2_SHOCKS),
      collaterals: collaterals(r, o['collaterals'], `${path}.collaterals`),
    }
  })
}

/** The same for PM1's record. */
export function restorePm1(value: unknown, defaults: Defaults): Result<VenueParams<Pm1Params, CommonParams>> {
  return door<Pm1Params>(value, defaults, (r, o, path) => {
    r.only(o, path, ['basis', 'other', 'margin', 'volShock', 'scenarios', 'collaterals', 'standard', ...NAMES])
    for (const asset of Object.keys(collaterals(r, o['collaterals'], `${path}.collaterals`))) {
      r.fail(`${path}.collaterals.${asset}`, asset, 'no list of collateral: this manager takes its own coin and cash')
    }
    return {
      basis: r.group(o['basis'], `${path}.basis`, BASIS),
      other: r.group(o['other'], `${path}.other`, PM1_OTHER),
      margin: r.group(o['margin'], `${path}.margin`, PM1_MARGIN),
      volShock: r.group(o['volShock'], `${path}.volShock`, VOL),
      scenarios: scenarios(r, o['scenarios'], `${path}.scenarios`, PM1_SHOCKS).map(({ spotShock, volShock }) => ({ spotShock, volShock })),
    }
  })
}
