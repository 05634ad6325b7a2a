import type { CollateralParams } from './types.ts'

/** Source: `derivexyz/v2-scripts` a27b06a5, `data/mainnet/*_PM2Params.json`, December 2025; the later ones from a third-party event record. */
type List = Readonly<Record<string, CollateralParams>>

const plain = (mmHaircut: number, imHaircut: number): CollateralParams => ({ mmHaircut, imHaircut, riskCancelling: false })
const cancelling = (mmHaircut: number, imHaircut: number): CollateralParams => ({ mmHaircut, imHaircut, riskCancelling: true })

const STABLES_OF_ALL: List = { USDT: plain(0.02, 0.08), fxUSDC: plain(0.005, 0.005) }
const BOTH: List = {
  ...STABLES_OF_ALL,
  DAI: plain(0.075, 0.075),
  sDAI: plain(0.125, 0.075),
  USDe: plain(0.15, 0.05),
  sUSDe: plain(0.2, 0.05),
  OP: plain(0.4, 0.1),
  DRV: plain(0.85, 0.051),
  OLAS: plain(1, 0),
}

export const ETH_2025_12: List = {
  ETH: cancelling(0.056, 0.014),
  wstETH: cancelling(0.086, 0.014),
  weETH: cancelling(0.156, 0.014),
  rswETH: cancelling(0.306, 0.014),
  rsETH: cancelling(0.206, 0.014),
  PUFETH: cancelling(0.17, 0.05),
  BTC: plain(0.25, 0.0525),
  LBTC: plain(0.3, 0.049),
  cbBTC: plain(0.3, 0.049),
  eBTC: plain(0.3, 0.049),
  SolvBTCBBN: plain(0.35, 0.0455),
  ...BOTH,
}
/** Known on 2026-10-01: ETH, USDT, wstETH and sUSDe changed. */
export const ETH_2026_10: List = {
  ...ETH_2025_12,
  ETH: cancelling(0.06, 0.01),
  USDT: plain(0.02, 0.02),
  wstETH: cancelling(0.086, 0.514),
  sUSDe: plain(0.2, 0.1),
}

export const BTC_2025_12: List = {
  BTC: cancelling(0.106, 0.014),
  LBTC: cancelling(0.156, 0.014),
  cbBTC: cancelling(0.156, 0.014),
  eBTC: cancelling(0.156, 0.014),
  SolvBTCBBN: cancelling(0.206, 0.02),
  ETH: plain(0.2, 0.05),
  wstETH: plain(0.2, 0.08),
  weETH: plain(0.3, 0.049),
  rswETH: plain(0.45, 0.055),
  rsETH: plain(0.35, 0.04875),
  ...BOTH,
}
/** Known in September 2026: BTC changed. */
export const BTC_2026_09: List = { ...BTC_2025_12, BTC: cancelling(0.126, 0.014) }

export const SOL_2025_12: List = { ...STABLES_OF_ALL }

export const HYPE_2025_12: List = { HYPE: cancelling(0.075, 0.1), ...STABLES_OF_ALL }
/** Known in September 2026: HYPE changed. */
export const HYPE_2026_09: List = { ...HYPE_2025_12, HYPE: cancelling(0.1, 0.13) }
