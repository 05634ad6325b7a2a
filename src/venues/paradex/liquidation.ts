import type { LiquidationRule } from '../../domain/liquidation.ts'
import type { AssetParams, CommonParams } from './params/types.ts'

/** Paradex's own rule (sheet, section 9, official): checked every 5 seconds over the whole account; all positions are cut by the same share. */
export const paradexLiquidation: LiquidationRule<AssetParams, CommonParams> = {
  trigger: {
    name: 'account value ≤ 0, or margin ratio (maintenance / account value) above 100 %',
    basis: 'official',
    source: 'tradeparadex/paradex-docs, risk-system/liquidations.mdx',
  },
  scope: 'whole',
  // Account value of exactly 0 fires, a ratio of exactly 100 % does not: with a requirement above 0 the second is the first to be met.
  room: ({ equity, maintenance }) => Math.min(equity - maintenance, equity),
  firesAtZero: false,
  policy: 'pro-rata',
  parameters: {
    liquidation_fee: {
      value: 0.7,
      unit: 'of the maintenance requirement of what is closed',
      source:
        'risk-system/liquidations.mdx states 70 %; the worked example of the same page uses 50 %; GET /system/config has the live value',
      basis: 'official',
    },
    share_step: { value: 0.2, unit: 'share of all positions', source: 'risk-system/liquidations.mdx', basis: 'official' },
    target_ratio: { value: 0.9, unit: 'margin ratio to fall below', source: 'risk-system/liquidations.mdx', basis: 'official' },
  },
}
