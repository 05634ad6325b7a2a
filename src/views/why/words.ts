import type { Market } from '../../domain/market.ts'
import type { Portfolio } from '../../domain/portfolio.ts'
import type { AccountView } from '../../store/accounts.ts'
import { type LegGroup, legGroups, loseAndGive } from '../../store/sentence.ts'
import { fixed, spoken } from '../format.ts'
import type { Money } from '../ui/money.ts'

/** `short 90k puts`, `long perpetual`, `BTC balance`. */
export function groupName(g: LegGroup, withCoin: boolean): string {
  if (g.kind === 'spot') return `${g.underlying} balance`
  const coin = withCoin ? `${g.underlying} ` : ''
  if (g.kind === 'perpetual') return `${g.side} ${coin}perpetual`
  if (g.kind === 'future') return `${g.side} ${coin}future`
  const strike = g.strike === undefined ? '' : `${spoken(g.strike)} `
  return `${g.side} ${coin}${strike}${g.type}${g.single ? '' : 's'}`
}

const plural = (g: LegGroup): boolean => g.kind === 'option' && !g.single

export interface WorstWords {
  /** `BTC −14 %, vol up` */
  readonly scenario: string
  /** USD. */
  readonly pnl: number
  /** `The short 90k puts lose 11,300; the short calls give back 1,279.` */
  readonly legs: string
  /** The deepest loser alone, for the strip. */
  readonly culprit: string | undefined
  /** Said where the rule counts more or less than the plain revaluation. */
  readonly rule: string | undefined
}

/** `BTC −14 %, vol up`: the coin is said where the account is one coin's or the label would not tell. */
export function scenarioName(label: string, account: AccountView, market: Market, coins: ReadonlySet<string>): string {
  const [only] = coins
  const coin = market.underlyings[account.name] !== undefined ? account.name : coins.size === 1 ? only : undefined
  return coin === undefined || label.startsWith(coin) ? label : `${coin} ${label}`
}

/** The worst scenario of an account in the field's words; undefined where it has none. */
export function worstWords(account: AccountView, portfolio: Portfolio, market: Market, money: Money): WorstWords | undefined {
  const worst = account.worst
  const row = worst && account.scenarios[worst.scenario]
  if (worst === undefined || row === undefined) return undefined
  const groups = legGroups(row.legs(), portfolio, market)
  const coins = new Set(groups.map((g) => g.underlying))
  const several = coins.size > 1
  const { lose, give } = loseAndGive(groups)
  const amount = (usd: number): string => fixed(money.of(Math.abs(usd)), money.digits)
  const losses = lose.map((g) => `the ${groupName(g, several)} ${plural(g) ? 'lose' : 'loses'} ${amount(g.pnl)}`)
  const gains = give.map((g) => `the ${groupName(g, several)} ${plural(g) ? 'give' : 'gives'} back ${amount(g.pnl)}`)
  const parts = [losses.join(', '), gains.join(', ')].filter((p) => p !== '')
  const text = parts.join('; ')
  const differs = Math.abs(worst.pnl - row.raw) > 0.005 * Math.max(1, Math.abs(row.raw))
  const [culprit] = lose
  return {
    scenario: scenarioName(worst.label, account, market, coins),
    pnl: worst.pnl,
    legs: text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`,
    culprit: culprit && groupName(culprit, several),
    rule: differs
      ? `Revalued in full: ${fixed(money.of(row.raw), money.digits)}; the rule counts ${fixed(money.of(worst.pnl), money.digits)}.`
      : undefined,
  }
}
