import type { Dated } from '../../../domain/methodology.ts'
import { defaultSettings } from '../../shared/switches.ts'
import { SWITCHES } from './readings.ts'
import { SCENARIOS_BTC_ETH, SCENARIOS_BTC_OLD, SCENARIOS_HYPE_CL } from './scenarios.ts'
import type { AssetParams, CommonParams, OptionParams, PerpetualParams, PortfolioParams } from './types.ts'

/** Section 6.2. */
const vol_shock_params = (min_vol_shock_up: number): PortfolioParams['vol_shock_params'] => ({
  dte_floor_days: 1,
  min_vol_shock_up,
  vega_power_short_dte: 0.3,
  vega_power_long_dte: 0.13,
})
const rest = { mmf_factor: 0.5, funding_provision_hour: 8 }

const BTC_ETH: PortfolioParams = {
  scenarios: SCENARIOS_BTC_ETH,
  vol_shock_params: vol_shock_params(0.4),
  unhedged_margin_factor: 0.02,
  hedged_margin_factor: 0.01,
  ...rest,
}
const HYPE_CL: PortfolioParams = {
  scenarios: SCENARIOS_HYPE_CL,
  vol_shock_params: vol_shock_params(0.6),
  unhedged_margin_factor: 0.03,
  hedged_margin_factor: 0.015,
  ...rest,
}

/** Section 2: maintenance is half of initial; the leverage starts at the highest that the market allows. */
const perpetual = (imf_base: number, leverage: number): PerpetualParams => ({ imf_base, mmf_factor: 0.5, leverage })

const options = (
  premium_multiplier: number,
  long_itm: number,
  short_itm: number,
  short_otm: number,
  short_put_cap: number,
): OptionParams => ({ premium_multiplier, long_itm, short_itm, short_otm, short_put_cap })

/** Section 4.2. The maintenance figure 11.3 % stands as the venue prints it. */
const OPTIONS_BTC_ETH = { imf: options(1, 0.2, 0.15, 0.1, 0.5), mmf: options(0.5, 0.1, 0.075, 0.05, 0.25) }
const OPTIONS_HYPE_CL = { imf: options(1, 0.3, 0.225, 0.15, 0.5), mmf: options(0.5, 0.15, 0.113, 0.075, 0.25) }

const asset = (pm: PortfolioParams, perp: PerpetualParams, option: typeof OPTIONS_BTC_ETH): AssetParams => ({
  portfolio_margin: pm,
  delta1_cross_margin_params: perp,
  option_cross_margin_params: option,
})
const MAJOR = asset(BTC_ETH, perpetual(0.02, 50), OPTIONS_BTC_ETH)
const HYPE = asset(HYPE_CL, perpetual(0.05, 20), OPTIONS_HYPE_CL)
const CL = asset(HYPE_CL, perpetual(0.2, 5), OPTIONS_HYPE_CL)

const DOCS = 'tradeparadex/paradex-docs 9b82a75a (20 Aug 2026), risk-system/portfolio-margin.mdx and its history (official)'
const CROSS = 'tradeparadex/paradex-docs 9b82a75a (20 Aug 2026), risk-system/cross-margin-requirement.mdx (official)'

/** Of the older days only what section 6.3 names is known; all else is as of 20 August 2026. */
const FILLED = 'all else, cross margin too, as of 20 Aug 2026'
const FUNDING = 'until 25 May 2026 the funding provision was no separate term; how it entered is not known, and it is shown as one'
const PER_ASSET = 'min vol shock up stated per asset'

const dated = (
  underlying: string,
  from: string,
  label: string,
  params: AssetParams,
  source = DOCS,
  knownFrom = false,
): Dated<AssetParams> =>
  // Each set is its own copy: an edit of one asset's record must not show in another's.
  ({ underlying, from, label, source, params: structuredClone(params), ...(knownFrom ? { knownFrom } : {}) })

/** Section 6.3 as dated sets. ZEC (13 Jun to 13 Jul 2026) is not shipped: its parameters are not known. */
export const VERSIONS: readonly Dated<AssetParams>[] = [
  dated(
    'BTC',
    '2026-04-05',
    `tail weights 24 % to 3.2 %, in force to 6 Apr 2026; ${FILLED}; ${FUNDING}`,
    { ...MAJOR, portfolio_margin: { ...BTC_ETH, scenarios: SCENARIOS_BTC_OLD } },
    DOCS,
    true,
  ),
  dated('BTC', '2026-04-06', `tail weights 18 % to 2.4 %; ${FILLED}; ${FUNDING}`, MAJOR),
  dated('BTC', '2026-05-25', `funding provision as a separate term; ${FILLED}`, MAJOR),
  dated('BTC', '2026-06-10', PER_ASSET, MAJOR),
  dated('ETH', '2026-05-25', `added; ${FILLED}`, MAJOR),
  dated('ETH', '2026-06-10', PER_ASSET, MAJOR),
  dated('HYPE', '2026-05-25', `added, unhedged factor 3 %; ${FILLED}`, HYPE),
  dated('HYPE', '2026-06-10', PER_ASSET, HYPE),
  dated('CL', '2026-06-25', 'added', CL),
  dated('SOL', '2026-08-20', 'cross margin only, no portfolio margin', { delta1_cross_margin_params: perpetual(0.02, 50) }, CROSS, true),
]

/** Retail fees are 0; those of a pro account are the user's to enter (section 11). */
export const COMMON_PARAMS: CommonParams = {
  fees: { perpetual_taker: 0, option_taker: 0, option_premium_cap: 0.125 },
  assumptions: defaultSettings(SWITCHES),
}
export const COMMON: readonly Dated<CommonParams>[] = [
  {
    underlying: '*',
    from: '2026-07-03',
    label: 'retail fees',
    source: 'tradeparadex/paradex-docs 9b82a75a, trading/trading-fees.mdx (official)',
    params: COMMON_PARAMS,
  },
]
