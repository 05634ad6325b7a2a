import type { VenueParams } from '../../../domain/methodology.ts'
import { fail, ok, type Result } from '../../../domain/result.ts'
import { type Bounds, join, Reader } from '../../shared/read.ts'
import { restoreSettings } from '../../shared/switches.ts'
import { restoreTiers } from '../../shared/tiers.ts'
import { SWITCHES } from './readings.ts'
import type { CoinParams, CommonParams, MaximumLossParams, PerpetualParams, RiskLimit } from './types.ts'

const SHARE: Bounds = { from: 0, to: 1 }
const MOST_STEPS = 50
const MOST_LIMITS = 100
const MOST_USD = 1e12

// At a move of -1 nothing would be left to price; a shocked vol below 0 is held at 0 by the rule.
const MAXIMUM_LOSS = {
  price_range: { above: 0, below: 1 },
  price_steps: { from: 1, to: MOST_STEPS },
  iv_up: { from: 0, to: 100 },
  iv_down: { from: 0, to: 100 },
  iv_power: { from: 0, to: 5 },
  dte_floor_days: { above: 0, to: 365 },
}
const CONTINGENCY = {
  short_option: SHARE,
  vega_spread: SHARE,
  usdt_usdc: SHARE,
  delta_spread_amount: { from: 0, to: MOST_USD },
  futures: SHARE,
}
const LIMIT = { limit: { above: 0, to: MOST_USD }, max_leverage: { from: 1, to: 1000 }, mmr: SHARE }
const OPTIONS = { im_short: SHARE, im_short_min: SHARE, mmf: SHARE, liquidation_fee: SHARE }
const FEES = { option_taker: SHARE, option_cap: SHARE }
const LOAN = { position_imr: SHARE, position_mmr: SHARE }

function maximumLoss(r: Reader, value: unknown, path: string): MaximumLossParams {
  const read = r.group(value, path, MAXIMUM_LOSS)
  const { price_steps } = read
  if (Number.isFinite(price_steps) && !Number.isInteger(price_steps)) r.fail(join(path, 'price_steps'), price_steps, 'a whole number')
  return read
}

/** Limits ascend; maintenance of a limit is at most what its leverage asks for as initial. */
function riskLimits(r: Reader, value: unknown, path: string): RiskLimit[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_LIMITS) {
    r.fail(path, Array.isArray(value) ? `${value.length} limits` : value, `a list of 1 to ${MOST_LIMITS} risk limits`)
    return []
  }
  let below = 0
  return value.map((row: unknown, i) => {
    const at = `${path}[${i}]`
    const read = r.group(row, at, LIMIT)
    if (read.limit <= below) r.fail(join(at, 'limit'), read.limit, `a number above the limit before it, ${below}`)
    if (read.mmr * read.max_leverage > 1) r.fail(join(at, 'mmr'), read.mmr, `at most 1 / max_leverage, ${1 / read.max_leverage}`)
    below = Number.isNaN(read.limit) ? below : read.limit
    return read
  })
}

function perpetuals(r: Reader, value: unknown, path: string): PerpetualParams {
  const o = r.object(value, path) ?? {}
  r.only(o, path, ['leverage', 'risk_limits'])
  return {
    leverage: r.number(o['leverage'], join(path, 'leverage'), { from: 1, to: 1000 }),
    risk_limits: riskLimits(r, o['risk_limits'], join(path, 'risk_limits')),
  }
}

function coin(r: Reader, value: unknown, path: string): CoinParams {
  const o = r.object(value, path) ?? {}
  r.only(o, path, ['maximum_loss', 'contingency', 'im_factor', 'perpetuals'])
  return {
    maximum_loss: maximumLoss(r, o['maximum_loss'], join(path, 'maximum_loss')),
    contingency: r.group(o['contingency'], join(path, 'contingency'), CONTINGENCY),
    // Initial below maintenance would make no sense.
    im_factor: r.number(o['im_factor'], join(path, 'im_factor'), { from: 1, to: 10 }),
    ...(o['perpetuals'] === undefined ? {} : { perpetuals: perpetuals(r, o['perpetuals'], join(path, 'perpetuals')) }),
  }
}

function byAsset<T>(r: Reader, value: unknown, path: string, read: (value: unknown, path: string) => T): Readonly<Record<string, T>> {
  const o = r.object(value, path) ?? {}
  if (!Object.hasOwn(o, '*')) r.fail(join(path, '*'), undefined, 'an entry for every asset without its own')
  return Object.fromEntries(Object.entries(o).map(([asset, own]) => [asset, read(own, join(path, asset))]))
}

function common(r: Reader, value: unknown): CommonParams {
  const o = r.object(value, 'common') ?? {}
  r.only(o, 'common', ['options', 'fees', 'collateral', 'loans', 'assumptions'])
  return {
    options: r.group(o['options'], 'common.options', OPTIONS),
    fees: r.group(o['fees'], 'common.fees', FEES),
    collateral: byAsset(r, o['collateral'], 'common.collateral', (own, path) => restoreTiers(r, own, path, SHARE)),
    loans: byAsset(r, o['loans'], 'common.loans', (own, path) => {
      const loan = r.group(own, path, LOAN)
      if (loan.position_mmr > loan.position_imr) r.fail(join(path, 'position_mmr'), loan.position_mmr, 'at most position_imr')
      return loan
    }),
    assumptions: restoreSettings(r, o['assumptions'], 'common.assumptions', SWITCHES),
  }
}

/** The door for an edited record: every fault at once, by path. `common` left out is the shipped one. */
export function restoreBybit(value: unknown, shipped: CommonParams): Result<VenueParams<CoinParams, CommonParams>> {
  const r = new Reader()
  const o = r.object(value, '')
  if (o === undefined) return fail(...r.faults)
  r.only(o, '', ['underlyings', 'common'])
  const coins = r.object(o['underlyings'], 'underlyings') ?? {}
  const underlyings = Object.fromEntries(Object.entries(coins).map(([name, own]) => [name, coin(r, own, join('underlyings', name))]))
  const shared = o['common'] === undefined ? shipped : common(r, o['common'])
  return r.faults.length > 0 ? fail(...r.faults) : ok({ underlyings, common: shared })
}
