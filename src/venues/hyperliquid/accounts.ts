import type { Account, Book, Split } from '../../domain/methodology.ts'
import type { Failure } from '../../domain/result.ts'
import { noPrice } from '../shared/prices.ts'
import { money } from '../shared/words.ts'
import { readings } from './params/readings.ts'
import type { HyperliquidSetting } from './perps.ts'
import { ratiosOf, type TokenRatio } from './ratio.ts'
import { borrowable, borrowPrice, capOf, type Token, tokensOf } from './tokens.ts'

/** `ratio of USDC 0.7712 = requirement 50,020.00 / value 64,860.00; may be liquidated above 0.95`. */
function ratioWords({ token, ratio, requirement, value }: TokenRatio, trigger: number): string {
  const shown = Number.isFinite(ratio) ? ratio.toFixed(4) : 'without end'
  const now = ratio > trigger ? `above ${trigger}: may be liquidated now` : `may be liquidated above ${trigger}`
  return `ratio of ${token.name} ${shown} = requirement ${money(requirement)} / value ${money(value)}; ${now}`
}

/** The other limit: what may be borrowed against collateral. */
function limitWords(tokens: readonly Token[], ratios: readonly TokenRatio[]): string[] {
  const most = borrowable(tokens)
  const borrowed = ratios.reduce((sum, q) => sum + q.borrowed, 0)
  if (most === 0 && borrowed === 0) return []
  const over = borrowed > most ? ': above the limit, positions must be reduced' : ''
  return [`borrowing limit by LTV: ${money(borrowed)} USD borrowed of ${money(most)}${over}`]
}

/** Where a cap binds (official in words: the rest must come from the settlement asset itself, as without portfolio margin). */
function capWords(tokens: readonly Token[], ratios: readonly TokenRatio[]): string[] {
  const supplied = tokens
    .filter((t) => t.params.ltv > 0 && t.balance > capOf(t.params.supplyCap))
    .map((t) => `of ${t.balance} ${t.name} only ${capOf(t.params.supplyCap)} count, its supply cap`)
  const borrowed = ratios
    .filter(({ token }) => token.params.borrowCap !== undefined && -token.balance > capOf(token.params.borrowCap))
    .map(({ token }) => `more ${token.name} is borrowed than its cap allows`)
  const all = [...supplied, ...borrowed]
  return all.length === 0
    ? []
    : [`caps bind: ${all.join('; ')}; what is missing must come from the settlement asset, as without portfolio margin`]
}

/** One account. What is said of it: the ratio of every token in which something is owed, the borrowing limit, caps that bind. */
export function splitAccounts(book: Book, setting: HyperliquidSetting): Split {
  const { params, market } = setting
  const { tokens: listed, trigger } = params.common
  const failures: Failure[] = []
  const idle: string[] = []
  const collateral = book.collateral.filter(({ asset, amount }) => {
    const terms = listed[asset]
    if (amount < 0 && terms?.borrowCap === undefined) {
      const message = `${asset} cannot be borrowed at Hyperliquid: the balance of ${amount} is left out`
      failures.push({ instrument: asset, reason: 'UNSUPPORTED', message })
      return false
    }
    if (terms === undefined) {
      idle.push(asset)
      return false
    }
    if (borrowPrice(asset, market) !== undefined) return true
    failures.push(noPrice(asset))
    return false
  })
  const account: Account = { name: 'all', currency: 'USD', legs: book.legs, collateral, pending: [] }
  const ratios = ratiosOf(account, setting)
  const tokens = tokensOf(account, setting, readings(params.common.assumptions))
  const assumptions = [
    ...ratios.filter((q) => q.owes).map((q) => ratioWords(q, trigger)),
    ...limitWords(tokens, ratios),
    ...capWords(tokens, ratios),
    ...(idle.length === 0 ? [] : [`${idle.join(', ')}: no collateral at Hyperliquid (LTV 0), counts nothing`]),
    ...(book.pending.length === 0 ? [] : ['open orders are not counted: the sheet gives no rule for them']),
  ]
  return { accounts: [account], assumptions, failures }
}
