import type { Methodology, VenueParams } from '../../domain/methodology.ts'
import { settingSentences } from '../shared/switches.ts'
import { splitAccounts } from './accounts.ts'
import { ACCURACY } from './accuracy.ts'
import { adopt } from './adopt.ts'
import { paradexScenarios } from './grid.ts'
import { paradexLiquidation } from './liquidation.ts'
import { paradexMargin } from './margin.ts'
import { restoreParadex } from './params/door.ts'
import { SWITCHES } from './params/readings.ts'
import { COMMON, COMMON_PARAMS, VERSIONS } from './params/sets.ts'
import type { AssetParams, CommonParams } from './params/types.ts'
import { paradexStandard } from './standard.ts'

/** The account's own figures that stand in the record, the standing conventions, then every switch with its setting. */
function assumptionsOf({ common }: VenueParams<AssetParams, CommonParams>): readonly string[] {
  const { perpetual_taker, option_taker } = common.fees
  const retail = perpetual_taker === 0 && option_taker === 0
  return [
    'portfolio margin is in beta for whitelisted accounts; accrued funding is part of the USDC balance given',
    "a perpetual's entry price is its cost in USD; premiums are in the balances and options count at mark",
    `taker fees ${perpetual_taker} (perpetuals) and ${option_taker} (options)${retail ? ': a retail account; enter those of a pro account under common.fees' : ''}`,
    ...settingSentences(SWITCHES, common.assumptions),
  ]
}

/** Paradex portfolio margin, one requirement per base asset; cross margin as its standard. */
export const paradexVenue: Methodology<AssetParams, CommonParams> = {
  id: 'paradex',
  label: 'Paradex portfolio margin',
  source: { url: 'https://github.com/tradeparadex/paradex-docs', asOf: '2026-08-20' },
  versions: VERSIONS,
  common: COMMON,
  accuracy: ACCURACY,
  // Far moves stay where they are: as the ranges grow, more of their loss counts.
  ranges: [
    'underlyings.*.portfolio_margin.scenarios.*[weight=1].spot_shock',
    'underlyings.*.portfolio_margin.scenarios.*[weight!=1].weight',
    'underlyings.*.portfolio_margin.scenarios.*.vol_shock',
    'underlyings.*.portfolio_margin.vol_shock_params.min_vol_shock_up',
  ],
  restoreParams: (value) => restoreParadex(value, COMMON_PARAMS),
  assumptions: assumptionsOf,
  adopt,
  accounts: splitAccounts,
  scenarios: paradexScenarios,
  margin: paradexMargin,
  standard: (book, setting) => paradexStandard(book, setting),
  liquidation: paradexLiquidation,
}
