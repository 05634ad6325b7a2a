import type { Dated } from '../../../domain/methodology.ts'
import { BTC_2025_12, BTC_2026_09, ETH_2025_12, ETH_2026_10, HYPE_2025_12, HYPE_2026_09, SOL_2025_12 } from './collaterals.ts'
import { STANDARD_BTC, STANDARD_ETH, STANDARD_HYPE, STANDARD_HYPE_2026_08, STANDARD_SOL } from './standard.ts'
import { GRID_3_5, GRID_4, GRID_4_5, GRID_6_75, GRID_8_25, skewedTable } from './tables.ts'
import type { BasisParams, Pm2Params } from './types.ts'

const DUMP = 'derivexyz/v2-scripts a27b06a5 data/mainnet/*_PM2Params.json (on-chain dump, December 2025)'
const DEPLOY = 'derivexyz/v2-core 7736900d scripts/config-mainnet.sol; day from a third-party event record of chain 957'
const EVENTS = 'third-party event record of chain 957 (gelatotrade/Derive-Option-Surface), facts only'

const PEG = { pegLossThreshold: 0.99, pegLossFactor: 4, confThreshold: 0.55 }
const contingency = (confMargin: number, mmPerp: number, imPerp: number, mmOption: number, imOption: number): Pm2Params['other'] => ({
  ...PEG,
  confMargin,
  MMPerpPercent: mmPerp,
  IMPerpPercent: imPerp,
  MMOptionPercent: mmOption,
  IMOptionPercent: imOption,
})

/** Base discounts as the docs always stated them: long values marked down, short ones up. On chain from 2026-01-08. */
const UPRIGHT = { shortBaseStaticDiscount: 1.02, longBaseStaticDiscount: 0.98 }
/** The same two numbers the wrong way round, as they stood on chain until 2026-01-08. */
const INVERTED = { shortBaseStaticDiscount: 0.98, longBaseStaticDiscount: 1.02 }
const factors = (imFactor: number, mmFactor: number, rateAdd: number, discounts: typeof UPRIGHT): Pm2Params['margin'] => ({
  imFactor,
  mmFactor,
  shortRateMultScale: 0,
  longRateMultScale: 0,
  shortRateAddScale: rateAdd,
  longRateAddScale: rateAdd,
  ...discounts,
})

const vols = (volRangeUp: number, volRangeDown: number, minVolUpShock: number): Pm2Params['volShock'] => ({
  volRangeUp,
  volRangeDown,
  shortTermPower: 0.3,
  longTermPower: 0.13,
  dteFloorSeconds: 86_400,
  minVolUpShock,
})
const SKEW: Pm2Params['skew'] = {
  linearBaseCap: 0.25,
  absBaseCap: 0.25,
  linearCBase: -0.1,
  absCBase: -0.1,
  minKStar: 0.01,
  widthScale: 4,
  volParamStatic: 0.6,
  volParamScale: 0,
}
const basis = (scenarioSpotUp: number, scenarioSpotDown: number, basisContAddFactor = 0.5): BasisParams => ({
  scenarioSpotUp,
  scenarioSpotDown,
  basisContAddFactor,
  basisContMultFactor: 2,
})

