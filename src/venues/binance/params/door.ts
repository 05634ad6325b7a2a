import type { VenueParams } from '../../../domain/methodology.ts'
import { fail, ok, type Result } from '../../../domain/result.ts'
import { type Bounds, join, Reader } from '../../shared/read.ts'
import { restoreSettings } from '../../shared/switches.ts'
import { type Kind, SWITCHES } from './readings.ts'
import type { Bracket, CoinParams, CollateralParams, CollateralTier, CommonParams } from './types.ts'

const SHARE = { from: 0, to: 1 } as const satisfies Bounds
const POSITIVE = { from: 0 } as const satisfies Bounds
const OPTIONS = { initialMargin: SHARE, minInitialMargin: SHARE, maintenanceMargin: SHARE, minMaintenanceMargin: SHARE }
const TIER = { tierFloor: POSITIVE, tierCap: { above: 0 }, collateralRate: SHARE, cum: POSITIVE } as const satisfies Record<string, Bounds>
const LOAN_MMR = { '3x': SHARE, '5x': SHARE, '10x': SHARE }

const MOST_ROWS = 100

function list(r: Reader, value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0 && value.length <= MOST_ROWS) return value
  r.fail(path, Array.isArray(value) ? `${value.length} rows` : value, `a list of 1 to ${MOST_ROWS} rows`)
  return []
}

function brackets(r: Reader, value: unknown, path: string): Bracket[] {
  let floor = 0
  return list(r, value, path).map((row, i): Bracket => {
    const at = `${path}[${i}]`
    const o = r.object(row, at) ?? {}
    r.only(o, at, ['notionalFloor', 'maintMarginRatio', 'cum'])
    const rest = {
      maintMarginRatio: r.number(o['maintMarginRatio'], `${at}.maintMarginRatio`, SHARE),
      cum: r.number(o['cum'], `${at}.cum`, POSITIVE),
    }
    if (i === 0 && o['notionalFloor'] === undefined) return rest
    const notionalFloor = r.number(o['notionalFloor'], `${at}.notionalFloor`, i === 0 ? { from: 0, to: 0 } : { above: floor })
    floor = Number.isNaN(notionalFloor) ? floor : notionalFloor
    return { notionalFloor, ...rest }
  })
}

function coin(r: Reader, value: unknown, path: string): CoinParams {
  const o = r.object(value, path) ?? {}
  r.only(o, path, ['um', 'cm', 'leverage', 'options'])
  const options = o['options']
  return {
    um: brackets(r, o['um'], `${path}.um`),
    cm: brackets(r, o['cm'], `${path}.cm`),
    leverage: r.number(o['leverage'], `${path}.leverage`, { from: 1 }),
    ...(options === undefined ? {} : { options: r.group(options, `${path}.options`, OPTIONS) }),
  }
}

/** Tiers as the venue's API prints them: each begins where the one before it ends. */
function tiers(r: Reader, value: unknown, path: string): CollateralTier[] {
  let end = 0
  return list(r, value, path).map((row, i): CollateralTier => {
    const at = `${path}[${i}]`
    const tier = r.group(row, at, TIER)
    if (tier.tierFloor !== end && !Number.isNaN(tier.tierFloor))
      r.fail(`${at}.tierFloor`, tier.tierFloor, `${end}, where the tier before it ends`)
    if (tier.tierCap <= tier.tierFloor) r.fail(`${at}.tierCap`, tier.tierCap, `a number above ${tier.tierFloor}`)
    end = tier.tierCap
    return tier
  })
}

function collateral(r: Reader, value: unknown, path: string): CollateralParams {
  const o = r.object(value, path) ?? {}
  r.only(o, path, ['collateralRate', 'collateralInfo'])
  const info = o['collateralInfo']
  return {
    collateralRate: r.number(o['collateralRate'], `${path}.collateralRate`, SHARE),
    ...(info === undefined ? {} : { collateralInfo: tiers(r, info, `${path}.collateralInfo`) }),
  }
}

/** The values of a dictionary, each through its own reader. */
function each<T>(r: Reader, value: unknown, path: string, read: (value: unknown, path: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(r.object(value, path) ?? {}).map(([key, own]) => [key, read(own, join(path, key))]))
}

function common(r: Reader, value: unknown, kind: Kind): CommonParams {
  const o = r.object(value, 'common') ?? {}
  r.only(o, 'common', ['loanMMR', 'collateral', 'loans', 'assumptions'])
  return {
    loanMMR: r.group(o['loanMMR'], 'common.loanMMR', LOAN_MMR),
    collateral: each(r, o['collateral'], 'common.collateral', (own, path) => collateral(r, own, path)),
    loans: each(r, o['loans'], 'common.loans', (own, path) => r.number(own, path, POSITIVE)),
    assumptions: restoreSettings(r, o['assumptions'], 'common.assumptions', SWITCHES[kind]),
  }
}

/** The door for an edited record: every fault at once, by path; decimal strings count as numbers. `common` left out is the shipped one. */
export function restoreBinance(value: unknown, kind: Kind, shipped: CommonParams): Result<VenueParams<CoinParams, CommonParams>> {
  const r = new Reader()
  const o = r.object(value, '')
  if (o === undefined) return fail(...r.faults)
  r.only(o, '', ['underlyings', 'common'])
  const underlyings = each(r, o['underlyings'], 'underlyings', (own, path) => coin(r, own, path))
  const shared = o['common'] === undefined ? shipped : common(r, o['common'], kind)
  return r.faults.length > 0 ? fail(...r.faults) : ok({ underlyings, common: shared })
}
