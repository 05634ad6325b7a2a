import type { VenueParams } from '../../../domain/methodology.ts'
import { fail, ok, type Result } from '../../../domain/result.ts'
import { type Bounds, join, Reader } from '../../shared/read.ts'
import { restoreSettings } from '../../shared/switches.ts'
import { SWITCHES } from './readings.ts'
import { SETTLES } from './sets.ts'
import type { CommonParams, MarginTier, PerpParams, TokenParams } from './types.ts'

const SHARE = { from: 0, to: 1 } as const satisfies Bounds
const POSITIVE = { from: 0 } as const satisfies Bounds
const LEVERAGE = { from: 1, to: 1000 } as const satisfies Bounds
const CAP = { user: POSITIVE, global: POSITIVE }
const INTEREST = { base: SHARE, slope: POSITIVE, kink: SHARE, protocolShare: SHARE }
const MOST_TIERS = 20

function tiers(r: Reader, value: unknown, path: string): MarginTier[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_TIERS) {
    r.fail(path, Array.isArray(value) ? `${value.length} tiers` : value, `a list of 1 to ${MOST_TIERS} tiers`)
    return []
  }
  let bound = 0
  let most = Number.POSITIVE_INFINITY
  return value.map((row: unknown, i): MarginTier => {
    const at = `${path}[${i}]`
    const o = r.object(row, at) ?? {}
    r.only(o, at, ['lowerBound', 'maxLeverage'])
    const maxLeverage = r.number(o['maxLeverage'], `${at}.maxLeverage`, LEVERAGE)
    if (maxLeverage > most) r.fail(`${at}.maxLeverage`, maxLeverage, `at most ${most}, the leverage of the tier before it`)
    most = Number.isNaN(maxLeverage) ? most : maxLeverage
    if (i === 0 && o['lowerBound'] === undefined) return { maxLeverage }
    const lowerBound = r.number(o['lowerBound'], `${at}.lowerBound`, i === 0 ? { from: 0, to: 0 } : { above: bound })
    bound = Number.isNaN(lowerBound) ? bound : lowerBound
    return { lowerBound, maxLeverage }
  })
}

function perp(r: Reader, value: unknown, path: string): PerpParams {
  const o = r.object(value, path) ?? {}
  r.only(o, path, ['marginTiers', 'leverage'])
  const marginTiers = tiers(r, o['marginTiers'], `${path}.marginTiers`)
  const most = marginTiers[0]?.maxLeverage ?? Number.NaN
  return { marginTiers, leverage: r.number(o['leverage'], `${path}.leverage`, { from: 1, to: Number.isNaN(most) ? LEVERAGE.to : most }) }
}

function token(r: Reader, value: unknown, name: string): TokenParams {
  const path = join('common.tokens', name)
  const o = r.object(value, path) ?? {}
  r.only(o, path, ['ltv', 'supplyCap', 'borrowCap'])
  const borrow = o['borrowCap']
  if (borrow === undefined && name === SETTLES) r.fail(`${path}.borrowCap`, borrow, 'an object: perpetuals settle in this token')
  return {
    ltv: r.number(o['ltv'], `${path}.ltv`, SHARE),
    supplyCap: r.group(o['supplyCap'], `${path}.supplyCap`, CAP),
    ...(borrow === undefined ? {} : { borrowCap: r.group(borrow, `${path}.borrowCap`, CAP) }),
  }
}

function common(r: Reader, value: unknown): CommonParams {
  const o = r.object(value, 'common') ?? {}
  r.only(o, 'common', ['minBorrowOffset', 'trigger', 'tokens', 'interest', 'assumptions'])
  const listed = r.object(o['tokens'], 'common.tokens') ?? {}
  const tokens = Object.entries(listed)
  if (!Object.hasOwn(listed, SETTLES)) r.fail(`common.tokens.${SETTLES}`, undefined, 'the token in which perpetuals settle')
  return {
    minBorrowOffset: r.number(o['minBorrowOffset'], 'common.minBorrowOffset', POSITIVE),
    trigger: r.number(o['trigger'], 'common.trigger', { above: 0, to: 1 }),
    tokens: Object.fromEntries(tokens.map(([name, own]) => [name, token(r, own, name)])),
    interest: r.group(o['interest'], 'common.interest', INTEREST),
    assumptions: restoreSettings(r, o['assumptions'], 'common.assumptions', SWITCHES),
  }
}

/** The door for an edited record: every fault at once, by path; decimal strings count as numbers. `common` left out is the shipped one. */
export function restoreHyperliquid(value: unknown, shipped: CommonParams): Result<VenueParams<PerpParams, CommonParams>> {
  const r = new Reader()
  const o = r.object(value, '')
  if (o === undefined) return fail(...r.faults)
  r.only(o, '', ['underlyings', 'common'])
  const coins = r.object(o['underlyings'], 'underlyings') ?? {}
  const underlyings = Object.fromEntries(Object.entries(coins).map(([coin, own]) => [coin, perp(r, own, join('underlyings', coin))]))
  const shared = o['common'] === undefined ? shipped : common(r, o['common'])
  return r.faults.length > 0 ? fail(...r.faults) : ok({ underlyings, common: shared })
}
