import type { Dated } from '../../../domain/methodology.ts'
import { defaultSettings } from '../../shared/switches.ts'
import { SWITCHES } from './readings.ts'
import { STANDARD } from './standard.ts'
import type { CommonParams, CurrencyParams, PairParams, UnderlyingParams } from './types.ts'

const SIMULATE = 'docs.deribit.com private/pme/simulate example, 17 Jun 2024 (official)'
const RESPONSE = 'a private/pme/simulate response, 15 Feb 2026 (official)'
const NOTE = 'third-party note, 23 Sep 2026'

const BTC_2024: PairParams & CurrencyParams = {
  price_range: 0.16,
  volatility_range_up: 0.5,
  volatility_range_down: 0.25,
  min_volatility_for_shock_up: 0.5,
  short_term_vega_power: 0.3,
  long_term_vega_power: 0.13,
  extended_table_factor: 1,
  m_inc: 0.00005,
  delta_total_liq_shock_threshold: 20_000_000,
  max_delta_shock: 0.1,
  min_annualised_move: 0.01,
  annualised_move_risk: 0.075,
  extended_dampener: 100_000,
  pnl_offset: 0,
  max_offsetable_pnl: 0,
  haircut: 0,
  equity_side_impact: 'both',
  correlation_set: false,
}

const ETH_2026: PairParams & CurrencyParams = {
  price_range: 0.18,
  volatility_range_up: 0.4,
  volatility_range_down: 0.25,
  min_volatility_for_shock_up: 0.5,
  short_term_vega_power: 0.3,
  long_term_vega_power: 0.13,
  extended_table_factor: 1,
  m_inc: 0.000004,
  delta_total_liq_shock_threshold: 20_000_000,
  max_delta_shock: 0.1,
  min_annualised_move: 0.005,
  annualised_move_risk: 0.05,
  extended_dampener: 200_000,
  pnl_offset: 0.6,
  max_offsetable_pnl: 20_000_000,
  haircut: 0,
  equity_side_impact: 'both',
  correlation_set: false,
}

const every = Object.keys(ETH_2026)

const BTC_FEB_2026 = { ...ETH_2026, price_range: 0.16, m_inc: 0.00005, filled: every }
const BTC_SEP_2026 = {
  ...ETH_2026,
  price_range: 0.14,
  m_inc: 0.00005,
  filled: [
    'extended_table_factor',
    'm_inc',
    'max_delta_shock',
    'annualised_move_risk',
    'pnl_offset',
    'max_offsetable_pnl',
    'haircut',
    'equity_side_impact',
    'correlation_set',
  ],
}

const dated = (
  underlying: string,
  from: string,
  label: string,
  source: string,
  params: UnderlyingParams,
  knownFrom = true,
): Dated<UnderlyingParams> => ({ underlying, from, knownFrom, label, source, params })

/** SM only: portfolio parameters of these days are not known. */
const standardOnly = (underlying: 'BTC' | 'ETH' | 'SOL', from: keyof typeof STANDARD, source: string, knownFrom: boolean) =>
  dated(underlying, from, `deribit-${from}, standard margin only`, source, { standard: STANDARD[from][underlying] }, knownFrom)

const SM_OLD = 'support.deribit.com 11-January-2022, values it replaced (official)'
const SM_2022 = 'support.deribit.com 11-January-2022 and Linear-Perpetual (official)'
const SM_2026 = 'insights.deribit.com new-sm-margin-model, 5 Aug 2026 (official that it changed); third-party notes for the values'

/** Dated parameters per coin. A portfolio set is "known from" its snapshot: the venue sets parameters without notice. */
export const VERSIONS: readonly Dated<UnderlyingParams>[] = [
  standardOnly('BTC', '2022-01-10', SM_OLD, true),
  standardOnly('ETH', '2022-01-10', SM_OLD, true),
  standardOnly('BTC', '2022-01-11', SM_2022, false),
  standardOnly('ETH', '2022-01-11', SM_2022, false),
  standardOnly('SOL', '2022-01-11', SM_2022, true),
  dated('BTC', '2024-06-17', 'deribit-2024-06-17', SIMULATE, { ...BTC_2024, standard: STANDARD['2022-01-11'].BTC }),
  dated('BTC', '2026-02-15', 'deribit-2026-02-15', `price_range inferred; the rest as ETH of that date but m_inc: ${RESPONSE}`, {
    ...BTC_FEB_2026,
    standard: STANDARD['2022-01-11'].BTC,
  }),
  dated('ETH', '2026-02-15', 'deribit-2026-02-15', RESPONSE, { ...ETH_2026, standard: STANDARD['2022-01-11'].ETH }),
  dated('BTC', '2026-08-05', 'deribit-2026-02-15 with SM 2026', SM_2026, { ...BTC_FEB_2026, standard: STANDARD['2026-08-05'].BTC }),
  dated('ETH', '2026-08-05', 'deribit-2026-02-15 with SM 2026', SM_2026, { ...ETH_2026, standard: STANDARD['2026-08-05'].ETH }),
  dated('SOL', '2026-08-05', 'SM 2026, nothing known but the change', SM_2026, { standard: STANDARD['2026-08-05'].SOL }),
  dated('BTC', '2026-09-23', 'deribit-2026-09-23', NOTE, { ...BTC_SEP_2026, standard: STANDARD['2026-09-23'].BTC }),
  dated('ETH', '2026-09-23', 'deribit-2026-09-23', `not known on that date; as of 15 Feb 2026: ${RESPONSE}`, {
    ...ETH_2026,
    filled: every,
    standard: STANDARD['2026-08-05'].ETH,
  }),
]

const USD_2024: CurrencyParams = {
  min_annualised_move: 0.01,
  annualised_move_risk: 0.1,
  extended_dampener: 25_000,
  pnl_offset: 0,
  max_offsetable_pnl: 0,
  haircut: 0,
  equity_side_impact: 'none',
  correlation_set: false,
}
const USD_2026: CurrencyParams = { ...USD_2024, pnl_offset: 0.4, max_offsetable_pnl: 1_000_000 }

const general = { mm_factor: 0.8, buckets_count: 4, vol_scenarios_count: 3, extended_moves: [-0.66, -0.33, 0.5, 1, 2, 3, 4, 5] }
const entered = { mmpMargin: 0, openOrdersMargin: 0, spotMargin: 0 }
/** USDC and USDT: not known, 0 is used and said. */
const STABLE = { USDC: 0, USDT: 0 }

const common = (from: string, source: string, usd: CurrencyParams, haircuts: Record<string, number>): Dated<CommonParams> => ({
  underlying: '*',
  from,
  knownFrom: true,
  label: `deribit-${from}`,
  source,
  params: { ...general, usd, ...entered, haircuts: { ...STABLE, ...haircuts }, assumptions: defaultSettings(SWITCHES) },
})

const STETH = 'insights.deribit.com portfolio-margin-improvements-for-steth (official)'
export const COMMON: readonly Dated<CommonParams>[] = [
  common('2024-06-17', SIMULATE, USD_2024, { stETH: 0.15 }),
  common('2026-01-13', STETH, USD_2024, { stETH: 0.075 }),
  common('2026-02-15', RESPONSE, USD_2026, { stETH: 0.075 }),
  common('2026-09-23', `USD as of 15 Feb 2026: ${RESPONSE}; haircuts of USYC, BUIDL, USDe: ${NOTE}`, USD_2026, {
    stETH: 0.075,
    USYC: 0.02,
    BUIDL: 0.02,
    USDe: 0.05,
  }),
]
