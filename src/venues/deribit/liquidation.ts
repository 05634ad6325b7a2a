import type { LiquidationRule } from '../../domain/liquidation.ts'

/**
 * Sheet, section 9: margin balance below maintenance margin (official), per settlement currency when segregated; then the instrument that
 * contributes most to the risk matrix, step by step, and the perpetual as a hedge where that is not possible (official). Contribution measure
 * and step are not known.
 */
const rule = (scope: 'account' | 'whole'): LiquidationRule => ({
  trigger: {
    name: 'margin balance < maintenance margin',
    basis: 'official',
    source: 'support.deribit.com, Portfolio Margin, 1 August 2023',
  },
  scope,
  room: ({ equity, maintenance }) => equity - maintenance,
  firesAtZero: false,
  policy: 'contributor',
  parameters: {
    fee: { value: 0.01, unit: 'of index × size, from 1 August 2026', source: 'support.deribit.com', basis: 'official' },
    fee_BTC_before_2026_08: { value: 0.0075, unit: 'of index × size', source: 'support.deribit.com', basis: 'official' },
    fee_ETH_before_2026_08: { value: 0.009, unit: 'of index × size', source: 'support.deribit.com', basis: 'official' },
    step: { value: 0.2, unit: 'of the position taken', source: 'step sizes are not known', basis: 'assumed' },
  },
})

export const segregatedLiquidation = rule('account')
export const crossLiquidation = rule('whole')
