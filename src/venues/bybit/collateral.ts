import type { Requirement } from '../../domain/margin.ts'
import type { Market } from '../../domain/market.ts'
import { assetUsd, balancesUsd } from '../shared/prices.ts'
import { progressive, type Tier } from '../shared/tiers.ts'
import type { BybitAccount } from './accounts.ts'
import type { CommonParams } from './params/types.ts'
import type { BybitSetting, View } from './views.ts'

const ofAsset = <T>(table: Readonly<Record<string, T>>, asset: string): T | undefined =>
  Object.hasOwn(table, asset) ? table[asset] : table['*']

/** Units of an asset that do not count: each slice × (1 - its ratio) (section 8; inferred from the rate formula). A debt has no haircut. */
const lost = (amount: number, tiers: readonly Tier[]): number => (amount > 0 ? amount - progressive(amount, tiers) : 0)

/** Haircut loss of an account's balances, USD. A shared balance is judged whole: its tiers are those of the one pool. */
function haircutLoss(account: BybitAccount, { params, market }: BybitSetting): number {
  return account.collateral.reduce((sum, { asset, amount }) => {
    const share = account.own.includes(asset) ? 1 : account.part
    return sum + share * lost(amount / share, ofAsset(params.common.collateral, asset) ?? []) * (assetUsd(asset, market) ?? 0)
  }, 0)
}

/** Unrealised P&L of a perpetual or future, USD; 0 where it was entered at mark. An inverse one earns coins: q × (mark / entry - 1). */
function unrealised({ settle, quantity, entry, mark, index }: View): number {
  if (entry === undefined) return 0
  return settle === 'coin' ? quantity * (mark / entry - 1) * index : quantity * (mark - entry)
}

/**
 * Margin balance, USD: wallet balances + unrealised P&L + option value (official) - haircut loss. It is what the venue's margin rates divide
 * by, so that "available" below is its own totalAvailableBalance.
 */
export function marginBalance(account: BybitAccount, views: readonly View[], setting: BybitSetting): number {
  const wallet = balancesUsd(account.collateral, setting.market)
  const positions = views.reduce((sum, v) => sum + (v.option === undefined ? unrealised(v) : v.quantity * v.mark), 0)
  return wallet + positions - haircutLoss(account, setting)
}

/** Borrowing margin of negative balances, USD (official that it is added as in cross mode; its rates are the user's to enter). */
export function borrowingMargin(account: BybitAccount, loans: CommonParams['loans'], market: Market): Requirement {
  let initial = 0
  let maintenance = 0
  for (const { asset, amount } of account.collateral) {
    const loan = ofAsset(loans, asset)
    if (amount >= 0 || loan === undefined) continue
    const usd = -amount * (assetUsd(asset, market) ?? 0)
    initial += loan.position_imr * usd
    maintenance += loan.position_mmr * usd
  }
  return { initial, maintenance }
}
