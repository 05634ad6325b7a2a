import type { Savings, SavingsGroup } from '../../engine/savings.ts'
import { longDay } from '../format.ts'
import { legName } from '../ui/legName.ts'

/** `BTC`, `BTC 27 Mar 2026`, `BTC perpetual`, `27 Mar 26 100k C`. */
export function groupName({ key }: SavingsGroup, by: Savings['by']): string {
  if (by === 'leg') return legName(key)
  const [coin = '', rest = ''] = key.split(' ')
  return /^\d{4}-/.test(rest) ? `${coin} ${longDay(rest)}` : key
}

export interface PairCell {
  readonly together: number
  readonly saving: number
}

/** Both halves of the matrix read the same pair. */
export const pairAt = ({ pairs }: Savings, i: number, j: number): PairCell | undefined =>
  pairs.find((p) => (p.i === i && p.j === j) || (p.i === j && p.j === i))

/** Share of the largest saving or cost by size, signed; 0 where there is none. */
export function shareOf({ pairs }: Savings, saving: number): number {
  const largest = pairs.reduce((top, p) => Math.max(top, Math.abs(p.saving)), 0)
  return largest > 0 ? saving / largest : 0
}

/** What all offsets together free: the groups by themselves less the book (both over what the cash needs). */
export const offsetsOf = ({ groups, whole, cash }: Savings): number => groups.reduce((sum, g) => sum + g.alone, 0) - (whole.initial - cash)

/** A figure of so many USD over so many days, a year and per unit of margin: simple, not compounded. Undefined without margin or days. */
export function returnOn(usd: number, days: number, margin: number | undefined): number | undefined {
  if (margin === undefined || !(margin > 0) || !(days > 0)) return undefined
  return (usd * (365 / days)) / margin
}
