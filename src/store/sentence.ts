import { coinsOf } from '../domain/book.ts'
import type { Instrument } from '../domain/instrument.ts'
import type { LegPnl } from '../domain/margin.ts'
import type { Market } from '../domain/market.ts'
import { parseInstrument } from '../domain/names/parse.ts'
import type { Portfolio } from '../domain/portfolio.ts'

/** Legs that a trader names in one breath, with what they make or lose together in a scenario. */
export interface LegGroup {
  readonly side: 'long' | 'short'
  readonly kind: Instrument['kind']
  readonly type: 'call' | 'put' | undefined
  readonly underlying: string
  /** The strike where all legs of the group share one. */
  readonly strike: number | undefined
  /** True for a group of one coin or less: `the put loses`, not `the puts lose`. */
  readonly single: boolean
  readonly pnl: number
}

/** One contract whatever it settles in: a venue may margin its own counterpart of the leg that is held. */
const economic = (i: Instrument): string =>
  [i.kind, i.underlying, 'expiry' in i ? i.expiry : '', i.kind === 'option' ? `${i.strike}${i.type}` : ''].join(' ')

/** Signed coins per contract over the legs that are on. */
function heldCoins(portfolio: Portfolio, market: Market): Map<string, number> {
  const held = new Map<string, number>()
  for (const p of portfolio.positions) {
    if (p.enabled === false) continue
    const key = economic(p.instrument)
    held.set(key, (held.get(key) ?? 0) + coinsOf(p, market))
  }
  for (const c of portfolio.collateral) {
    const key = economic({ kind: 'spot', underlying: c.asset })
    held.set(key, (held.get(key) ?? 0) + c.amount)
  }
  return held
}

/** The legs of a scenario in groups of side and kind, the deepest loss first. Legs whose name cannot be read are left out. */
export function legGroups(legs: readonly LegPnl[], portfolio: Portfolio, market: Market): LegGroup[] {
  const held = heldCoins(portfolio, market)
  const groups = new Map<string, { first: Instrument; side: 'long' | 'short'; strikes: Set<number>; coins: number; pnl: number }>()
  for (const leg of legs) {
    const read = parseInstrument(leg.instrument, 'deribit')
    if (!read.ok) continue
    const instrument = read.value
    const coins = held.get(economic(instrument)) ?? 0
    const side = coins < 0 ? 'short' : 'long'
    const key = [side, instrument.kind, instrument.underlying, instrument.kind === 'option' ? instrument.type : ''].join(' ')
    const group = groups.get(key) ?? { first: instrument, side, strikes: new Set<number>(), coins: 0, pnl: 0 }
    if (instrument.kind === 'option') group.strikes.add(instrument.strike)
    group.coins += Math.abs(coins)
    group.pnl += leg.pnl
    groups.set(key, group)
  }
  return [...groups.values()]
    .map(({ first, side, strikes, coins, pnl }): LegGroup => {
      const [strike] = strikes
      return {
        side,
        kind: first.kind,
        type: first.kind === 'option' ? first.type : undefined,
        underlying: first.underlying,
        strike: strikes.size === 1 ? strike : undefined,
        single: strikes.size === 1 && coins <= 1,
        pnl,
      }
    })
    .sort((a, b) => a.pnl - b.pnl)
}

/** The groups worth a word: losers and givers of at least this share of the gross move, at most two of each. */
const WORTH_SAYING = 0.04

/** Who loses and who gives back, the largest first. */
export function loseAndGive(groups: readonly LegGroup[]): { readonly lose: readonly LegGroup[]; readonly give: readonly LegGroup[] } {
  const gross = groups.reduce((sum, g) => sum + Math.abs(g.pnl), 0)
  const said = groups.filter((g) => Math.abs(g.pnl) >= WORTH_SAYING * gross && g.pnl !== 0)
  return {
    lose: said.filter((g) => g.pnl < 0).slice(0, 2),
    give: said
      .filter((g) => g.pnl > 0)
      .reverse()
      .slice(0, 2),
  }
}
