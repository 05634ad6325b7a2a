import type { Methodology, VenueParams } from '../../domain/methodology.ts'
import { settingSentences } from '../shared/switches.ts'
import { splitAccounts } from './accounts.ts'
import { ACCURACY } from './accuracy.ts'
import { adopt } from './adopt.ts'
import { okxScenarios } from './grid.ts'
import { okxLiquidation } from './liquidation.ts'
import { okxMargin } from './margin.ts'
import { restoreOkx } from './params/door.ts'
import { SWITCHES } from './params/readings.ts'
import { COMMON, COMMON_PARAMS, VERSIONS } from './params/sets.ts'
import type { CommonParams, UnderlyingParams } from './params/types.ts'
import { okxStandard } from './standard.ts'

export { accountSums } from './sums.ts'
export { unitOf } from './unit.ts'

/** Standing conventions, then every switch with its setting. */
const assumptionsOf = ({ common }: VenueParams<UnderlyingParams, CommonParams>): readonly string[] => [
  'portfolio margin with merged risk units, one per coin; premiums are in the balances and options count at mark',
  "a linear entry price is in USD: what was paid in USDT or USDC times that stablecoin's price",
  `interest accrued and isolated margin are not in the book; the liquidation fee of ${common.liquidation_fee} on borrowing counts in the margin ratio, not in maintenance`,
  ...settingSentences(SWITCHES, common.assumptions),
]

/** OKX portfolio margin, one risk unit per coin; multi-currency margin as its standard. */
export const okxVenue: Methodology<UnderlyingParams, CommonParams> = {
  id: 'okx',
  label: 'OKX portfolio margin',
  source: { url: 'https://www.okx.com/help/portfolio-margin-mode-cross-margin-trading-risk-unit-merge', asOf: '2025-12-04' },
  versions: VERSIONS,
  common: COMMON,
  accuracy: ACCURACY,
  ranges: [
    'underlyings.*.MR1.moves.*',
    'underlyings.*.MR1.moves_jan2025.*',
    'underlyings.*.MR6.move',
    'common.MR1.vol.*.points',
    'common.MR1.vol.*.percent',
  ],
  restoreParams: (value) => restoreOkx(value, COMMON_PARAMS),
  assumptions: assumptionsOf,
  adopt,
  accounts: splitAccounts,
  scenarios: okxScenarios,
  margin: okxMargin,
  standard: (book, setting) => okxStandard(book, setting),
  liquidation: okxLiquidation,
}
