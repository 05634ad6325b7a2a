import type { Market } from '../../domain/market.ts'

/** Stablecoins that are worth 1 USD where the market does not list them (formats.md, Market). */
const STABLES: readonly string[] = ['USDC', 'USDT', 'USDH']

/** USD per unit of a balance: a stablecoin's price, a coin's index, an asset's price. Undefined where the market has none of these. */
export function assetUsd(asset: string, market: Market): number | undefined {
  if (asset === 'USD') return 1
  const listed = market.stablecoins[asset] ?? market.underlyings[asset]?.index ?? market.assets[asset]?.price
  return listed ?? (STABLES.includes(asset) ? 1 : undefined)
}
