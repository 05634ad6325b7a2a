import type { SmileDynamics } from '../../domain/shift.ts'
import type { Subject } from '../subject.ts'
import { type Cliff, nextCliff } from './cliff.ts'
import { type Distance, distanceOf } from './distance.ts'
import { type PointRow, pointsOf, type Range, type VolResponse, walkBlocks } from './points.ts'
import { movable, type Spread, type Viewer, WHOLE } from './state.ts'

export interface PointsRequest {
  /** One coin, or `all` as one factor; absent = each coin of the book and all together. */
  readonly underlying?: string
  /** By underlying where vols respond; `held` otherwise. */
  readonly vol: (underlying: string) => VolResponse
  readonly range: Range
  /** That of the viewer, for the assumptions. */
  readonly dynamics: SmileDynamics
  readonly split?: Spread
}

export interface LiquidationPoints {
  readonly trigger: { readonly name: string; readonly basis: string; readonly source: string }
  readonly state: 'safe' | 'liquidatable'
  readonly points: readonly PointRow[]
  /** Null where no price of the range liquidates. */
  readonly distance: Distance | null
  /** Null where nothing else takes over in the range. */
  readonly nextCliff: Cliff | null
  readonly assumptions: readonly string[]
}

/** When this book is liquidated: points, distance, the next cliff. Yields often; whoever drives it may stop. */
export function* liquidationBlocks(subject: Subject, viewer: Viewer, request: PointsRequest): Generator<void, LiquidationPoints> {
  const coins = movable(subject)
  const wanted = request.underlying === undefined ? (coins.length === 0 ? [] : [...coins, WHOLE]) : [request.underlying]
  const rows: PointRow[] = []
  let cliff: Cliff | undefined
  for (const underlying of wanted) {
    const vol = request.vol(underlying)
    const walk = yield* walkBlocks(subject, viewer, underlying, vol, request.range)
    rows.push(...pointsOf(subject, walk, vol))
    const next = nextCliff(subject, walk)
    if (next !== undefined && (cliff === undefined || Math.abs(next.move) < Math.abs(cliff.move))) cliff = next
  }
  const distance = distanceOf(subject, rows)
  const now = viewer.look(viewer.book, subject.market)
  return {
    trigger: viewer.rule.trigger,
    state: now.rooms.some((r) => r.fired) ? 'liquidatable' : 'safe',
    points: rows,
    distance: distance ?? null,
    nextCliff: cliff ?? null,
    assumptions: sentences(subject, request, viewer.rule.scope),
  }
}

function sentences(
  { book, margins, market }: Subject,
  { dynamics, range, split = 'held' }: PointsRequest,
  scope: 'account' | 'whole',
): string[] {
  const inverse = book.legs.some((l) => l.instrument.kind !== 'option' && l.instrument.kind !== 'spot' && l.instrument.settle === 'coin')
  const undated = book.legs.some((l) => l.instrument.kind !== 'option' && l.entry === undefined)
  const wraps = Object.keys(market.assets).length > 0
  const held = dynamics === 'strike' ? 'each strike keeps its vol' : `smiles follow the forward by ${dynamics}`
  return [
    `index, perpetual, forwards and balances of the coin are scaled as one, outward from 1 within [${range.low}, ${range.high}]; time stands still; ${held}`,
    ...(undated ? ['a perpetual or future without an entry price was entered at today’s mark'] : []),
    ...(inverse ? ['an inverse perpetual or future is so many dollars: its coins are those dollars over its price'] : []),
    ...(wraps ? ['an asset whose name ends with the coin’s follows the coin'] : []),
    ...(scope === 'account' && margins.weights !== undefined
      ? [
          split === 'held'
            ? 'stablecoins stay in the accounts in which they are today'
            : 'stablecoins are spread over the accounts anew in every market, in proportion to initial requirements',
        ]
      : []),
    ...(scope === 'whole' && margins.results.length > 1 ? ['the accounts shown are parts of one account, which has one trigger'] : []),
    'distance: percent in per cent; sigma in standard deviations of one day at the 30-day at-the-money vol; probability1d = the chance that a point is touched within a day, lognormal, no drift',
  ]
}
