import { linearMark } from '../../domain/mark.ts'
import type { Market } from '../../domain/market.ts'
import type { Account } from '../../domain/methodology.ts'
import { assetUsd } from '../shared/prices.ts'
import type { Readings } from './params/readings.ts'
import { SETTLES } from './params/sets.ts'
import type { Cap, TokenParams } from './params/types.ts'
import { type HyperliquidSetting, unrealised } from './perps.ts'

const median = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))

/**
 * Borrow price in USD: the median of the spot price, the perpetual's mark and its oracle price (official). In the venue's terms the last two
 * are turned from USDT into USDC; here all three are USD already. A token without a perpetual counts at its spot price.
 */
export function borrowPrice(token: string, market: Market): number | undefined {
  const u = market.underlyings[token]
  if (u === undefined) return assetUsd(token, market)
  const mark = linearMark(market, { kind: 'perpetual', underlying: token, settle: SETTLES })
  return median(market.assets[token]?.price ?? u.index, mark, u.index)
}

/** Threshold of liquidation = 0.5 + 0.5 × LTV (official). */
export const thresholdOf = (ltv: number): number => 0.5 + 0.5 * ltv

/** A user can use no more of a global cap than the whole. */
export const capOf = (cap: Cap): number => Math.min(cap.user, cap.global)

/** One token of the account. */
export interface Token {
  readonly name: string
  readonly params: TokenParams
  /** Spot balance with the P&L of perpetuals that settle in it; below 0 = borrowed. In tokens. */
  readonly balance: number
  /** Borrow price, USD. */
  readonly price: number
}

/** Step 1 of section 5. Tokens of the record, by name; a token without a price counts nothing (`accounts` has said so). */
export function tokensOf(account: Account, setting: HyperliquidSetting, r: Readings): readonly Token[] {
  const { params, market } = setting
  const held = new Map(account.collateral.map((c) => [c.asset, c.amount]))
  const pnl = r['hyperliquid.balance.upnl'] === 'included' ? account.legs.reduce((sum, leg) => sum + unrealised(leg, setting), 0) : 0
  return Object.keys(params.common.tokens)
    .sort()
    .flatMap((name): Token[] => {
      const own = params.common.tokens[name]
      if (own === undefined) return []
      const balance = (held.get(name) ?? 0) + (name === SETTLES ? pnl : 0)
      return [{ name, params: own, balance, price: borrowPrice(name, market) ?? 0 }]
    })
}

/** Step 2 (official): balance × borrow price × LTV over collateral, USD, without caps. */
export const borrowable = (tokens: readonly Pick<Token, 'balance' | 'price' | 'params'>[]): number =>
  tokens.reduce((sum, t) => sum + Math.max(0, t.balance) * t.price * t.params.ltv, 0)
