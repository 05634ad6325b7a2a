import type { Leg } from '../../domain/methodology.ts'
import type { Subject } from '../subject.ts'
import { usdPer } from '../subject.ts'
import { nodesTo } from './nodes.ts'
import { type Room, type Sight, spotAt, type Viewer } from './state.ts'
import { priceOf, traded } from './trade.ts'

export interface TopUp {
  readonly account: string
  /** USD of cash to add, so that the trigger fires nowhere between today and the move; 0 where none is needed. */
  readonly usd: number
}

/** How far below the trigger a room lies, USD; 0 while safe. */
const lack = (subject: Subject, sight: Sight, room: Room): number => {
  const currency = room.results.length === 1 && subject.venue.liquidation?.scope === 'account' ? room.results[0]?.currency : 'USD'
  return Math.max(0, -room.room) * usdPer(currency ?? 'USD', sight.market)
}

/**
 * Cash that makes the book safe down (or up) to a move of one coin or of all: the deepest lack of room on the way, 1 % steps and the sharp
 * places of `nodes`. A dollar of cash is a dollar of room (an account whose trigger is a ratio of its value counts it at that ratio).
 */
export function topUps(subject: Subject, viewer: Viewer, underlying: string, move: number): readonly TopUp[] {
  const { core } = subject
  const most = new Map<string, number>()
  for (const x of nodesTo(subject, underlying, 1 + move)) {
    const sight = viewer.at({ spot: spotAt(subject, underlying, x === 0 ? 1 : core.exp(x)), vol: 1, days: 0 })
    for (const room of sight.rooms) most.set(room.account, Math.max(most.get(room.account) ?? 0, lack(subject, sight, room)))
  }
  return [...most].map(([account, usd]) => ({ account, usd }))
}

export interface HoldMore {
  readonly instrument: string
  /** Signed coins that may be added on the leg's own side while every account's equity covers its initial margin; null = no end was found. */
  readonly quantity: number | null
}

/** Beyond this multiple of a leg no end is looked for. */
const MOST = 1024
const ROUNDS = 40

/** How much more of each leg the book can hold today: bought or sold at its mark, all else as it is. */
export function holdMore(subject: Subject, viewer: Viewer): readonly HoldMore[] {
  const { market, core } = subject
  const fits = ({ instrument, quantity }: Leg, times: number): boolean => {
    const book = traded(viewer.book, instrument, quantity * times, priceOf(instrument, market, core), market)
    const { results, equity, initial } = viewer.look(book, market)
    return viewer.rule.scope === 'whole' ? equity >= initial : results.every((r) => r.equity >= r.initial)
  }
  return viewer.book.legs.map((leg): HoldMore => {
    const { name: instrument } = leg
    if (!fits(leg, 0)) return { instrument, quantity: 0 }
    let high = 1
    while (high <= MOST && fits(leg, high)) high *= 2
    if (high > MOST) return { instrument, quantity: null }
    let low = high > 1 ? high / 2 : 0
    for (let i = 0; i < ROUNDS; i++) {
      const mid = (low + high) / 2
      if (fits(leg, mid)) low = mid
      else high = mid
    }
    return { instrument, quantity: leg.quantity * low }
  })
}
