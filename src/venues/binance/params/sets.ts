import type { Dated } from '../../../domain/methodology.ts'
import { defaultSettings } from '../../shared/switches.ts'
import { type Kind, SWITCHES } from './readings.ts'
import type { Bracket, CoinParams, CommonParams, OptionRatios } from './types.ts'

// Brackets and collateral rates are live data of the venue (`leverageBracket`, `collateralRate`): the user enters them. What stands here is
// what the sheet prints, and a rate of 1, no haircut, where it prints none.

/** Section 12, BINANCE-1: the 0.5 % and cum 0 of the venue's worked example; one bracket, without end. */
const EXAMPLE: readonly Bracket[] = [{ maintMarginRatio: 0.005, cum: 0 }]

/** Section 6: official sample values, BTC and ETH. */
const OPTIONS: OptionRatios = { initialMargin: 0.15, minInitialMargin: 0.1, maintenanceMargin: 0.075, minMaintenanceMargin: 0.05 }

/** The user's own setting; 20x is a stand-in, not a rule. */
const LEVERAGE = 20

/** Last month of the help pages that the sheet was written from; the day on which the rules began is not known. */
const FROM = '2025-02-01'
const SOURCE =
  'binance.com/en/support/faq: unimmr and portfolio margin pro maintenance margin (to Feb 2025); developers.binance.com, eapi exchangeInfo (samples, Aug 2026)'

const coin = (underlying: string): Dated<CoinParams> => ({
  underlying,
  from: FROM,
  knownFrom: true,
  label: "option ratios of the API's samples; futures brackets of the worked example: enter the live ones",
  source: SOURCE,
  // Each coin has its own copy: an edit of one record must not show in another's.
  params: structuredClone({ um: EXAMPLE, cm: EXAMPLE, leverage: LEVERAGE, options: OPTIONS }),
})

export const VERSIONS: readonly Dated<CoinParams>[] = [coin('BTC'), coin('ETH')]

/** Assets that stand in the record. USDC and BNB carry the sheet's sample rates (section 8); the others have none yet. */
const ASSETS = ['USDT', 'USDC', 'BTC', 'ETH', 'BNB'] as const

/** Assets whose shipped rate of 1 is nobody's figure. */
export const RATE_NOT_GIVEN: readonly string[] = ['USDT', 'BTC', 'ETH']

const each = <T>(value: () => T): Record<string, T> => Object.fromEntries(ASSETS.map((asset) => [asset, value()]))

export const COMMON_PARAMS: Readonly<Record<Kind, CommonParams>> = {
  classic: common('classic'),
  pro: common('pro'),
}

function common(kind: Kind): CommonParams {
  return {
    loanMMR: { '3x': 0.1, '5x': 0.08, '10x': 0.05 },
    collateral: each(() => ({ collateralRate: 1 })),
    loans: each(() => 0),
    assumptions: defaultSettings(SWITCHES[kind]),
  }
}

export const COMMON: Readonly<Record<Kind, readonly Dated<CommonParams>[]>> = { classic: dated('classic'), pro: dated('pro') }

function dated(kind: Kind): readonly Dated<CommonParams>[] {
  const label = 'loan maintenance 10 %, 8 %, 5 %; collateral rates are live data: enter yours'
  return [{ underlying: '*', from: FROM, knownFrom: true, label, source: SOURCE, params: COMMON_PARAMS[kind] }]
}
