import type { LiquidationRule } from '../../domain/liquidation.ts'
import type { CoinParams, CommonParams } from './params/types.ts'

/** Trigger official (UTA trading rules); what follows is a retelling of the portfolio page, its order is not known (sheet, section 9). */
export const bybitLiquidation: LiquidationRule<CoinParams, CommonParams> = {
  trigger: { name: 'account maintenance rate at or above 100 %', basis: 'official', source: 'UTA trading rules' },
  scope: 'whole',
  room: ({ equity, maintenance }) => equity - maintenance,
  firesAtZero: true,
  policy: 'generic',
  parameters: {
    target_usage: {
      value: 0.9,
      unit: 'maintenance / equity to fall below',
      source: 'a retelling of the portfolio margin page',
      basis: 'third-party',
    },
    option_fee: {
      value: 0.002,
      unit: 'of index × size',
      source: 'the liquidation fee rate of the standard option formula',
      basis: 'official',
    },
  },
}
