import type { Dated, Methodology } from '../../domain/methodology.ts'
import { type Manager, splitBook } from './accounts.ts'
import { PM1_ACCURACY, PM2_ACCURACY } from './accuracy.ts'
import { adopt } from './adopt.ts'
import { collateralFeed } from './feeds.ts'
import { deriveLiquidation } from './liquidation.ts'
import { type Defaults, restorePm1, restorePm2 } from './params/door.ts'
import { PM1_SETS } from './params/pm1.ts'
import { PM2_SETS } from './params/pm2.ts'
import { STANDARD_COMMON } from './params/standard.ts'
import type { CommonParams, Pm1Params, Pm2Params, StandardParams } from './params/types.ts'
import { pm1Margin, pm1Scenarios } from './pm1.ts'
import { pm2Margin, pm2Scenarios } from './pm2.ts'
import { standardMargin } from './standard.ts'

const SOURCE = { url: 'https://github.com/derivexyz/v2-core', asOf: '2026-01-21' }

const COMMON: readonly Dated<CommonParams>[] = [
  {
    underlying: '*',
    from: '2025-12-01',
    knownFrom: true,
    label: 'srm-mainnet-2025-12',
    source: 'derivexyz/v2-scripts a27b06a5 data/mainnet/srmParams.json',
    params: STANDARD_COMMON,
  },
]

/** Standard manager records by coin, of the newest sets. */
function defaultsOf(sets: readonly Dated<{ readonly standard?: StandardParams }>[]): Defaults {
  const standard: Record<string, StandardParams> = {}
  for (const { underlying, params } of sets) if (params.standard !== undefined) standard[underlying] = params.standard
  return { standard, common: STANDARD_COMMON }
}
const PM2_DEFAULTS = defaultsOf(PM2_SETS)
const PM1_DEFAULTS = defaultsOf(PM1_SETS)

const READINGS = [
  'Derive v2 on-chain rules (not the off-chain engine, not v3); USDC is the cash, counted at 1 USD a coin as the contracts do, and may be borrowed',
  "a raw SVI smile is read as Derive's vol feed reads it: flat beyond 4 standard deviations at the money",
]

/** The formula keeps initial at or above maintenance only while imFactor >= mmFactor; all shipped sets do, an edited one may not. */
const weakInitial = (underlyings: Readonly<Record<string, Pm2Params>>): string[] =>
  Object.entries(underlyings)
    .filter(([, { margin }]) => margin.imFactor < margin.mmFactor)
    .map(([coin]) => `${coin}: imFactor is below mmFactor, so that the initial requirement may fall below maintenance`)

const SHARED_RANGES = [
  'underlyings.*.volShock.volRangeUp',
  'underlyings.*.volShock.volRangeDown',
  'underlyings.*.basis.scenarioSpotUp@1',
  'underlyings.*.basis.scenarioSpotDown@1',
]

/** Derive portfolio margin 2 (PMRM_2): the current manager; one account per underlying. */
export const deriveVenue: Methodology<Pm2Params, CommonParams> = {
  id: 'derive',
  label: 'Derive v2 on-chain (PM2)',
  source: SOURCE,
  versions: PM2_SETS,
  common: COMMON,
  accuracy: PM2_ACCURACY,
  // Far moves stay where they are: as the ranges grow, more of their loss counts.
  ranges: ['underlyings.*.scenarios.*[dampening=1].spotShock@1', 'underlyings.*.scenarios.*[dampening!=1].dampening', ...SHARED_RANGES],
  restoreParams: (value) => restorePm2(value, PM2_DEFAULTS),
  assumptions: ({ underlyings }) => [...READINGS, ...weakInitial(underlyings)],
  adopt,
  accounts: (book, { params, market }, weights) => {
    const manager: Manager = {
      coins: Object.keys(params.underlyings),
      lists: (coin, asset) => {
        const listed = params.underlyings[coin]?.collaterals ?? {}
        if (!Object.hasOwn(listed, asset)) return undefined
        return asset === coin || listed[asset]?.riskCancelling === true ? 'own' : 'other'
      },
      priced: (asset) => collateralFeed(market, asset) !== undefined,
    }
    return splitBook(book, manager, weights)
  },
  scenarios: pm2Scenarios,
  margin: pm2Margin,
  standard: (book, setting, revalue) => standardMargin(book, setting, revalue, PM2_DEFAULTS.standard),
  liquidation: deriveLiquidation,
}

/** Derive portfolio margin 1 (PMRM): the legacy manager of BTC and ETH; its only collateral besides cash is the coin itself. */
export const derivePm1Venue: Methodology<Pm1Params, CommonParams> = {
  id: 'derive-pm1',
  label: 'Derive v2 on-chain (PM1)',
  source: SOURCE,
  versions: PM1_SETS,
  common: COMMON,
  accuracy: PM1_ACCURACY,
  ranges: ['underlyings.*.scenarios.*.spotShock@1', ...SHARED_RANGES],
  restoreParams: (value) => restorePm1(value, PM1_DEFAULTS),
  assumptions: () => READINGS,
  adopt,
  accounts: (book, { params, market }, weights) => {
    const manager: Manager = {
      coins: Object.keys(params.underlyings),
      lists: (coin, asset) => (asset === coin ? 'own' : undefined),
      priced: (asset) => market.underlyings[asset] !== undefined,
    }
    return splitBook(book, manager, weights)
  },
  scenarios: pm1Scenarios,
  margin: pm1Margin,
  standard: (book, setting, revalue) => standardMargin(book, setting, revalue, PM1_DEFAULTS.standard),
  liquidation: deriveLiquidation,
}
