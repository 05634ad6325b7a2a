import type { Market } from '../../domain/market.ts'
import { expiryOn } from '../../domain/smile.ts'
import { MILLIS_PER_DAY } from '../../domain/units.ts'
import { type Measure, measured } from '../../engine/measures.ts'
import type { LegGreeks } from '../../engine/protocol.ts'
import type { Ui } from '../../store/ui.ts'
import type { FormulaKey } from './formulas.ts'

export type Convention = Ui['greeks']

/** The three ways of counting Greeks, as they are named wherever one can be chosen. */
export const CONVENTIONS: readonly { readonly key: Convention; readonly label: string; readonly says: string }[] = [
  {
    key: 'venue',
    label: 'Venue',
    says: 'As the contract’s own venue has them: premium-adjusted delta of inverse options, gamma for 1 USD, the rest in USD',
  },
  { key: 'coin', label: 'Coin', says: 'Black delta and gamma (1 %) in coins, vega and theta in coins at the index' },
  { key: 'usd', label: 'USD', says: 'Dollar delta, dollar gamma for 1 %, vega and theta in USD' },
]

/** Columns of Greeks: the measures, and vega weighted to 30 days. */
export const GREEK_COLUMNS = ['delta', 'gamma', 'vega', 'vegaWeighted', 'theta', 'vanna', 'volga', 'charm'] as const
export type GreekColumn = (typeof GREEK_COLUMNS)[number]

export const GREEK_NAMES: Readonly<Record<GreekColumn, string>> = {
  delta: 'Delta',
  gamma: 'Gamma',
  vega: 'Vega',
  vegaWeighted: 'Vega 30 d',
  theta: 'Theta',
  vanna: 'Vanna',
  volga: 'Volga',
  charm: 'Charm',
}

const inMoney = (column: GreekColumn): boolean => column === 'vega' || column === 'vegaWeighted' || column === 'theta' || column === 'volga'

/** What a column is counted in. */
export const greekUnit = (convention: Convention, column: GreekColumn, coin: string): string =>
  convention === 'usd' || (convention === 'venue' && inMoney(column)) ? 'USD' : coin

/** The formula of a column's head. */
export function greekFormula(convention: Convention, column: GreekColumn): FormulaKey {
  if (column === 'delta') return convention === 'venue' ? 'deltaVenue' : convention === 'usd' ? 'deltaUsd' : 'delta'
  if (column === 'gamma') return convention === 'venue' ? 'gammaVenue' : convention === 'usd' ? 'gammaUsd' : 'gamma'
  return column
}

export type GreekValues = Readonly<Record<GreekColumn, number>>

const DAYS = 30

/**
 * A leg's Greeks in a convention. Gamma goes by the leg's own forward; coins of money are USD at the index. Weighted vega is vega × √(30 ÷
 * days left), 0 for a leg without time. What a linear leg does not have is 0.
 */
export function greeksIn(convention: Convention, leg: LegGreeks, market: Market): GreekValues {
  const u = market.underlyings[leg.underlying]
  const expiry = leg.expiry === undefined || u === undefined ? undefined : expiryOn(u, Date.parse(leg.expiry))
  const forward = leg.iv === undefined ? leg.markUsd : (expiry?.forward ?? leg.markUsd)
  const index = u?.index ?? forward
  const days = expiry === undefined ? 0 : (expiry.at - market.asOf) / MILLIS_PER_DAY
  const of = (measure: Measure): number => measured(measure, leg, forward)
  const money = (usd: number): number => (convention === 'coin' ? usd / index : usd)
  const coins = (amount: number): number => (convention === 'usd' ? amount * forward : amount)
  const vega = money(of('vega'))
  return {
    delta: convention === 'venue' ? (leg.premiumAdjustedDelta ?? leg.delta) : coins(of('delta')),
    gamma: convention === 'venue' ? leg.gamma : coins(of('gamma')),
    vega,
    vegaWeighted: days > 0 ? vega * Math.sqrt(DAYS / days) : 0,
    theta: money(of('theta')),
    vanna: coins(of('vanna')),
    volga: money(of('volga')),
    charm: coins(of('charm')),
  }
}

export const NO_GREEKS: GreekValues = { delta: 0, gamma: 0, vega: 0, vegaWeighted: 0, theta: 0, vanna: 0, volga: 0, charm: 0 }

export const addGreeks = (a: GreekValues, b: GreekValues): GreekValues =>
  Object.fromEntries(GREEK_COLUMNS.map((c) => [c, a[c] + b[c]])) as Readonly<Record<GreekColumn, number>>

/** Decimals that tell legs of this size apart. */
export function greekDigits(convention: Convention, column: GreekColumn): number {
  if (convention === 'usd') return 0
  if (convention === 'venue') return column === 'gamma' ? 6 : inMoney(column) ? 1 : column === 'delta' ? 3 : 4
  return column === 'delta' ? 3 : inMoney(column) ? 5 : 4
}
