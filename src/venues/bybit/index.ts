import type { Methodology } from '../../domain/methodology.ts'
import { splitAccounts } from './accounts.ts'
import { ACCURACY } from './accuracy.ts'
import { adopt } from './adopt.ts'
import { assumptionsOf } from './assumptions.ts'
import { bybitScenarios } from './grid.ts'
import { bybitLiquidation } from './liquidation.ts'
import { bybitMargin } from './margin.ts'
import { restoreBybit } from './params/door.ts'
import { COMMON, COMMON_PARAMS, VERSIONS } from './params/sets.ts'
import type { CoinParams, CommonParams } from './params/types.ts'
import { bybitStandard } from './standard.ts'

/** Bybit's unified trading account: portfolio margin, one requirement per base coin; cross mode as its standard. */
export const bybitVenue: Methodology<CoinParams, CommonParams> = {
  id: 'bybit',
  label: 'Bybit portfolio margin',
  source: { url: 'https://github.com/bybit-exchange/docs', asOf: '2026-03-24' },
  versions: VERSIONS,
  common: COMMON,
  accuracy: ACCURACY,
  ranges: ['underlyings.*.maximum_loss.price_range', 'underlyings.*.maximum_loss.iv_up', 'underlyings.*.maximum_loss.iv_down'],
  restoreParams: (value) => restoreBybit(value, COMMON_PARAMS),
  assumptions: assumptionsOf,
  adopt,
  accounts: splitAccounts,
  scenarios: bybitScenarios,
  margin: bybitMargin,
  standard: (book, setting) => bybitStandard(book, setting),
  liquidation: bybitLiquidation,
}
