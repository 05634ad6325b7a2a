import { yearsBetween } from '../../domain/units.ts'
import type { Subject } from '../subject.ts'
import type { Range } from './points.ts'
import { type State, spotAt, type Viewer } from './state.ts'

/** Equity against requirements over a grid of markets; all accounts together, USD. Row = second axis, column = spot. */
export interface Surface {
  /** Relative moves of the price. */
  readonly spot: readonly number[]
  readonly equityMinusMaintenance: readonly (readonly number[])[]
  readonly equityMinusInitial: readonly (readonly number[])[]
}
export interface Frontier extends Surface {
  readonly underlying: string
  /** Relative moves of every vol. */
  readonly vol: readonly number[]
  /** The same with the days that pass in place of the vol, up to the first expiry held or 30 days. */
  readonly time?: Surface & { readonly days: readonly number[] }
}

export interface Size {
  readonly spot: number
  readonly vol: number
}

/** n places from `low` to `high`, evenly in the log on either side of 1, which is the middle one of an odd number. */
function axis(subject: Subject, n: number, low: number, high: number): number[] {
  const { core } = subject
  const half = (n - 1) / 2
  return Array.from({ length: n }, (_, i) => {
    if (i === half) return 1
    return i < half ? core.exp((core.log(low) * (half - i)) / half) : core.exp((core.log(high) * (i - half)) / half)
  })
}

const VOLS = { low: 0.5, high: 2 }
const MOST_DAYS = 30
const TIMES = 11

/** Days until the first expiry of an option or future that is held, less a minute; at most 30. */
function daysLeft({ book, market }: Subject): number {
  const years = book.legs.flatMap(({ instrument: i }) =>
    i.kind === 'option' || i.kind === 'future' ? [yearsBetween(market.asOf, i.expiry)] : [],
  )
  return Math.max(0, Math.min(MOST_DAYS, ...years.map((y) => y * 365)) - 1 / 1440)
}

interface Cell {
  readonly maintenance: number
  readonly initial: number
}

/** Coarse to fine: every 8th row and column, then every 4th, 2nd, all; what is not looked at yet is shown as its coarse neighbour. */
function* grid(rows: number, columns: number, look: (row: number, column: number) => Cell): Generator<Cell[][] | undefined, Cell[][]> {
  const known = new Map<number, Cell>()
  const picture = (step: number): Cell[][] =>
    Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (_, c) => {
        const at = Math.floor(r / step) * step * columns + Math.floor(c / step) * step
        return known.get(r * columns + c) ?? known.get(at) ?? { maintenance: Number.NaN, initial: Number.NaN }
      }),
    )
  let last: Cell[][] = []
  for (const step of [8, 4, 2, 1]) {
    for (let r = 0; r < rows; r += step) {
      for (let c = 0; c < columns; c += step) if (!known.has(r * columns + c)) known.set(r * columns + c, look(r, c))
      // A row of the finer passes is work for a while: whoever drives may stop here.
      if (step < 8) yield undefined
    }
    last = picture(step)
    if (step > 1) yield last
  }
  return last
}

const matrices = (cells: readonly (readonly Cell[])[]) => ({
  equityMinusMaintenance: cells.map((row) => row.map((c) => c.maintenance)),
  equityMinusInitial: cells.map((row) => row.map((c) => c.initial)),
})

/**
 * Where equity meets initial and maintenance margin in spot × vol (relative moves of all vols) and spot × time. Each cell is the venue's rule
 * itself at that market; nothing is interpolated but the first, coarse pictures that are yielded on the way (`undefined` where there is no new one).
 */
export function* frontierBlocks(
  subject: Subject,
  viewer: Viewer,
  underlying: string,
  range: Range,
  size: Size,
): Generator<Frontier | undefined, Frontier> {
  const spots = axis(subject, size.spot, range.low, range.high)
  const vols = axis(subject, size.vol, VOLS.low, VOLS.high)
  const look = (state: Omit<State, 'spot'>, column: number): Cell => {
    const sight = viewer.at({ spot: spotAt(subject, underlying, spots[column] ?? 1), ...state })
    return { maintenance: sight.equity - sight.maintenance, initial: sight.equity - sight.initial }
  }
  const moves = (list: readonly number[]): number[] => list.map((m) => m - 1)
  const base = { underlying, spot: moves(spots), vol: moves(vols) }
  const blocks = grid(vols.length, spots.length, (row, column) => look({ vol: vols[row] ?? 1, days: 0 }, column))
  let cells = blocks.next()
  while (cells.done !== true) {
    yield cells.value === undefined ? undefined : { ...base, ...matrices(cells.value) }
    cells = blocks.next()
  }
  const done: Frontier = { ...base, ...matrices(cells.value) }
  const most = daysLeft(subject)
  if (most <= 0) return done
  const days = Array.from({ length: TIMES }, (_, i) => (most * i) / (TIMES - 1))
  const times = grid(days.length, spots.length, (row, column) => look({ vol: 1, days: days[row] ?? 0 }, column))
  let rows = times.next()
  while (rows.done !== true) {
    yield undefined
    rows = times.next()
  }
  return { ...done, time: { days, spot: base.spot, ...matrices(rows.value) } }
}
