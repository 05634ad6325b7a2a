import type { Market } from '../../domain/market.ts'
import type { CollateralAmount } from '../../domain/portfolio.ts'
import type { Failure } from '../../domain/result.ts'

/** Stablecoins that are worth 1 USD where the market does not list them (formats.md, Market). */
const STABLES: readonly string[] = ['USDC', 'USDT', 'USDH']

/** Cash of any kind: USD, or a stablecoin of this market or of the list above. */
export const isCash = (asset: string, market: Market): boolean =>
  asset === 'USD' || market.stablecoins[asset] !== undefined || STABLES.includes(asset)

/**
 * USD per unit of a balance: a stablecoin's price, a coin's index, an asset's price. Undefined where the market has none of these. The one
 * look-up of all venues but Derive, whose feed puts an asset's own entry first and carries its confidence (`derive/feeds.ts`), and
 * Hyperliquid's coins, whose borrow price is a median (`hyperliquid/tokens.ts`).
 */
export function assetUsd(asset: string, market: Market): number | undefined {
  if (asset === 'USD') return 1
  const listed = market.stablecoins[asset] ?? market.underlyings[asset]?.index ?? market.assets[asset]?.price
  return listed ?? (STABLES.includes(asset) ? 1 : undefined)
}

/** A balance that the market cannot price. */
export const noPrice = (asset: string): Failure => ({
  instrument: asset,
  reason: 'NO_PRICE',
  message: `the market has no price of ${asset}: counted as 0; give one under assets.${asset}`,
})

/** Balances that have a price; each other one is a named failure and counts 0. */
export function pricedCollateral(
  collateral: readonly CollateralAmount[],
  market: Market,
): { readonly collateral: readonly CollateralAmount[]; readonly failures: readonly Failure[] } {
  const isPriced = ({ asset }: CollateralAmount): boolean => assetUsd(asset, market) !== undefined
  return { collateral: collateral.filter(isPriced), failures: collateral.filter((c) => !isPriced(c)).map((c) => noPrice(c.asset)) }
}

/** Balances at their prices; one without a price counts 0. USD. */
export const balancesUsd = (collateral: readonly CollateralAmount[], market: Market): number =>
  collateral.reduce((sum, c) => sum + c.amount * (assetUsd(c.asset, market) ?? 0), 0)
