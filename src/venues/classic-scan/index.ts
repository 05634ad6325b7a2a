import { counterpart } from '../../domain/counterpart.ts'
import type { Methodology } from '../../domain/methodology.ts'
import { settingSentences } from '../shared/switches.ts'
import { splitAccounts } from './accounts.ts'
import { ACCURACY } from './accuracy.ts'
import { scanScenarios } from './grid.ts'
import { scanMargin } from './margin.ts'
import { restoreScan } from './params/door.ts'
import { SWITCHES } from './params/readings.ts'
import { COMMON, VERSIONS } from './params/sets.ts'
import type { ScanCommon, ScanParams } from './params/types.ts'
import { scanStandard } from './standard.ts'

/**
 * The 16-scenario scan of the futures industry: everything on one underlying repriced in sixteen price and vol scenarios, the worst loss, then
 * spread charges, credits between commodities and a short option minimum. Strategy-based rules as its standard.
 */
export const classicScanVenue: Methodology<ScanParams, ScanCommon> = {
  id: 'classic-scan',
  label: '16-scenario scan (futures industry)',
  source: { url: 'https://www.cmegroup.com/clearing/margins/spread-calc.html', asOf: '2026-08-28' },
  versions: VERSIONS,
  common: COMMON,
  accuracy: ACCURACY,
  // The extreme rows are multiples of the price scan range.
  ranges: ['underlyings.*.price_scan_range', 'underlyings.*.volatility_scan_range.size'],
  restoreParams: restoreScan,
  assumptions: ({ common }) => [
    'equity is balances and P&L of futures; options paid up front enter the requirement as net option value; coins that are balances do not offset the scan',
    'perpetuals stand in the nearest month; resting orders do not enter; arrays are priced here, not the exchange’s',
    `a price fall ends at ${common.price_floor} of the price, where the extreme row would go below`,
    ...settingSentences(SWITCHES, common.assumptions),
  ],
  // Contracts settle in USD here; inverse ones are margined as their linear twins.
  adopt: (instrument) => counterpart(instrument, ['USDC']),
  accounts: splitAccounts,
  scenarios: scanScenarios,
  margin: scanMargin,
  standard: (book, setting) => scanStandard(book, setting),
}
