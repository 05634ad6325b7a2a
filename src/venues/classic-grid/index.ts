import { counterpart } from '../../domain/counterpart.ts'
import type { Book, Methodology, StandardMargin } from '../../domain/methodology.ts'
import { strategyMargin } from '../shared/strategy/margin.ts'
import { strategySentences } from '../shared/strategy/sets.ts'
import { settingSentences } from '../shared/switches.ts'
import { splitAccounts } from './accounts.ts'
import { ACCURACY } from './accuracy.ts'
import { gridMargin, gridScenarios } from './margin.ts'
import { COMMON, restoreGrid, VERSIONS } from './params.ts'
import { SWITCHES } from './readings.ts'
import type { GridCommon, GridParams, GridSetting } from './types.ts'

/** The strategy-based rules of the same book: the published comparison. Both count a loss from today's value, so they stand on one basis. */
function standard(book: Book, { params, market, numerics }: GridSetting): StandardMargin {
  const classes = Object.fromEntries(Object.entries(params.underlyings).map(([name, p]) => [name, p.standard]))
  const { initial, maintenance, failures } = strategyMargin({ book, classes, common: params.common.standard, market, numerics })
  return { initial, maintenance, failures, assumptions: strategySentences(params.common.standard) }
}

/**
 * The ten-point price grid of US customer portfolio margin: every position on one underlying repriced at ten prices, vol and time unchanged,
 * the worst loss of the netted book, at least a small amount per contract. Strategy-based rules as its standard.
 */
export const classicGridVenue: Methodology<GridParams, GridCommon> = {
  id: 'classic-grid',
  label: 'Ten-point price grid (US portfolio margin)',
  source: { url: 'https://www.sec.gov/file/rel-no-34-46576', asOf: '2026-08-28' },
  versions: VERSIONS,
  common: COMMON,
  accuracy: ACCURACY,
  ranges: ['underlyings.*.range.down', 'underlyings.*.range.up'],
  restoreParams: restoreGrid,
  assumptions: ({ common }) => [
    'coins, stock, perpetuals and futures move with their class; the requirement is a loss from today, counted on equity that holds every option at its value',
    'vol is frozen: a long or short vega is neither charged nor paid; resting orders do not enter',
    ...settingSentences(SWITCHES, common.assumptions),
  ],
  // Coins settle in USD here; inverse contracts are margined as their linear twins.
  adopt: (instrument) => counterpart(instrument, ['USDC']),
  accounts: splitAccounts,
  scenarios: gridScenarios,
  margin: gridMargin,
  standard,
}
