import type { Dated } from '../../../domain/methodology.ts'
import { defaultSettings } from '../../shared/switches.ts'
import type { Tier } from '../../shared/tiers.ts'
import { COINS, recordOf } from './groups.ts'
import { SWITCHES } from './readings.ts'
import type { CommonParams, UnderlyingParams } from './types.ts'

const JANUARY =
  'okx.com/help/okx-will-further-adjust-portfolio-margin-parameters (2 Jan 2025), group lists of okx.com/help/portfolio-margin-mode-cross-margin-trading-risk-unit-merge (updated 4 Dec 2025)'
const BEFORE =
  'the same notice for the moves before 6 Jan 2025; okx.com/help/okx-to-enhance-new-features-in-portfolio-margin-mode (June 2024) for the basis rate of BTC'
const SAMPLE = 'MR4 fixed rates and MR7 rates recomputed from the position-builder sample of 15 Jan 2025'
const STANDARD =
  'standard margin: options by okx.com/help/ii-option-margin (1 May 2026), used for every date; perpetuals and futures by a stand-in, enter your own'

const MAJOR: readonly string[] = ['BTC', 'ETH']

function setsOf(coin: string): readonly Dated<UnderlyingParams>[] {
  const major = MAJOR.includes(coin)
  const unknown = coin === '*' ? '; MR4 fixed rate and MR7 rate of this group are not known, 1.6 % and 1.0 % stand in' : ''
  const filled = major ? '' : '; MR4 fixed rate as of January 2025'
  return [
    {
      underlying: coin,
      from: '2024-06-01',
      knownFrom: true,
      label: `mid-2024 moves, units shown merged though they were apart by quote until January 2025${filled}${unknown}`,
      source: `${BEFORE}; ${STANDARD}`,
      params: recordOf(coin, '2024'),
    },
    {
      underlying: coin,
      from: '2025-01-06',
      label: `January 2025 moves${major ? ', MR7 tiers still the old ones' : ''}${unknown}`,
      source: `${JANUARY}; ${SAMPLE}; ${STANDARD}`,
      params: recordOf(coin, major ? 'old-tiers' : '2025'),
    },
    ...(major
      ? [
          {
            underlying: coin,
            from: '2025-01-15',
            label: 'MR7 tiers of 15 January 2025 (third-party)',
            source: `${JANUARY}; ${SAMPLE}; scallope.com/6757.html; ${STANDARD}`,
            params: recordOf(coin, '2025'),
          },
        ]
      : []),
  ]
}

export const VERSIONS: readonly Dated<UnderlyingParams>[] = COINS.flatMap(setsOf)

/** A discount table in which all counts in full; a new one each time, so that an edit of one asset moves no other. */
const full = (): readonly Tier[] => [{ rate: 1 }]

export const COMMON_PARAMS: CommonParams = {
  // Section 6.2: points at 0 days official, the rest third-party.
  MR1: {
    vol: [
      { days: 0, points: 0.3, percent: 0.5 },
      { days: 30, points: 0.25, percent: 0.35 },
      { days: 60, points: 0.2, percent: 0.25 },
    ],
  },
  MR2: { hours: 24 },
  MR6: { share: 0.5 },
  MR7: { option_slippage: 0.02 },
  // Section 5.3: the tier of the official sample; other tiers are live data.
  MR8: { '*': { MMR: 0.02, IMR: 0.1 } },
  // Section 6.5 (third-party; least rates official). Its row "0.995 or higher" is the least rates, which alone hold above 0.99.
  MR9: {
    index_high: 0.99,
    index_low: 0.8,
    tiers: [
      { upTo: 1e6, minimum: 0.005, rate_high: 0.005, rate_low: 0.4 },
      { upTo: 5e6, minimum: 0.01, rate_high: 0.015, rate_low: 0.4 },
      { minimum: 0.01, rate_high: 0.015, rate_low: 0.4 },
    ],
    user: [{ upTo: 1e6, rate: 0.005 }, { upTo: 5e6, rate: 0.01 }, { rate: 0.01 }],
  },
  IMR_factor: 1.3,
  liquidation_fee: 0.001,
  // Section 8: live data; stablecoins 1, and 1 for every other asset until the user enters the venue's.
  discounts: { USDT: full(), USDC: full(), '*': full() },
  // Section 11: options third-party, perpetuals unverified.
  fees: { option: 0.0003, option_premium_cap: 0.125, perpetual: 0.0005 },
  assumptions: defaultSettings(SWITCHES),
}

const SHARED =
  'docs-v5 position-builder sample (15 Jan 2025) for the account sums; third-party texts for vol changes, MR7 of options and MR9'

export const COMMON: readonly Dated<CommonParams>[] = [
  {
    underlying: '*',
    from: '2024-06-01',
    knownFrom: true,
    label: 'before the merge of risk units: no MR9',
    source: SHARED,
    params: { ...COMMON_PARAMS, assumptions: { okx: { ...(COMMON_PARAMS.assumptions['okx'] as object), mr9: { table: 'off' } } } },
  },
  { underlying: '*', from: '2025-01-06', label: 'merged risk units', source: SHARED, params: COMMON_PARAMS },
]
