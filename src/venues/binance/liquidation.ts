import type { LiquidationRule } from '../../domain/liquidation.ts'
import type { Kind } from './params/readings.ts'

const SOURCES = {
  pro: { basis: 'official', source: 'PM Pro bands, to February 2025' },
  classic: { basis: 'third-party', source: 'retelling of the classic bands' },
} as const

/** uniMMR = adjusted equity / maintenance at or below 105 % (sheet, section 6). The order of closing is not known. */
export const binanceLiquidation = (kind: Kind): LiquidationRule => ({
  trigger: { name: 'uniMMR ≤ 105 %', ...SOURCES[kind] },
  scope: 'whole',
  room: ({ equity, maintenance }) => equity - 1.05 * maintenance,
  firesAtZero: true,
  policy: 'generic',
  parameters: {
    option_fee: {
      value: 0.0019,
      unit: 'of index × size',
      source: 'liquidationFeeRate of eapi exchangeInfo; its base is inferred',
      basis: 'official',
    },
  },
})
