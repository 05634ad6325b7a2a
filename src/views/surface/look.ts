import { create } from 'zustand'
import type { Expiry, Market } from '../../domain/market.ts'
import { expiryAt, type Scope } from '../../domain/surface/edit.ts'
import type { Millis } from '../../domain/units.ts'

export type View = 'smile' | 'term' | 'density' | 'heat'
export type Axis = 'strike' | 'k' | 'delta'

/** How the surface is looked at; nothing here changes a number. Kept while the page lives, so that a tab left and opened again is as it was. */
export interface Look {
  readonly coin: string | undefined
  /** The expiry whose smile is shown; `all` = every one of the coin over one another. */
  readonly at: Millis | 'all' | undefined
  readonly view: View
  readonly axis: Axis
  /** What the hand takes hold of: the shape of the smile, or one listed point. */
  readonly grip: 'shape' | 'points'
  /** The strike whose point is held. */
  readonly strike: number | undefined
  /** True while the column of tools is open where there is no room for it beside the picture. */
  readonly tools: boolean
  /** What the heat view shows. */
  readonly heat: 'vol' | 'change'
}

export const useLook = create<Look>()(() => ({
  coin: undefined,
  at: undefined,
  view: 'smile',
  axis: 'strike',
  grip: 'shape',
  strike: undefined,
  tools: false,
  heat: 'vol',
}))

export const setLook = (part: Partial<Look>): void => useLook.setState(part)

/** Expiries that can be drawn: a smile and time left. */
export const drawn = (market: Market, coin: string): readonly Expiry[] =>
  market.underlyings[coin]?.expiries.filter((e) => e.smile !== undefined && e.at > market.asOf) ?? []

/** Coins of a market that have a smile. */
export const coinsOf = (market: Market): readonly string[] => Object.keys(market.underlyings).filter((c) => drawn(market, c).length > 0)

/** What the look means in a market: a coin that it has, and one of its expiries. */
export interface Shown {
  readonly coin: string
  readonly expiry: Expiry
  readonly expiries: readonly Expiry[]
  readonly all: boolean
}

/** About a month out, where most books are: the expiry to start with. */
const MONTH = 30 * 86_400_000

export function shownIn(market: Market, { coin: wanted, at }: Pick<Look, 'coin' | 'at'>): Shown | undefined {
  const coins = coinsOf(market)
  const coin = wanted !== undefined && coins.includes(wanted) ? wanted : coins[0]
  if (coin === undefined) return undefined
  const expiries = drawn(market, coin)
  const far = (e: Expiry): number => Math.abs(e.at - market.asOf - MONTH)
  const [first, ...rest] = expiries
  if (first === undefined) return undefined
  const start = rest.reduce((best, e) => (far(e) < far(best) ? e : best), first)
  const named = typeof at === 'number' ? expiryAt(market, coin, at) : undefined
  return {
    coin,
    expiry: named !== undefined && expiries.includes(named) ? named : start,
    expiries,
    all: at === 'all' && expiries.length > 1,
  }
}

/** The smiles that a hand on the picture moves: the one shown, or all of the coin where they lie over one another. */
export const handScope = ({ coin, expiry, all }: Shown): Scope => (all ? { coin } : { coin, at: expiry.at })
