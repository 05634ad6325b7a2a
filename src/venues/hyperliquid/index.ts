import type { Methodology, VenueParams } from '../../domain/methodology.ts'
import { settingSentences } from '../shared/switches.ts'
import { splitAccounts } from './accounts.ts'
import { ACCURACY } from './accuracy.ts'
import { adopt } from './adopt.ts'
import { hyperliquidLiquidation } from './liquidation.ts'
import { hyperliquidMargin } from './margin.ts'
import { restoreHyperliquid } from './params/door.ts'
import { readings, SWITCHES } from './params/readings.ts'
import { COMMON, COMMON_PARAMS, VERSIONS } from './params/sets.ts'
import type { CommonParams, PerpParams } from './params/types.ts'
import { perpNeeds } from './perps.ts'

function assumptionsOf({ underlyings, common }: VenueParams<PerpParams, CommonParams>): readonly string[] {
  const leverages = Object.entries(underlyings).map(([coin, p]) => `${coin} ${p.leverage}x`)
  return [
    'portfolio margin here is a ratio by borrowed token, maintenance / equity of the highest; no scenarios, no options, no offset between coins',
    'whether perpetuals or borrowings are liquidated first is not fixed at the venue',
    'portfolio margin is for master accounts above 5M USD of weighted volume (alpha stage); the caps move often',
    ...(leverages.length === 0 ? [] : [`leverage chosen at the venue, yours to enter: ${leverages.join(', ')}`]),
    ...settingSentences(SWITCHES, common.assumptions),
  ]
}

/** Hyperliquid portfolio margin: a collateral and borrowing ratio over spot and perpetuals; cross margin as its standard. */
export const hyperliquidVenue: Methodology<PerpParams, CommonParams> = {
  id: 'hyperliquid',
  label: 'Hyperliquid portfolio margin',
  source: { url: 'https://hyperliquid.gitbook.io/hyperliquid-docs/trading/portfolio-margin', asOf: '2026-09-01' },
  versions: VERSIONS,
  common: COMMON,
  accuracy: ACCURACY,
  restoreParams: (value) => restoreHyperliquid(value, COMMON_PARAMS),
  assumptions: assumptionsOf,
  adopt,
  accounts: (book, setting) => splitAccounts(book, setting),
  scenarios: () => ({ buckets: [], legs: [], scenarios: [] }),
  margin: (account, _grid, _values, setting) => hyperliquidMargin(account, setting),
  standard: (book, setting) => ({
    ...perpNeeds(book.legs, setting, readings(setting.params.common.assumptions)),
    failures: [],
    assumptions: [],
  }),
  liquidation: hyperliquidLiquidation,
}
