import type { Methodology } from '../../domain/methodology.ts'
import { splitAccounts } from './accounts.ts'
import { ACCURACY } from './accuracy.ts'
import { adopt } from './adopt.ts'
import { assumptionsOf } from './assumptions.ts'
import type { Kind } from './frame.ts'
import { crossLiquidation, segregatedLiquidation } from './liquidation.ts'
import { deribitMargin, deribitScenarios } from './margin.ts'
import { hasModelParams, modelParams } from './params/model-params.ts'
import { restoreDeribit } from './params/restore.ts'
import { COMMON, VERSIONS } from './params/sets.ts'
import type { CommonParams, UnderlyingParams } from './params/types.ts'
import { deribitStandard } from './standard.ts'

export { modelParams }

function deribit(id: string, label: string, kind: Kind): Methodology<UnderlyingParams, CommonParams> {
  return {
    id,
    label,
    source: { url: 'https://support.deribit.com/hc/en-us/articles/25944756247837-Portfolio-Margin', asOf: '2026-09-30' },
    versions: VERSIONS,
    common: COMMON,
    accuracy: ACCURACY,
    // The weights of the extended table follow the price range by their formula.
    ranges: ['underlyings.*.price_range', 'underlyings.*.volatility_range_up', 'underlyings.*.volatility_range_down'],
    // An imported pme/simulate answer is a parameter source too.
    restoreParams: (value) => (hasModelParams(value) ? modelParams(value) : restoreDeribit(value)),
    assumptions: (params) => assumptionsOf(kind, params),
    adopt,
    accounts: (book, setting, weights) => splitAccounts(kind, book, setting, weights),
    scenarios: (account, setting) => deribitScenarios(kind, account, setting),
    margin: (account, _grid, values, setting) => deribitMargin(kind, account, values, setting),
    standard: (book, setting) => deribitStandard(kind, book, setting),
    liquidation: kind === 'segregated' ? segregatedLiquidation : crossLiquidation,
  }
}

/** Segregated portfolio margin: one matrix and one account per settlement currency. */
export const deribitVenue = deribit('deribit', 'Deribit portfolio margin (segregated)', 'segregated')

/** Cross-collateral portfolio margin: every currency and the equity in one USD requirement, shown coin by coin. */
export const deribitCrossVenue = deribit('deribit-cross', 'Deribit portfolio margin (cross-collateral)', 'cross')
