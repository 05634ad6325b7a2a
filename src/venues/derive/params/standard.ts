import type { CommonParams, StandardAsset, StandardParams } from './types.ts'

// Source: `derivexyz/v2-scripts` a27b06a5, `data/mainnet/srmParams.json`, December 2025 (the set `srm-mainnet-2025-12`); later steps of HYPE
// from a third-party event record.

const ORACLE: StandardParams['oracle'] = { perpThreshold: 0.55, optionThreshold: 0.55, baseThreshold: 0.55, OCFactor: 1 }

/** The three requirements that are one number in every market. */
const maintenance = (req: number) => ({ mmCallSpotReq: req, mmPutSpotReq: req, MMPutMtMReq: req })

const BTC_ETH: StandardParams = {
  perp: { mmPerpReq: 0.05, imPerpReq: 0.066 },
  option: {
    maxSpotReq: 0.15,
    minSpotReq: 0.13,
    ...maintenance(0.09),
    unpairedIMScale: 1.2,
    unpairedMMScale: 1.1,
    mmOffsetScale: 1.05,
  },
  oracle: ORACLE,
}

export const STANDARD_BTC: StandardParams = { ...BTC_ETH, base: { marginFactor: 0.75, IMScale: 0.93 } }
export const STANDARD_ETH: StandardParams = { ...BTC_ETH, base: { marginFactor: 0.8, IMScale: 0.9375 } }
export const STANDARD_SOL: StandardParams = {
  perp: { mmPerpReq: 0.067, imPerpReq: 0.077 },
  option: {
    maxSpotReq: 0.24,
    minSpotReq: 0.18,
    ...maintenance(0.14),
    unpairedIMScale: 1.25,
    unpairedMMScale: 1.2,
    mmOffsetScale: 1.05,
  },
  oracle: ORACLE,
}
export const STANDARD_HYPE: StandardParams = {
  perp: { mmPerpReq: 0.1, imPerpReq: 0.15 },
  option: {
    maxSpotReq: 0.3,
    minSpotReq: 0.25,
    ...maintenance(0.18),
    unpairedIMScale: 1.3,
    unpairedMMScale: 1.25,
    mmOffsetScale: 1.05,
  },
  oracle: ORACLE,
  base: { marginFactor: 0.6, IMScale: 0.834 },
}
/** HYPE after 2026-05-21 (perpetual) and 2026-08-20 (IMScale). */
export const STANDARD_HYPE_2026_08: StandardParams = {
  ...STANDARD_HYPE,
  perp: { mmPerpReq: 0.08, imPerpReq: 0.1 },
  base: { marginFactor: 0.6, IMScale: 0.9167 },
}

const asset = (marginFactor: number, IMScale: number): StandardAsset => ({ marginFactor, IMScale, baseThreshold: 0.55, OCFactor: 1 })

export const STANDARD_COMMON: CommonParams = {
  standard: {
    depeg: { threshold: 0.99, depegFactor: 2 },
    assets: {
      USDT: asset(0.98, 0.92),
      wstETH: asset(0.8, 0.9),
      weETH: asset(0.7, 0.93),
      LBTC: asset(0.7, 0.93),
      cbBTC: asset(0.7, 0.93),
      eBTC: asset(0.7, 0.93),
    },
  },
}
