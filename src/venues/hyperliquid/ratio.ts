import type { Requirement } from '../../domain/margin.ts'
import type { Account } from '../../domain/methodology.ts'
import { type Readings, readings } from './params/readings.ts'
import { SETTLES } from './params/sets.ts'
import { type HyperliquidSetting, perpNeeds } from './perps.ts'
import { capOf, type Token, thresholdOf, tokensOf } from './tokens.ts'

/** Section 5, step 3, for one borrowable token. USD. */
export interface TokenRatio {
  readonly token: Token
  /** Nothing is owed in it: no borrowing, no perpetual. Then nothing is required, the offset included. */
  readonly owes: boolean
  readonly offset: number
  /** Perpetuals: their own initial margin, and their cross maintenance margin. */
  readonly perpetuals: Requirement
  readonly borrowed: number
  readonly requirement: number
  /** Collateral at its liquidation threshold, and at its LTV. */
  readonly atThreshold: number
  readonly atLtv: number
  readonly value: number
  /** requirement / value; infinite where something is owed against nothing. */
  readonly ratio: number
}

/** Value of the collateral behind token b, each at a factor of its LTV, under the caps. */
function collateralValue(b: Token, tokens: readonly Token[], factor: (ltv: number) => number, r: Readings): number {
  const most = b.params.borrowCap === undefined ? 0 : capOf(b.params.borrowCap) * b.price
  const literal = r['hyperliquid.value.reading'] === 'literal'
  const behind = literal ? [b] : tokens.filter((c) => c.name !== b.name && c.params.ltv > 0)
  const terms = behind.map((c) => Math.min(Math.max(0, c.balance), capOf(c.params.supplyCap)) * c.price * factor(c.params.ltv))
  const total = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0)
  return r['hyperliquid.borrowCap.scope'] === 'sum' ? Math.min(most, total(terms)) : total(terms.map((x) => Math.min(most, x)))
}

function ratioOf(b: Token, tokens: readonly Token[], needs: Requirement, setting: HyperliquidSetting, r: Readings): TokenRatio {
  const carries = b.name === SETTLES || r['hyperliquid.maintenance.scope'] === 'every'
  const perpetuals = carries ? needs : { initial: 0, maintenance: 0 }
  const borrowed = Math.max(0, -b.balance) * b.price
  const owes = borrowed > 0 || perpetuals.maintenance > 0
  const offset = owes ? setting.params.common.minBorrowOffset * (setting.market.stablecoins['USDC'] ?? 1) : 0
  const requirement = offset + perpetuals.maintenance + borrowed
  const atThreshold = collateralValue(b, tokens, thresholdOf, r)
  const atLtv = collateralValue(b, tokens, (ltv) => ltv, r)
  const value = Math.max(0, b.balance) * b.price + atThreshold
  return { token: b, owes, offset, perpetuals, borrowed, requirement, atThreshold, atLtv, value, ratio: owes ? requirement / value : 0 }
}

/** Every borrowable token's ratio, by name. Empty where the record lists none. */
export function ratiosOf(account: Account, setting: HyperliquidSetting): readonly TokenRatio[] {
  const r = readings(setting.params.common.assumptions)
  const tokens = tokensOf(account, setting, r)
  const needs = perpNeeds(account.legs, setting, r)
  return tokens.filter((t) => t.params.borrowCap !== undefined).map((b) => ratioOf(b, tokens, needs, setting, r))
}

/** Step 4: the token of the highest ratio; where nothing is owed in any, the one with the most value behind it. */
export function binding(ratios: readonly TokenRatio[]): TokenRatio | undefined {
  const above = (a: TokenRatio, b: TokenRatio): boolean => {
    if (a.owes !== b.owes) return a.owes
    return a.owes ? a.ratio > b.ratio : a.value > b.value
  }
  return ratios.reduce<TokenRatio | undefined>((found, next) => (found === undefined || above(next, found) ? next : found), undefined)
}
