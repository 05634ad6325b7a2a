import { useMemo } from 'react'
import { coinsOf } from '../../domain/book.ts'
import type { OptionType } from '../../domain/instrument.ts'
import type { Market } from '../../domain/market.ts'
import { printInstrument } from '../../domain/names/canonical.ts'
import type { Portfolio, Position } from '../../domain/portfolio.ts'
import { utcDay } from '../../domain/units.ts'
import type { ChainPlace } from '../../store/chain.ts'
import { coins } from '../format.ts'
import type { Badge } from './ChainRow.tsx'

export const badgeKey = (strike: number, half: OptionType): string => `${strike} ${half}`
const text = (amount: number): string => (amount === 0 ? '' : `${amount > 0 ? '+' : ''}${coins(amount, 3)}`)

/** What is held and what stands as a what-if order of each contract of a chain: options by strike and half, the rest by name. Netted. */
export function useBadges(portfolio: Portfolio, market: Market, { underlying, expiry, settle }: ChainPlace): ReadonlyMap<string, Badge> {
  return useMemo(() => {
    const sums = new Map<string, { held: number; whatIf: number }>()
    const add = (p: Position, side: 'held' | 'whatIf'): void => {
      const { instrument: i } = p
      if (p.enabled === false || i.underlying !== underlying) return
      if (i.kind === 'option' && (i.settle !== settle || expiry === undefined || utcDay(i.expiry) !== utcDay(expiry))) return
      const key = i.kind === 'option' ? badgeKey(i.strike, i.type) : printInstrument(i)
      const sum = sums.get(key) ?? { held: 0, whatIf: 0 }
      sum[side] += coinsOf(p, market)
      sums.set(key, sum)
    }
    for (const p of portfolio.positions) add(p, 'held')
    for (const o of portfolio.orders) if (o.status === 'whatif') add(o, 'whatIf')
    return new Map([...sums].map(([key, sum]) => [key, { held: text(sum.held), whatIf: text(sum.whatIf) }]))
  }, [portfolio, market, underlying, expiry, settle])
}
