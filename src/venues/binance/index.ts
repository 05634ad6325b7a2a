import type { Methodology, VenueParams } from '../../domain/methodology.ts'
import { settingSentences } from '../shared/switches.ts'
import { splitAccounts } from './accounts.ts'
import { ACCURACY } from './accuracy.ts'
import { adopt } from './adopt.ts'
import { binanceLiquidation } from './liquidation.ts'
import { binanceMargin } from './margin.ts'
import { restoreBinance } from './params/door.ts'
import { type Kind, SWITCHES } from './params/readings.ts'
import { COMMON, COMMON_PARAMS, RATE_NOT_GIVEN, VERSIONS } from './params/sets.ts'
import type { CoinParams, CommonParams } from './params/types.ts'
import { binanceStandard } from './standard.ts'

/** Where a live figure still stands as shipped. */
function standIns({ underlyings, common }: VenueParams<CoinParams, CommonParams>): string[] {
  const shipped = (p: CoinParams): boolean => [p.um, p.cm].some((b) => b.length === 1 && b[0]?.maintMarginRatio === 0.005 && b[0].cum === 0)
  const coins = Object.keys(underlyings).filter((coin) => underlyings[coin] !== undefined && shipped(underlyings[coin]))
  const rates = RATE_NOT_GIVEN.filter((asset) => common.collateral[asset]?.collateralRate === 1)
  return [
    ...(coins.length === 0
      ? []
      : [`${coins.join(', ')}: futures maintenance is the 0.5 % of the venue's worked example; enter the live brackets under um and cm`]),
    ...(rates.length === 0
      ? []
      : [`${rates.join(', ')}: the collateral rate stands at 1 (no haircut); enter the live one under common.collateral`]),
  ]
}

function assumptionsOf(kind: Kind, params: VenueParams<CoinParams, CommonParams>): readonly string[] {
  const leverages = Object.entries(params.underlyings).map(([coin, p]) => `${coin} ${p.leverage}x`)
  return [
    'uniMMR = equity / maintenance; no scenarios and no offset: a hedge saves nothing but the equity that it shares',
    ...(kind === 'pro' ? ['the scenario model of PM Pro SPAN is not published and not counted'] : []),
    ...standIns(params),
    ...(leverages.length === 0 ? [] : [`leverage chosen at the venue, yours to enter: ${leverages.join(', ')}`]),
    ...settingSentences(SWITCHES[kind], params.common.assumptions),
  ]
}

const venue = (kind: Kind, id: string, label: string): Methodology<CoinParams, CommonParams> => ({
  id,
  label,
  source: { url: 'https://developers.binance.com/docs/derivatives', asOf: '2026-08-01' },
  versions: VERSIONS,
  common: COMMON[kind],
  accuracy: ACCURACY[kind],
  restoreParams: (value) => restoreBinance(value, kind, COMMON_PARAMS[kind]),
  assumptions: (params) => assumptionsOf(kind, params),
  adopt,
  accounts: (book, setting) => splitAccounts(kind, book, setting),
  scenarios: () => ({ buckets: [], legs: [], scenarios: [] }),
  margin: (account, _grid, _values, setting) => binanceMargin(kind, account, setting),
  standard: (book, setting) => binanceStandard(kind, book, setting),
  liquidation: binanceLiquidation(kind),
})

/** Binance classic portfolio margin: uniMMR, the loss of open orders subtracted from equity. */
export const binanceVenue = venue('classic', 'binance', 'Binance portfolio margin')
/** Binance portfolio margin Pro: uniMMR without an initial requirement. */
export const binanceProVenue = venue('pro', 'binance-pro', 'Binance portfolio margin Pro')
