import type { AccountResult } from '../../domain/margin.ts'
import type { Subject } from '../subject.ts'
import type { Look, Walk } from './points.ts'

export interface Cliff {
  readonly underlying: string
  /** Relative move of the price at which it happens. */
  readonly move: number
  /** In words: which scenario takes over, or which charge begins or ends. */
  readonly what: string
}

const chargesIn = (a: AccountResult): string[] => a.charges.filter((c) => Math.abs(c.maintenance) > 1e-9).map((c) => c.name)

/** What makes up the requirement: the binding scenario and the charges that count, account by account. */
const makeUp = (results: readonly AccountResult[]): string =>
  results.map((a) => `${a.name}|${a.worst?.label ?? ''}|${chargesIn(a).join(',')}`).join('\n')

function difference(before: readonly AccountResult[], after: readonly AccountResult[]): string {
  for (const [i, a] of before.entries()) {
    const b = after[i]
    if (b === undefined) continue
    const where = before.length > 1 ? `${a.name}: ` : ''
    if (a.worst?.label !== b.worst?.label) return `${where}${b.worst?.label ?? 'no scenario'} takes over from ${a.worst?.label ?? 'none'}`
    const [was, is] = [chargesIn(a), chargesIn(b)]
    const begins = is.find((c) => !was.includes(c))
    if (begins !== undefined) return `${where}${begins} begins`
    const ends = was.find((c) => !is.includes(c))
    if (ends !== undefined) return `${where}${ends} ends`
  }
  return 'the accounts change'
}

const CLOSE = 1e-6

/** The nearest price, either way, at which something else makes the requirement than today. Undefined where nothing does in the range. */
export function nextCliff(subject: Subject, walk: Walk): Cliff | undefined {
  const now = walk.at(0).results
  const today = makeUp(now)
  const first = (looks: readonly Look[]): { low: number; high: number } | undefined => {
    const i = looks.findIndex(({ sight }) => makeUp(sight.results) !== today)
    const [inside, outside] = [looks[i - 1], looks[i]]
    if (outside === undefined) return undefined
    let low = inside?.x ?? 0
    let high = outside.x
    while (Math.abs(high - low) > CLOSE) {
      const mid = (low + high) / 2
      if (makeUp(walk.at(mid).results) === today) low = mid
      else high = mid
    }
    return { low, high }
  }
  const sides = [first(walk.down), first(walk.up)].filter((s) => s !== undefined)
  const nearest = sides.sort((p, q) => Math.abs(p.high) - Math.abs(q.high))[0]
  if (nearest === undefined) return undefined
  return {
    underlying: walk.underlying,
    move: subject.core.exp(nearest.high) - 1,
    what: difference(now, walk.at(nearest.high).results),
  }
}
