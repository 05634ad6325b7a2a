import type { Dated } from '../../../domain/methodology.ts'
import { defaultSettings } from '../../shared/switches.ts'
import { SWITCHES } from './readings.ts'
import { BTC_RISK_LIMITS } from './risk-limits.ts'
import type { CoinParams, CommonParams } from './types.ts'

/** Shocks and factors of the official sample of 24 March 2026 (reproduced for BTC; section 6). */
const coin = (price_range: number, vega_spread: number): CoinParams => ({
  maximum_loss: { price_range, price_steps: 5, iv_up: 0.24, iv_down: 0.2, iv_power: 0.3, dte_floor_days: 1 },
  contingency: { short_option: 0, vega_spread, usdt_usdc: 0, delta_spread_amount: 0, futures: 0.0003 },
  im_factor: 1.2,
})

/** The leverage starts at the highest that the venue allows. */
const withPerpetuals = (params: CoinParams): CoinParams => ({ ...params, perpetuals: { leverage: 100, risk_limits: BTC_RISK_LIMITS } })

const RANGE = 'learn.bybit.com, portfolio margin risk parameter adjustment (official)'
const SAMPLE = 'bybit-exchange/docs, docs/v5/asset/portfolio-margin.mdx, sample of 24 Mar 2026'
const VEGA = 'vega spread factor scallope.com/9990.html, 2025 (third-party)'
const LIMITS = 'risk limits bybit.com/announcement-info/margin-parameters (official, undated)'
const OF_BTC = 'IV shocks, IM factor and futures factor are those of BTC (inferred or unverified)'
const REST = 'all else as of the sample of 24 Mar 2026'

const BTC_SOURCE = `${RANGE}; ${SAMPLE} (reproduced); ${VEGA}; ${LIMITS}`
const ETH_SOURCE = `${RANGE}; ${SAMPLE}; ${VEGA}`

/** Section 6. Of the days before 10 January 2025 only the price range is known; its step is taken as a fifth of it. */
export const VERSIONS: readonly Dated<CoinParams>[] = [
  {
    underlying: 'BTC',
    from: '2025-01-09',
    knownFrom: true,
    label: `price range ±15 %, in force to 10 Jan 2025; its step of a fifth is inferred; ${REST}`,
    source: BTC_SOURCE,
    params: withPerpetuals(coin(0.15, 0.0003)),
  },
  {
    underlying: 'BTC',
    from: '2025-01-10',
    label: `price range ±10 %; ${REST}`,
    source: BTC_SOURCE,
    params: withPerpetuals(coin(0.1, 0.0003)),
  },
  {
    underlying: 'ETH',
    from: '2025-01-09',
    knownFrom: true,
    label: `price range ±15 %, in force to 10 Jan 2025; its step of a fifth is inferred; ${OF_BTC}; ${REST}`,
    source: ETH_SOURCE,
    params: coin(0.15, 0.0003),
  },
  { underlying: 'ETH', from: '2025-01-10', label: `price range ±10 %; ${OF_BTC}; ${REST}`, source: ETH_SOURCE, params: coin(0.1, 0.0003) },
  {
    underlying: '*',
    from: '2026-03-24',
    knownFrom: true,
    label: `other coins: start values to be replaced by the user's; price range ±20 % is unverified, the vega spread factor is not known; ${OF_BTC}`,
    source: `${SAMPLE}, for BTC`,
    params: coin(0.2, 0),
  },
]

export const COMMON_PARAMS: CommonParams = {
  options: { im_short: 0.15, im_short_min: 0.1, mmf: 0.03, liquidation_fee: 0.002 },
  fees: { option_taker: 0.0003, option_cap: 0.07 },
  collateral: {
    BTC: [{ upTo: 1_000_000, rate: 0.85 }, { rate: 0 }],
    USDC: [{ rate: 1 }],
    USDT: [{ rate: 1 }],
    '*': [{ rate: 0.85 }],
  },
  loans: { '*': { position_imr: 0, position_mmr: 0 } },
  assumptions: defaultSettings(SWITCHES),
}

export const COMMON: readonly Dated<CommonParams>[] = [
  {
    underlying: '*',
    from: '2025-09-18',
    label:
      'option fees of 18 Sep 2025; collateral ratio of BTC from the API sample, stablecoins in full and all else like BTC until entered',
    source:
      'bybit.com/en/help-center: Initial-Maintenance-Margin-Calculations-Options, Bybit-Option-Fees-Explained (official); bybit-exchange/docs, docs/v5/spot-margin-uta/tier-collateral-ratio.mdx (official sample)',
    params: COMMON_PARAMS,
  },
]
