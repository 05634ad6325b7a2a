import { create } from 'zustand'
import type { Settle } from '../domain/instrument.ts'
import type { Market } from '../domain/market.ts'
import type { Methodology } from '../domain/methodology.ts'
import type { Portfolio, Position } from '../domain/portfolio.ts'
import { expiryOn } from '../domain/smile.ts'
import { MILLIS_PER_DAY } from '../domain/units.ts'
import { desk } from './desk.ts'
import { place, type Target } from './templates/place.ts'

/** What the user chose to see of the option chains; what is left open follows the book and the venue. Changes no number. */
interface ChainChoice {
  readonly underlying: string | undefined
  /** By coin: moment of an expiry. */
  readonly expiry: Readonly<Record<string, number>>
  /** By coin: which contracts. */
  readonly settle: Readonly<Record<string, Settle>>
  /** Strikes on each side of the money; Infinity = all. */
  readonly around: number
  /** Vega, gamma, theta and spread too. */
  readonly more: boolean
  readonly target: Target
  /** By coin: coins of one click. */
  readonly size: Readonly<Record<string, number>>
}

export const useChain = create<ChainChoice>()(() => ({
  underlying: undefined,
  expiry: {},
  settle: {},
  around: 10,
  more: false,
  target: 'whatif',
  size: {},
}))

/** One chain: what is on the screen. */
export interface ChainPlace {
  readonly underlying: string
  /** Undefined where the market has no expiry of this coin. */
  readonly expiry: number | undefined
  readonly settle: Settle
}

const lines = (p: Portfolio): readonly Position[] => [...p.positions, ...p.orders]

/** The chain to show: the user's choice where the market has it, else what the book holds, else what the venue margins. */
export function placeOf(choice: ChainChoice, market: Market, portfolio: Portfolio, venue: Methodology | undefined): ChainPlace {
  const coins = Object.keys(market.underlyings)
  const held = lines(portfolio)
  const listed = (coin: string | undefined): coin is string => coin !== undefined && coins.includes(coin)
  const underlying = [choice.underlying, ...held.map((p) => p.instrument.underlying)].find(listed) ?? coins[0] ?? ''
  return {
    underlying,
    expiry: expiryFor(choice.expiry[underlying], market, held, underlying),
    settle: choice.settle[underlying] ?? settleFor(held, venue, underlying),
  }
}

/** The first expiry is often hours away: where nothing is held the first that is at least two weeks away opens. */
const SOON = 14 * MILLIS_PER_DAY

function expiryFor(chosen: number | undefined, market: Market, held: readonly Position[], underlying: string): number | undefined {
  const u = market.underlyings[underlying]
  if (u === undefined) return undefined
  const found = chosen === undefined ? undefined : expiryOn(u, chosen)
  if (found !== undefined) return found.at
  const own = held.flatMap(({ instrument: i }) =>
    i.kind === 'option' && i.underlying === underlying ? (expiryOn(u, i.expiry)?.at ?? []) : [],
  )
  if (own.length > 0) return Math.min(...own)
  const alive = u.expiries.filter((e) => e.strikes.length > 0)
  return (alive.find((e) => e.at - market.asOf >= SOON) ?? alive.at(-1) ?? u.expiries[0])?.at
}

function settleFor(held: readonly Position[], venue: Methodology | undefined, underlying: string): Settle {
  const counts = new Map<Settle, number>()
  for (const { instrument: i } of held) {
    if (i.kind === 'option' && i.underlying === underlying) counts.set(i.settle, (counts.get(i.settle) ?? 0) + 1)
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  if (most !== undefined) return most[0]
  const adoption = venue?.adopt({ kind: 'option', underlying, settle: 'coin', expiry: 0, strike: 1, type: 'call' })
  return adoption !== undefined && 'take' in adoption && adoption.take.kind === 'option' ? adoption.take.settle : 'coin'
}

/** Trades from the chain. What is on the screen stays there, whatever the book holds after it. */
export function trade(trades: readonly Position[], target: Target, at: ChainPlace): void {
  const { underlying, expiry, settle } = at
  useChain.setState((s) => ({
    underlying,
    settle: { ...s.settle, [underlying]: settle },
    ...(expiry === undefined ? {} : { expiry: { ...s.expiry, [underlying]: expiry } }),
  }))
  desk().getState().edit(place(trades, target))
}