/** BTC and ETH at launch: the deploy script's values, with the base discounts that were set the same day. */
const LAUNCH_BTC: Pm2Params = {
  basis: basis(1.045, 0.955),
  other: contingency(1, 0.03, 0.01, 0.003, 0.002),
  margin: factors(1, 0.8, 0.16, INVERTED),
  volShock: vols(0.5, 0.3, 0.4),
  skew: SKEW,
  scenarios: skewedTable(GRID_4_5, [
    [0.34, 0.21],
    [0.67, 0.42],
    [1.5, 0.2772],
    [2, 0.1386],
    [3, 0.0693],
    [4, 0.0462],
    [5, 0.03465],
    [6, 0.02772],
  ]),
  collaterals: BTC_2025_12,
  standard: STANDARD_BTC,
}
const BTC_2025_06_12: Pm2Params = { ...LAUNCH_BTC, margin: factors(1, 0.8, 0.1, INVERTED) }
const BTC_2025_10: Pm2Params = { ...BTC_2025_06_12, other: contingency(0.4, 0.03, 0.01, 0.003, 0.002) }
const ETH_2025: Pm2Params = { ...BTC_2025_10, collaterals: ETH_2025_12, standard: STANDARD_ETH }
const ETH_2026_03: Pm2Params = {
  ...ETH_2025,
  margin: factors(1, 0.8, 0.1, UPRIGHT),
  scenarios: skewedTable(GRID_4_5, [
    [0.34, 0.1575],
    [0.67, 0.315],
    [1.5, 0.2079],
    [2, 0.10395],
    [3, 0.051975],
    [4, 0.03465],
    [5, 0.0259875],
    [6, 0.02079],
  ]),
}
const BTC_2026_09_SET: Pm2Params = {
  basis: basis(1.035, 0.965),
  other: contingency(0.4, 0.0075, 0.0075, 0.0015, 0.001),
  margin: factors(1, 0.8, 0.1, UPRIGHT),
  volShock: vols(0.4, 0.25, 0.5),
  skew: SKEW,
  scenarios: skewedTable(GRID_3_5, [
    [0.34, 0.122624],
    [0.67, 0.245],
    [1.5, 0.161741],
    [2, 0.080871],
    [3, 0.020218],
    [4, 0.008976],
    [5, 0.005044],
    [6, 0.003228],
  ]),
  collaterals: BTC_2026_09,
  standard: STANDARD_BTC,
}
const ETH_2026_10_SET: Pm2Params = {
  ...BTC_2026_09_SET,
  basis: basis(1.04, 0.96),
  scenarios: skewedTable(GRID_4, [
    [0.34, 0.14],
    [0.67, 0.28],
    [1.5, 0.1848],
    [2, 0.0924],
    [3, 0.0231],
    [4, 0.010267],
    [5, 0.005775],
    [6, 0.003696],
  ]),
  collaterals: ETH_2026_10,
  standard: STANDARD_ETH,
}
const SOL: Pm2Params = {
  basis: basis(1.0675, 0.9325),
  other: contingency(0.4, 0.05, 0.01, 0.015, 0.005),
  margin: factors(1.1, 0.9, 0.1, INVERTED),
  volShock: vols(0.6, 0.3, 0.6),
  skew: SKEW,
  scenarios: skewedTable(GRID_6_75, [
    [0.67, 0.72],
    [0.34, 0.36],
    [1.5, 0.48],
    [2, 0.24],
    [3, 0.12],
    [4, 0.08],
    [5, 0.06],
    [6, 0.048],
  ]),
  collaterals: SOL_2025_12,
  standard: STANDARD_SOL,
}
const HYPE_2025: Pm2Params = {
  basis: basis(1.0825, 0.9175),
  other: contingency(0.4, 0.075, 0.025, 0.0175, 0.0075),
  margin: factors(1.15, 0.95, 0.1, INVERTED),
  volShock: vols(0.65, 0.3, 0.6),
  skew: SKEW,
  scenarios: skewedTable(GRID_8_25, [
    [0.34, 0.49],
    [1.5, 0.66],
    [2, 0.33],
    [3, 0.165],
    [4, 0.11],
    [5, 0.0825],
    [6, 0.066],
  ]),
  collaterals: HYPE_2025_12,
  standard: STANDARD_HYPE,
}
const HYPE_2026_09_SET: Pm2Params = {
  basis: basis(1.0675, 0.9325, 0.25),
  other: contingency(0.4, 0.01, 0.0075, 0.003, 0.002),
  margin: factors(1, 0.8, 0.1, UPRIGHT),
  volShock: vols(0.5, 0.3, 0.6),
  skew: SKEW,
  scenarios: skewedTable(GRID_6_75, [
    [0.67, 0.6545],
    [0.34, 0.3273],
    [1.5, 0.432],
    [2, 0.216],
    [3, 0.05065],
    [4, 0.024],
    [5, 0.0135],
    [6, 0.00864],
  ]),
  collaterals: HYPE_2026_09,
  standard: STANDARD_HYPE_2026_08,
}

const GAP =
  'in force on chain until steps of 2026 that are known only in part (tails lowered 2026-01-23; grid 17 %, volRangeUp 0.45, perpetual 1.5/1.5 % from 2026-05-24), which are not shipped: dates between 2026-01-23 and 2026-08-20 are answered with this set'

/** Every dated set of portfolio margin 2. Haircuts and standard margin are those of December 2025 where no later ones are known. */
export const PM2_SETS: readonly Dated<Pm2Params>[] = [
  { underlying: 'BTC', from: '2025-06-09', label: 'launch (rate add 0.16)', source: DEPLOY, params: LAUNCH_BTC },
  { underlying: 'BTC', from: '2025-06-12', label: 'pm2-btc-2025-08 (rate add 0.1)', source: EVENTS, params: BTC_2025_06_12 },
  { underlying: 'BTC', from: '2025-10-10', label: 'pm2-eth-btc-2025-12 (confMargin 0.4)', source: DUMP, params: BTC_2025_10 },
  {
    underlying: 'BTC',
    from: '2026-01-08',
    label: `pm2-eth-btc-2025-12 with base discounts 1.02/0.98; ${GAP}`,
    source: EVENTS,
    params: { ...BTC_2025_10, margin: factors(1, 0.8, 0.1, UPRIGHT) },
  },
  { underlying: 'BTC', from: '2026-08-20', label: 'pm2-btc-2026-09', source: EVENTS, params: BTC_2026_09_SET },
  { underlying: 'ETH', from: '2025-12-01', knownFrom: true, label: 'pm2-eth-btc-2025-12', source: DUMP, params: ETH_2025 },
  { underlying: 'ETH', from: '2026-03-01', knownFrom: true, label: 'pm2-eth-2026-03', source: EVENTS, params: ETH_2026_03 },
  { underlying: 'ETH', from: '2026-10-01', label: 'pm2-eth-2026-10', source: EVENTS, params: ETH_2026_10_SET },
  { underlying: 'SOL', from: '2025-12-01', knownFrom: true, label: 'pm2-sol-2025-12', source: DUMP, params: SOL },
  { underlying: 'HYPE', from: '2025-12-01', knownFrom: true, label: 'December 2025', source: DUMP, params: HYPE_2025 },
  {
    underlying: 'HYPE',
    from: '2026-04-01',
    knownFrom: true,
    label: 'pm2-hype-2026-04',
    source: EVENTS,
    params: { ...HYPE_2025, margin: factors(1.15, 0.95, 0.1, UPRIGHT) },
  },
  { underlying: 'HYPE', from: '2026-09-01', knownFrom: true, label: 'pm2-hype-2026-09', source: EVENTS, params: HYPE_2026_09_SET },
]
