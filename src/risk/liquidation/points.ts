import type { Subject } from '../subject.ts'
import { nodesTo } from './nodes.ts'
import { crossings } from './scan.ts'
import { type Sight, spotAt, type Viewer } from './state.ts'

/** How vols go when the price moves: held, or relative with the given elasticity, vol × m^beta. */
export type VolResponse = { readonly kind: 'held' } | { readonly kind: 'beta'; readonly beta: number }

export interface Point {
  /** USD, of the underlying's index; absent where all coins move as one. */
  readonly price?: number
  /** Relative to today: −0.2 is 20 % lower. */
  readonly move: number
}
export interface PointRow {
  readonly underlying: string
  readonly vol: 'held' | 'beta'
  readonly account: string
  readonly state: 'safe' | 'liquidatable'
  /** Outward from today, each place at which the trigger starts to fire; the first is the liquidation point. */
  readonly down: readonly Point[]
  readonly up: readonly Point[]
}

export interface Look {
  readonly x: number
  readonly sight: Sight
}
/** The book along the price of one underlying: every place that was looked at, both ways from today. */
export interface Walk {
  readonly underlying: string
  readonly down: readonly Look[]
  readonly up: readonly Look[]
  at(x: number): Sight
}

export interface Range {
  /** Multiples of today's price, below and above 1. */
  readonly low: number
  readonly high: number
}
/** As `formats-risk.md` defines a liquidation point. */
export const FULL_RANGE: Range = { low: 0.05, high: 5 }

/** Walks from today to both ends of the range. Yields after every few looks. */
export function* walkBlocks(subject: Subject, viewer: Viewer, underlying: string, vol: VolResponse, range: Range): Generator<void, Walk> {
  const { core } = subject
  const at = (x: number): Sight => {
    const m = x === 0 ? 1 : core.exp(x)
    const factor = vol.kind === 'held' ? 1 : core.exp(vol.beta * x)
    return viewer.at({ spot: spotAt(subject, underlying, m), vol: factor, days: 0 })
  }
  const looks: { down: Look[]; up: Look[] } = { down: [], up: [] }
  let n = 0
  for (const side of ['down', 'up'] as const) {
    for (const x of nodesTo(subject, underlying, side === 'down' ? range.low : range.high)) {
      looks[side].push({ x, sight: at(x) })
      n += 1
      if (n % 8 === 0) yield
    }
  }
  return { underlying, ...looks, at }
}

/** The points of every account that the walk touches: an account whose room no price of the walk changes has no row. */
export function pointsOf(subject: Subject, walk: Walk, vol: VolResponse): readonly PointRow[] {
  const now = walk.at(0)
  return now.rooms.flatMap((room, i): PointRow[] => {
    const probe = ({ x, sight }: Look) => {
      const r = sight.rooms[i]
      return { x: Math.abs(x), room: r?.room ?? Number.NaN, fired: r?.fired ?? false }
    }
    const still = [...walk.down, ...walk.up].every(({ sight }) => sight.rooms[i]?.room === room.room)
    if (still && !room.fired) return []
    const side = (looks: readonly Look[], sign: 1 | -1): Point[] =>
      room.fired
        ? []
        : crossings(looks.map(probe), (x) => probe({ x: sign * x, sight: walk.at(sign * x) })).map(({ x }) =>
            pointAt(subject, walk.underlying, sign * x),
          )
    return [
      {
        underlying: walk.underlying,
        vol: vol.kind,
        account: room.account,
        state: room.fired ? 'liquidatable' : 'safe',
        down: side(walk.down, -1),
        up: side(walk.up, 1),
      },
    ]
  })
}

function pointAt(subject: Subject, underlying: string, x: number): Point {
  const m = subject.core.exp(x)
  const index = subject.market.underlyings[underlying]?.index
  return { ...(index === undefined ? {} : { price: index * m }), move: m - 1 }
}
