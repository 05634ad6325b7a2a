import type { LiquidationRule } from '../../domain/liquidation.ts'
import type { CommonParams, PerpParams } from './params/types.ts'

/** Ratio above 0.95 (official). Whether perpetuals or borrowings go first is not fixed at the venue (official). */
export const hyperliquidLiquidation: LiquidationRule<PerpParams, CommonParams> = {
  trigger: { name: 'portfolio margin ratio > 0.95', basis: 'official', source: 'hyperliquid-docs, trading/portfolio-margin' },
  scope: 'whole',
  // The ratio is requirement / value of the token that binds.
  room: ({ equity, maintenance }, { params }) => params.common.trigger * equity - maintenance,
  firesAtZero: false,
  policy: 'generic',
  parameters: {},
}
