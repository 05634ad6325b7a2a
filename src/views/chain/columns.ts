import type { ChainExpiry, ChainSide } from '../../engine/tasks/chain.ts'
import { fixed, NONE } from '../format.ts'
import type { Money } from '../ui/money.ts'

export type ColumnKey = 'bid' | 'ask' | 'mark' | 'iv' | 'delta' | 'spread' | 'vega' | 'gamma' | 'theta'
export type Half = 'call' | 'put'

/** One column of the grid: of a half, or the strike between them. */
export type Column = { readonly half: Half; readonly key: ColumnKey } | { readonly half?: undefined; readonly key: 'strike' }

/** How prices and Greeks of one chain are written. */
export interface Figures {
  /** USD of one unit in which prices are shown, per unit of the contract's own quote. */
  readonly unit: number
  /** What prices are in: `USD`, or the coin of the contract. */
  readonly code: string
  readonly digits: number
  /** True where columns are narrow: thousands leave out their decimals rather than be cut. */
  readonly tight: boolean
  readonly money: Money
}

/** Decimals of a price in USD, by what the coin costs. */
const usdDigits = (index: number, wide: boolean): number => (index >= 10_000 ? (wide ? 1 : 0) : index >= 500 ? 1 : index >= 5 ? 2 : 4)

/** Prices in the contract's own coin where the desk is looked at in coin and the contract is quoted so, else in USD. */
export function figuresFor(underlying: string, coin: boolean, forward: number, index: number, money: Money, wide: boolean): Figures {
  const inCoin = coin && money.code !== 'USD'
  return {
    unit: coin && !inCoin ? forward : 1,
    code: inCoin ? underlying : 'USD',
    tight: !wide,
    digits: inCoin ? 4 : usdDigits(index, wide),
    money,
  }
}

interface Head {
  readonly label: string
  readonly title: string
  /** Share of the width. */
  readonly share: number
  readonly text: (side: ChainSide, iv: Float64Array, i: number, f: Figures) => string
}

const at = (values: Float64Array, i: number): number => values[i] ?? Number.NaN
const priceText = (value: number, f: Figures): string => fixed(value, f.tight && Math.abs(value) >= 1000 ? 0 : f.digits)
const price =
  (pick: (side: ChainSide) => Float64Array): Head['text'] =>
  (side, _iv, i, f) =>
    priceText(at(pick(side), i) * f.unit, f)
const cash = (usd: number, f: Figures, digits: number): string => fixed(f.money.of(usd), f.money.code === 'USD' ? digits : f.money.digits)

export const HEADS: Readonly<Record<ColumnKey, Head>> = {
  bid: { label: 'Bid', title: 'Bid: what a seller gets. Click or Enter sells.', share: 1.2, text: price((s) => s.bid) },
  ask: { label: 'Ask', title: 'Ask: what a buyer pays. Click or Enter buys.', share: 1.2, text: price((s) => s.ask) },
  mark: {
    label: 'Mark',
    title: 'Mark: Black-76 at the forward and the smile’s vol, undiscounted, or the market’s own mark',
    share: 1.2,
    text: price((s) => s.mark),
  },
  iv: {
    label: 'IV %',
    title: 'Implied vol of the smile at this strike, per cent a year',
    share: 1,
    text: (_s, iv, i) => fixed(at(iv, i) * 100, 1),
  },
  delta: {
    label: 'Delta',
    title: 'Black delta to the forward: N(d1) for a call, N(d1) − 1 for a put, for one coin of the contract',
    share: 1.1,
    text: (s, _iv, i) => fixed(at(s.delta, i), 2),
  },
  spread: {
    label: 'Spread',
    title: 'Ask less bid',
    share: 1.2,
    text: (s, _iv, i, f) => fixed((at(s.ask, i) - at(s.bid, i)) * f.unit, f.digits),
  },
  vega: {
    label: 'Vega',
    title: 'Vega: change of value for one vol point, F·φ(d1)·√T·0.01, for one coin of the contract',
    share: 1.2,
    text: (s, _iv, i, f) => cash(at(s.vega, i), f, Math.max(1, f.digits)),
  },
  gamma: {
    label: 'Γ 1 %',
    title: 'Gamma: change of delta for a move of the forward by 1 %, φ(d1) ÷ (F·σ·√T) · F·0.01',
    share: 1,
    text: (s, _iv, i) => fixed(at(s.gamma, i), 3),
  },
  theta: {
    label: 'Theta',
    title: 'Theta: change of value for one day that passes, −F·φ(d1)·σ ÷ (2·√T) ÷ 365, for one coin of the contract',
    share: 1.45,
    text: (s, _iv, i, f) => cash(at(s.theta, i), f, Math.max(1, f.digits)),
  },
}

const STRIKE: Column = { key: 'strike' }

/** From the outer edge to the strike, by the width that there is; `more` asks for the other Greeks and the spread. */
function callColumns(width: number, more: boolean): readonly ColumnKey[] {
  if (more) {
    if (width >= 880) return ['theta', 'gamma', 'vega', 'spread', 'delta', 'iv', 'mark', 'bid', 'ask']
    if (width >= 660) return ['theta', 'gamma', 'vega', 'spread', 'bid', 'ask']
    if (width >= 500) return ['theta', 'gamma', 'vega', 'bid', 'ask']
    return ['theta', 'vega', 'bid', 'ask']
  }
  if (width >= 500) return ['delta', 'iv', 'mark', 'bid', 'ask']
  return width >= 370 ? ['delta', 'iv', 'bid', 'ask'] : ['iv', 'bid', 'ask']
}

/** Columns from left to right: calls, strike, puts. The halves mirror each other; bid stands left of ask in both. */
export function columnsFor(width: number, more: boolean): readonly Column[] {
  const calls = callColumns(width, more)
  const outer = calls.filter((key) => key !== 'bid' && key !== 'ask').reverse()
  return [
    ...calls.map((key): Column => ({ half: 'call', key })),
    STRIKE,
    ...(['bid', 'ask', ...outer] as const).map((key): Column => ({ half: 'put', key })),
  ]
}

/** The width at which strikes are written out and badges stand beside them. */
export const WIDE = 440

/** Narrow columns of seven figures take the small type. */
export const smallType = (width: number, more: boolean): boolean => width < 430 || (more && width < 880)

export const trackOf = (columns: readonly Column[], width: number): string =>
  columns.map((c) => (c.half === undefined ? (width >= WIDE ? '108px' : '80px') : `minmax(0, ${HEADS[c.key].share}fr)`)).join(' ')

/** Texts of one row, column by column; the strike's is empty. All are empty until there are prices. */
export const rowTexts = (columns: readonly Column[], chain: ChainExpiry | undefined, i: number, f: Figures): readonly string[] =>
  columns.map((c) => (c.half === undefined || chain === undefined ? '' : HEADS[c.key].text(chain[c.half], chain.iv, i, f)))

/** What a trade at a column is: bought at the ask, sold at the bid; undefined elsewhere. */
export const wayOf = (column: Column | undefined): 1 | -1 | undefined =>
  column?.key === 'ask' ? 1 : column?.key === 'bid' ? -1 : undefined

/** True where a text stands for no number. */
export const isNone = (text: string): boolean => text === '' || text === NONE
