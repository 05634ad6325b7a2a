import { type Frontier, frontierBlocks, type Size } from '../../risk/liquidation/frontier.ts'
import { type LiquidationPoints, liquidationBlocks } from '../../risk/liquidation/liquidation.ts'
import { FULL_RANGE, type Range, type VolResponse } from '../../risk/liquidation/points.ts'
import { movable, viewerOf, WHOLE } from '../../risk/liquidation/state.ts'
import { subjectFor } from '../subject.ts'
import { venueOf } from '../venue-of.ts'
import { marginRequest, marketOf, type Task, type TaskDesk } from './task.ts'

export interface LiquidationTask extends TaskDesk {
  /** One coin, or `all` as one factor; absent = each coin of the book and all together. */
  readonly underlying?: string
  /** Absent = vols held. */
  readonly vol?: VolResponse
  /** Of the frontier; the points are always looked for within the full range. */
  readonly range?: Range
  readonly grid?: Size
}
export interface LiquidationAnswer {
  readonly points?: LiquidationPoints
  /** Coarse at first: each part of the answer is a sharper picture. */
  readonly frontier?: Frontier
}

const GRID: Size = { spot: 81, vol: 41 }

/** The first picture of the frontier, then the points, then the frontier in full. */
export const liquidation: Task<LiquidationTask, LiquidationAnswer> = function* (core, request, report) {
  const subject = subjectFor(core, venueOf(request.venue), marginRequest(request, marketOf(core, request)))
  const viewer = viewerOf(subject)
  const coins = movable(subject)
  const axis = request.underlying ?? (coins.length === 1 ? (coins[0] ?? WHOLE) : WHOLE)
  const pictures = frontierBlocks(subject, viewer, axis, request.range ?? FULL_RANGE, request.grid ?? GRID)
  const first = pictures.next()
  if (first.value !== undefined) report({ frontier: first.value })
  yield
  const { underlying, vol = { kind: 'held' } } = request
  const points = yield* liquidationBlocks(subject, viewer, {
    ...(underlying === undefined ? {} : { underlying }),
    vol: () => vol,
    range: FULL_RANGE,
    dynamics: 'strike',
  })
  report({ points, ...(first.value === undefined ? {} : { frontier: first.value }) })
  for (let picture = first; ; picture = pictures.next()) {
    if (picture.done === true) return { points, frontier: picture.value }
    if (picture.value !== undefined) report({ points, frontier: picture.value })
    yield
  }
}
