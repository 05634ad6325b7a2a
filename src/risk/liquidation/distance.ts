import type { Market } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import { volAt } from '../../domain/smile.ts'
import { yearsBetween } from '../../domain/units.ts'
import type { Subject } from '../subject.ts'
import type { Point, PointRow } from './points.ts'
import { movable, WHOLE } from './state.ts'

export interface Distance {
  readonly underlying: string
  readonly account: string
  /** |move| to the nearest point, in per cent of today's price. */
  readonly percent: number
  /** |ln(1 + move)| in standard deviations of one day at the market's 30-day at-the-money vol; null where the market has no vol. */
  readonly sigma: number | null
  /** P(a point is touched within one day), lognormal without drift, by reflection: Σ 2·N(−sigma) of the nearest point on either side, at most 1. */
  readonly probability1d: number | null
  /** The vol behind them; null where the market has none. */
  readonly vol30d: number | null
}

const MONTH = 30 / 365
const DAY = 1 / 365

/** At-the-money vol of 30 days: total variance linear in time between expiries, flat vol before the first and after the last. */
export function monthVol(market: Market, coin: string, numerics: Numerics): number | null {
  const expiries = (market.underlyings[coin]?.expiries ?? []).flatMap((e) => {
    const years = yearsBetween(market.asOf, e.at)
    const vol = years > 0 ? volAt(numerics, e, years, e.forward) : Number.NaN
    return Number.isFinite(vol) && vol > 0 ? [{ years, w: vol * vol * years }] : []
  })
  const after = expiries.find((e) => e.years >= MONTH)
  const before = expiries.findLast((e) => e.years < MONTH)
  const flat = before === undefined ? after : after === undefined ? before : undefined
  if (flat !== undefined) return Math.sqrt(flat.w / flat.years)
  if (before === undefined || after === undefined) return null
  const share = (MONTH - before.years) / (after.years - before.years)
  return Math.sqrt((before.w + share * (after.w - before.w)) / MONTH)
}

/** How far the nearest point of all is. Undefined where no price of the range liquidates; a book that is liquidatable is at 0. */
export function distanceOf(subject: Subject, rows: readonly PointRow[]): Distance | undefined {
  const { core, market } = subject
  const fired = rows.find((r) => r.state === 'liquidatable')
  if (fired !== undefined)
    return { underlying: fired.underlying, account: fired.account, percent: 0, sigma: 0, probability1d: 1, vol30d: null }
  const nearest = (row: PointRow): Point | undefined =>
    [row.down[0], row.up[0]].filter((p) => p !== undefined).sort((p, q) => Math.abs(p.move) - Math.abs(q.move))[0]
  const size = (row: PointRow): number => Math.abs(nearest(row)?.move ?? Number.POSITIVE_INFINITY)
  const row = [...rows].sort((p, q) => size(p) - size(q))[0]
  const point = row && nearest(row)
  if (row === undefined || point === undefined) return undefined
  // All coins as one factor: the most volatile of the book says how near that is.
  const coins = row.underlying === WHOLE ? movable(subject) : [row.underlying]
  const vols = coins.flatMap((coin) => monthVol(market, coin, core) ?? [])
  const vol30d = vols.length === 0 ? null : Math.max(...vols)
  const sigmas = (p: Point | undefined): number =>
    p === undefined || vol30d === null ? Number.POSITIVE_INFINITY : Math.abs(core.log(1 + p.move)) / (vol30d * Math.sqrt(DAY))
  const touched = 2 * (core.normalCdf(-sigmas(row.down[0])) + core.normalCdf(-sigmas(row.up[0])))
  return {
    underlying: row.underlying,
    account: row.account,
    percent: 100 * Math.abs(point.move),
    sigma: vol30d === null ? null : sigmas(point),
    probability1d: vol30d === null ? null : Math.min(1, touched),
    vol30d,
  }
}
