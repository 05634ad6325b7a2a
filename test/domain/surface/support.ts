import type { Expiry, Market, Smile } from '../../../src/domain/market.ts'

export const NOW = Date.UTC(2026, 0, 1, 8)
export const YEAR = 365 * 86_400_000
const SURE = { forward: 1, vol: 1, rate: 1 }

/** An expiry `years` from now on the forward 100. */
export const expiry = (smile: Smile | undefined, years = 0.25, strikes?: readonly number[]): Expiry => ({
  at: NOW + years * YEAR,
  forward: 100,
  forwardFixed: 0,
  rate: 0,
  ...(smile === undefined ? {} : { smile }),
  strikes: strikes ?? (smile?.type === 'points' ? smile.strikes : [60, 80, 100, 120, 140]),
  quotes: [],
  confidence: SURE,
})

export function market(expiries: readonly Expiry[], marks: Readonly<Record<string, number>> = {}): Market {
  const one = { index: 100, perpetual: 100, fundingRate8h: 0, marks, expiries, confidence: { index: 1, perpetual: 1 } }
  return { asOf: NOW, source: 'made up', underlyings: { BTC: one, ETH: { ...one, marks: {} } }, stablecoins: {}, assets: {} }
}

export const SVI = { type: 'svi', a: 0.01, b: 0.1, rho: -0.3, m: 0.02, sigma: 0.15 } as const
export const POINTS: Smile = {
  type: 'points',
  strikes: [50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 160],
  vols: [0.82, 0.75, 0.69, 0.64, 0.61, 0.6, 0.6, 0.605, 0.615, 0.63, 0.66],
}
