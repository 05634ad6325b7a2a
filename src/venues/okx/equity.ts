import type { CollateralAmount } from '../../domain/portfolio.ts'
import { assetUsd } from '../shared/prices.ts'
import { progressive } from '../shared/tiers.ts'
import type { BorrowingParams } from './params/types.ts'
import { type LegView, type OkxSetting, optionValue } from './views.ts'

/** What is owed of one asset, USD, with the rates of borrowing it. */
export interface Debt {
  readonly asset: string
  readonly usd: number
  readonly rates: BorrowingParams
}

/**
 * What a position adds to the equity of the coin that it settles in, USD (section 3): an option its market value, all else its floating P&L,
 * 0 where it was entered at mark. A linear entry is in USD (formats.md); an inverse contract's P&L in coin is converted at the index.
 */
export function legEquity(v: LegView): number {
  if (v.option !== undefined) return optionValue(v, v.option.mark)
  if (v.entry === undefined) return 0
  if (v.inverse) return v.quantity * (v.price / v.entry - 1) * v.index
  return v.quantity * (v.price - v.entry)
}

/** Dollars count with USDC: what is margined in USD settles in both (section 2, third-party). */
const poolOf = (asset: string): string => (asset === 'USD' ? 'USDC' : asset)

export interface Pools {
  /** Negative coin equities: liabilities, borrowed automatically (section 8, official). */
  readonly debts: readonly Debt[]
  /** What the discount rates take off positive coin equities, USD by asset. */
  readonly discounted: Readonly<Record<string, number>>
}

/** Equity coin by coin over the whole account (section 3, official): debts where it is negative, discounts where it is positive. */
export function poolsOf(collateral: readonly CollateralAmount[], views: readonly LegView[], setting: OkxSetting): Pools {
  const { common } = setting.params
  const equity = new Map<string, number>()
  const add = (asset: string, usd: number): void => {
    const pool = poolOf(asset)
    equity.set(pool, (equity.get(pool) ?? 0) + usd)
  }
  for (const { asset, amount } of collateral) add(asset, amount * (assetUsd(asset, setting.market) ?? 0))
  for (const v of views) add(v.settles, legEquity(v))
  const none = { MMR: 0, IMR: 0 }
  const debts: Debt[] = []
  const discounted: Record<string, number> = {}
  for (const [asset, usd] of [...equity].sort(([p], [q]) => (p < q ? -1 : 1))) {
    if (usd < 0) debts.push({ asset, usd: -usd, rates: common.MR8[asset] ?? common.MR8['*'] ?? none })
    const price = assetUsd(asset, setting.market) ?? 0
    const tiers = common.discounts[asset] ?? common.discounts['*'] ?? []
    if (usd > 0 && price > 0) discounted[asset] = usd - progressive(usd / price, tiers) * price
  }
  return { debts, discounted }
}
