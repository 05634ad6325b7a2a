import { expiryOn } from '../../domain/smile.ts'
import { yearsBetween } from '../../domain/units.ts'
import type { Subject } from '../subject.ts'

/** Log step of the scan: 1 % of the price. */
const STEP = 0.01
/** An expiry whose one standard deviation is narrower than this bends within a step: its strikes are looked at one by one. */
const SHARP = 0.04
const MOST = 1500

/**
 * Log multiples of the price, from 0 to ln(`to`), at which the book is looked at first: steps of 1 %, and the places at which an option near
 * its expiry bends the requirement or the equity: its strike over its forward, with the venue's own price moves before it.
 */
export function nodesTo(subject: Subject, underlying: string, to: number): readonly number[] {
  const { book, market, core, margins } = subject
  const end = core.log(to)
  const sign = end < 0 ? -1 : 1
  const steps = Math.ceil(Math.abs(end) / STEP)
  const nodes = Array.from({ length: steps + 1 }, (_, i) => (i === steps ? end : sign * STEP * i))
  const moves = new Set<number>([1])
  for (const a of margins.results) for (const s of a.scenarios) if (s.spot > -1) moves.add(1 + s.spot)
  const sharp = new Set<number>()
  for (const { instrument: i } of book.legs) {
    if (i.kind !== 'option' || (underlying !== 'all' && i.underlying !== underlying)) continue
    const u = market.underlyings[i.underlying]
    const expiry = u === undefined ? undefined : expiryOn(u, i.expiry)
    if (expiry === undefined) continue
    const width = 0.8 * Math.sqrt(yearsBetween(market.asOf, expiry.at))
    if (width > SHARP) continue
    for (const move of moves) {
      const at = core.log(i.strike / expiry.forward / move)
      for (const off of [-2, -1, 0, 1, 2]) sharp.add(at + off * width)
    }
  }
  const within = [...sharp].filter((x) => x * sign > 0 && x * sign < end * sign).slice(0, MOST)
  return [...nodes, ...within].sort((a, b) => (a - b) * sign)
}
