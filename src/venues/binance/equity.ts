import type { Account } from '../../domain/methodology.ts'
import { assetUsd } from '../shared/prices.ts'
import type { Kind, Readings } from './params/readings.ts'
import type { CollateralParams, CollateralTier } from './params/types.ts'
import { type BinanceSetting, type View, viewOf } from './views.ts'

/** One asset of the account (section 5, points 1 to 3). */
export interface AssetLine {
  readonly asset: string
  /** Margin asset − loan + futures wallet + unrealised P&L (+ option equity), in the asset. */
  readonly x: number
  /** USD. */
  readonly index: number
  readonly equity: number
  readonly openLoss: number
}

/** Equity of X at an index (official): a negative X is not haircut. `undefined` = no rate is known: counts nothing where positive. */
export function equityOf(x: number, index: number, rate: CollateralParams | undefined, r: Readings): number {
  if (x <= 0) return x * index
  if (rate === undefined) return 0
  const { collateralRate, collateralInfo } = rate
  const counted =
    r['binance.collateral.tiers'] === 'tiered' && collateralInfo !== undefined ? tiered(x, collateralInfo) : x * collateralRate
  return Math.min(counted * index, x * index)
}

/** X × rate of its tier + cum (arithmetic inferred); beyond the last tier its rate goes on. */
function tiered(x: number, tiers: readonly CollateralTier[]): number {
  const tier = tiers.find((t) => x <= t.tierCap) ?? tiers.at(-1)
  return tier === undefined ? 0 : x * tier.collateralRate + tier.cum
}

/** Option value that counts in the account: quantity × mark, in USDT. */
const worthOf = (v: View): number => (v.kind === 'option' ? v.quantity * v.mark : v.pnl)

/** Every asset that the account holds, owes or is margined in, by name. */
export function assetLines(
  account: Account,
  views: readonly View[],
  kind: Kind,
  setting: BinanceSetting,
  r: Readings,
): readonly AssetLine[] {
  const { params, market } = setting
  const x = new Map<string, number>()
  for (const { asset, amount } of account.collateral) x.set(asset, (x.get(asset) ?? 0) + amount)
  for (const v of views) x.set(v.asset, (x.get(v.asset) ?? 0) + worthOf(v))
  const loss = kind === 'classic' && r['binance.openLoss'] === 'by-account' ? openLoss(account, setting) : new Map<string, number>()
  return [...new Set([...x.keys(), ...loss.keys()])].sort().map((asset) => {
    const index = assetUsd(asset, market) ?? 0
    const own = x.get(asset) ?? 0
    const equity = equityOf(own, index, params.common.collateral[asset], r)
    return { asset, x: own, index, equity, openLoss: (loss.get(asset) ?? 0) * index }
  })
}

/** What filling each resting order at its limit would lose at once, by asset; gains do not count (inferred from the field's name). */
function openLoss(account: Account, setting: BinanceSetting): Map<string, number> {
  const loss = new Map<string, number>()
  for (const leg of account.pending) {
    const { asset, pnl } = viewOf(leg, setting)
    if (pnl < 0) loss.set(asset, (loss.get(asset) ?? 0) - pnl)
  }
  return loss
}

/** adjustedEquity in USD. */
export const adjustedEquity = (lines: readonly AssetLine[]): number => lines.reduce((sum, l) => sum + l.equity - l.openLoss, 0)

/** Margin loans in coins: what the record says of them, and at least what a balance is below 0. An empty book owes nothing. */
export function loansOf(account: Account, setting: BinanceSetting): readonly { readonly asset: string; readonly amount: number }[] {
  if (account.legs.length === 0 && account.collateral.length === 0) return []
  const { loans } = setting.params.common
  const owed = new Map(Object.entries(loans))
  for (const { asset, amount } of account.collateral) owed.set(asset, Math.max(owed.get(asset) ?? 0, -amount))
  return [...owed].filter(([, amount]) => amount > 0).map(([asset, amount]) => ({ asset, amount }))
}
