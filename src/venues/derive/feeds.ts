import type { Expiry, Market } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import { volAt } from '../../domain/smile.ts'

/** USD per USDC. */
export const stablePrice = (market: Market): number => market.stablecoins['USDC'] ?? 1

export interface Feed {
  /** USD per unit. */
  readonly price: number
  readonly confidence: number
}

/**
 * Price and confidence of collateral: the asset's own entry in the market, else the index where it is an underlying, else a stablecoin's price.
 * Undefined where the market has none of these.
 */
export function collateralFeed(market: Market, asset: string): Feed | undefined {
  const own = market.assets[asset]
  if (own !== undefined) return own
  const u = market.underlyings[asset]
  if (u !== undefined) return { price: u.index, confidence: u.confidence.index }
  const stable = market.stablecoins[asset] ?? (asset === 'USDT' ? 1 : undefined)
  return stable === undefined ? undefined : { price: stable, confidence: 1 }
}

/** Widest log-moneyness, in standard deviations at the money, at which Derive's feed still reads an SVI smile. */
const SVI_REACH = 4
const MAX_TOTAL_VARIANCE = 144

/**
 * Vol as Derive's feed answers it. A points smile as it stands; raw SVI with k clamped to ±4·√(a + b·σ) and 0 <= w <= 144
 * (sheet, section 1, Feeds; exact). NaN where the expiry has no smile.
 */
export function feedVol(numerics: Numerics, expiry: Expiry, years: number, strike: number): number {
  const { smile } = expiry
  if (smile?.type !== 'svi' || years <= 0) return volAt(numerics, expiry, years, strike)
  const reach = SVI_REACH * Math.sqrt(Math.max(smile.a + smile.b * smile.sigma, 0))
  const k = Math.min(Math.max(numerics.log(strike / expiry.forward), -reach), reach)
  const { w } = numerics.svi(smile.a, smile.b, smile.rho, smile.m, smile.sigma, k)
  return Math.sqrt(Math.min(Math.max(w, 0), MAX_TOTAL_VARIANCE) / years)
}
