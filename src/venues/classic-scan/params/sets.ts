import type { Dated } from '../../../domain/methodology.ts'
import { COIN_CLASS, STRATEGY_COMMON } from '../../shared/strategy/sets.ts'
import { defaultSettings } from '../../shared/switches.ts'
import { SWITCHES } from './readings.ts'
import type { CalendarParams, ScanCommon, ScanParams } from './types.ts'

const OURS = 'teaching parameters of this project'
const REST = `${OURS}: vol range and calendar rate after an equity index in India (25 %, 1.75 %), minimum 1 % of an outright after CME 2008`

/** One rate for every pair of tiers. */
const calendar = (per_spread: number): readonly CalendarParams[] =>
  [
    [1, 1],
    [2, 2],
    [1, 2],
  ].map(([near = 1, far = 1]) => ({ near, far, near_deltas: 1, far_deltas: 1, per_spread, per_month: 0 }))

const commodity = (price_scan_range: number): ScanParams => ({
  price_scan_range,
  volatility_scan_range: { kind: 'relative', size: 0.25 },
  tier_days: [60],
  calendar: calendar(0.0175),
  // Coin futures settle in cash.
  delivery: { within_days: 3, spread: 0, outright: 0 },
  minimum_of_outright: 0.01,
  initial_ratio: 1.1,
  // Without the cap the credit may pay too much: the sheet's trap 5.
  weighted_price_risk: 'scan-range-cap',
  premium_style: 'P',
  excess_may_leave: true,
  standard: COIN_CLASS,
})

const bitcoin = (from: string, range: number, label: string, source: string, knownFrom = true): Dated<ScanParams> => ({
  underlying: 'BTC',
  from,
  ...(knownFrom ? { knownFrom } : {}),
  label: `bitcoin futures: range ${label} of notional`,
  source: `${source}; ${REST}`,
  params: commodity(range),
})

export const VERSIONS: readonly Dated<ScanParams>[] = [
  bitcoin('2017-12-18', 0.43, 'about 43 %', 'CME bitcoin maintenance over notional, third-party data', false),
  bitcoin('2020-10-01', 0.365, 'about 36.5 %', 'CME bitcoin maintenance over notional, reproduced'),
  bitcoin('2021-01-01', 0.35, 'about 35 %', 'CME bitcoin maintenance over notional, third-party; later ranges are not known'),
  {
    underlying: 'ETH',
    from: '2021-01-01',
    knownFrom: true,
    label: "ether, as if it had bitcoin's range",
    source: `${OURS}: bitcoin's range of 2021; ${REST}`,
    params: commodity(0.35),
  },
]

export const COMMON_PARAMS: ScanCommon = {
  extreme: { multiple: 3, cover: 0.33 },
  composite_weights: { at_0: 0.27, at_third: 0.217, at_two_thirds: 0.11, at_range: 0.037 },
  look_ahead_days: 1,
  minimum_method: 'greater',
  price_floor: 0.01,
  volatility_floor: 0.01,
  coin_haircut: 0,
  spreads: [
    {
      kind: 'delta',
      rate: 0.55,
      legs: [
        { commodity: 'BTC', side: 'A', deltas: 1 },
        { commodity: 'ETH', side: 'B', deltas: 30 },
      ],
    },
  ],
  assumptions: defaultSettings(SWITCHES),
  standard: STRATEGY_COMMON,
}

export const COMMON: readonly Dated<ScanCommon>[] = [
  {
    underlying: '*',
    from: '2008-11-03',
    label: '16-scenario scan, extreme 3 × at 33 %',
    source: `CME notices 08-303 and 08-358 (extreme, cover); composite weights unverified; ${OURS}: floors, no haircut on coins, and the BTC/ETH credit, whose rate is that of the published corn and soybean example`,
    params: COMMON_PARAMS,
  },
]
