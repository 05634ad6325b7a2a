import type { Dated } from '../../../domain/methodology.ts'
import { STANDARD_BTC, STANDARD_ETH } from './standard.ts'
import { GRID_4_5, plainTable } from './tables.ts'
import type { Pm1Params } from './types.ts'

const SOURCE = 'derivexyz/v2-scripts a27b06a5 data/mainnet/pmParams.json'

/** `pm1-eth-btc-2025-02`: one record for both coins, unchanged since. */
const RECORD: Omit<Pm1Params, 'standard'> = {
  basis: { scenarioSpotUp: 1.045, scenarioSpotDown: 0.955, basisContAddFactor: 0.5, basisContMultFactor: 2 },
  other: {
    pegLossThreshold: 0.99,
    pegLossFactor: 4,
    confThreshold: 0.55,
    confMargin: 1,
    basePercent: 0.03,
    perpPercent: 0.03,
    optionPercent: 0.015,
  },
  margin: { imFactor: 1.25, rateMultScale: 1, rateAddScale: 0.12, baseStaticDiscount: 0.95 },
  volShock: { volRangeUp: 0.5, volRangeDown: 0.275, shortTermPower: 0.3, longTermPower: 0.13, dteFloorSeconds: 86_400 },
  scenarios: plainTable(GRID_4_5),
}

/** The dated sets of portfolio margin 1; the standard margin is that of December 2025. */
export const PM1_SETS: readonly Dated<Pm1Params>[] = [
  { underlying: 'BTC', from: '2025-02-01', label: 'pm1-eth-btc-2025-02', source: SOURCE, params: { ...RECORD, standard: STANDARD_BTC } },
  { underlying: 'ETH', from: '2025-02-01', label: 'pm1-eth-btc-2025-02', source: SOURCE, params: { ...RECORD, standard: STANDARD_ETH } },
]
