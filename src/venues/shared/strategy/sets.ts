import { defaultSettings, settingSentences } from '../switches.ts'
import { STRATEGY_SWITCHES } from './readings.ts'
import type { StrategyClass, StrategyCommon } from './types.ts'

/** Where the figures come from; the sheet marks the stock maintenance shares unverified and the hedged-stock ones third-party. */
export const STRATEGY_SOURCE = 'Cboe Rule 10.3, FINRA Rule 4210(f); Cboe Margin Manual (April 2000)'

/** Equities, narrow indices and most ETFs; American and settled in shares. */
export const EQUITY_CLASS: StrategyClass = { a: 0.2, b: 0.1, leverage_factor: 1, cash_settled: false, prices: 'quotes' }
/** Broad indices; European and settled in cash. */
export const BROAD_INDEX_CLASS: StrategyClass = { a: 0.15, b: 0.1, leverage_factor: 1, cash_settled: true, prices: 'quotes' }
/** An ETF on a broad index that trades at a tenth of it, and covers its options. */
export const INDEX_FUND_CLASS: StrategyClass = {
  ...BROAD_INDEX_CLASS,
  cash_settled: false,
  stands_for: { underlying: 'SPX', units: 0.1 },
}
/** No rule gives a class to coins: the equity percentages, as a teaching parameter of this project. */
export const COIN_CLASS: StrategyClass = { a: 0.2, b: 0.1, leverage_factor: 1, cash_settled: true, prices: 'smile' }

export const STRATEGY_COMMON: StrategyCommon = {
  stock: { long_initial: 0.5, long_maintenance: 0.25, short_initial: 0.5, short_maintenance: 0.3 },
  long_option: { share: 1, long_dated_share: 0.75, long_dated_months: 9 },
  hedged_stock: { strike_share: 0.1, collar_call_share: 0.25, conversion_share: 0.1 },
  box_close_factor: 1.02,
  assumptions: defaultSettings(STRATEGY_SWITCHES),
}

/** What the rules are taken to mean here, for the user. */
export const strategySentences = (common: StrategyCommon): readonly string[] => [
  'strategy rules: coins, stock, perpetuals and futures count as units of the underlying at the index, and net; cash needs nothing',
  'strategy rules: all spreads of one expiry are one combination at its greatest loss at expiry',
  'strategy rules: the requirement is counted on equity that holds every option at its value, which for a position opened at its price is the cash to add; the lines show the requirement itself and the option value in it',
  ...settingSentences(STRATEGY_SWITCHES, common.assumptions),
]
