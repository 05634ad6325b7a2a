import type { Instrument } from '../domain/instrument.ts'
import type { Expiry, Market } from '../domain/market.ts'
import { printInstrument } from '../domain/names/canonical.ts'
import type { Portfolio, Position } from '../domain/portfolio.ts'
import { expiryOn } from '../domain/smile.ts'

/** Places in the book's positions. */
type Chosen = ReadonlySet<number>
type Edit = (p: Portfolio) => Portfolio

/** Takes the dust of binary tenths off a scaled amount. */
const tidy = (value: number): number => Number(value.toFixed(10)) + 0

/** The position with its amount times a factor, whichever way the amount is said. */
function scaled(p: Position, factor: number): Position {
  if (p.quantity !== undefined) return { ...p, quantity: tidy(p.quantity * factor) }
  return p.notionalUsd === undefined ? p : { ...p, notionalUsd: tidy(p.notionalUsd * factor) }
}

const each =
  (chosen: Chosen, change: (p: Position) => Position): Edit =>
  (p) => ({ ...p, positions: p.positions.map((x, i) => (chosen.has(i) ? change(x) : x)) })

/** Pure edits of several legs at once; each is one undo step where it goes through one `edit`. */
export const bulk = {
  remove:
    (chosen: Chosen): Edit =>
    (p) => ({ ...p, positions: p.positions.filter((_, i) => !chosen.has(i)) }),
  /** A copy of each stands right after it. */
  duplicate:
    (chosen: Chosen): Edit =>
    (p) => ({ ...p, positions: p.positions.flatMap((x, i) => (chosen.has(i) ? [x, { ...x }] : [x])) }),
  /** Long becomes short and the other way round, at the same entry price. */
  flip: (chosen: Chosen): Edit => each(chosen, (x) => scaled(x, -1)),
  /** Amounts times a factor; 0 closes a leg and keeps its row. */
  scale: (chosen: Chosen, factor: number): Edit => each(chosen, (x) => scaled(x, factor)),
  switch: (chosen: Chosen, enabled: boolean): Edit => each(chosen, (x) => ({ ...x, enabled })),
}

/** Where legs go: to another expiry of the market, to a strike, or some listed strikes up (+) or down (−). */
export type RollTarget = { readonly expiry: number } | { readonly strike: number } | { readonly steps: number }

export interface Rolled {
  readonly portfolio: Portfolio
  /** How many legs moved. */
  readonly moved: number
  /** One sentence for each leg that could not go, or went to another strike than it had or was asked for. */
  readonly notes: readonly string[]
}

/** The listed strike nearest to a wish, the lower of two at the same distance; undefined where none is listed. */
export function nearestStrike(strikes: readonly number[], wish: number): number | undefined {
  return strikes.reduce<number | undefined>(
    (best, k) => (best === undefined || Math.abs(k - wish) < Math.abs(best - wish) ? k : best),
    undefined,
  )
}

/** The strike so many places above the present one in the list (below where negative); the end of the list where it is shorter. */
function stepped(strikes: readonly number[], from: number, steps: number): number | undefined {
  const sorted = [...strikes].sort((a, b) => a - b)
  const above = sorted.filter((k) => k > from)
  const below = sorted.filter((k) => k < from).reverse()
  const way = steps > 0 ? above : below
  return way[Math.min(Math.abs(steps), way.length) - 1]
}

type Move = { readonly to: Instrument; readonly note?: string } | { readonly stays: string }

function destination(instrument: Instrument, target: RollTarget, market: Market): Move {
  const name = printInstrument(instrument)
  const stays = (why: string): Move => ({ stays: `${name} stays: ${why}` })
  if (instrument.kind === 'spot' || instrument.kind === 'perpetual') return stays('it has no expiry and no strike')
  const u = market.underlyings[instrument.underlying]
  const own = (at: number): Expiry | undefined => u && expiryOn(u, at)
  if ('expiry' in target) {
    const expiry = own(target.expiry)
    if (expiry === undefined) return stays(`the market has no such expiry of ${instrument.underlying}`)
    if (instrument.kind === 'future') return { to: { ...instrument, expiry: expiry.at } }
    const strike = nearestStrike(expiry.strikes, instrument.strike)
    if (strike === undefined) return stays('the expiry lists no strikes')
    const to = { ...instrument, expiry: expiry.at, strike }
    return strike === instrument.strike ? { to } : { to, note: `${name} → ${printInstrument(to)}: the nearest listed strike` }
  }
  if (instrument.kind === 'future') return stays('a future has no strike')
  const strikes = own(instrument.expiry)?.strikes ?? []
  if ('strike' in target) {
    const strike = nearestStrike(strikes, target.strike)
    if (strike === undefined) return stays('its expiry lists no strikes')
    const to = { ...instrument, strike }
    return strike === target.strike ? { to } : { to, note: `${name} → ${printInstrument(to)}: the nearest listed strike` }
  }
  const strike = stepped(strikes, instrument.strike, target.steps)
  return strike === undefined ? stays('no listed strike lies beyond it') : { to: { ...instrument, strike } }
}

/**
 * Rolls legs to another expiry or strike: to the nearest strike that the market lists there, said where it is another. A rolled leg is a new
 * contract: it is entered at mark. Legs that cannot go stay, each with the reason.
 */
export function roll(portfolio: Portfolio, chosen: Chosen, target: RollTarget, market: Market): Rolled {
  const notes: string[] = []
  let moved = 0
  const positions = portfolio.positions.map((position, i): Position => {
    if (!chosen.has(i)) return position
    const move = destination(position.instrument, target, market)
    if ('stays' in move) {
      notes.push(move.stays)
      return position
    }
    if (move.note !== undefined) notes.push(move.note)
    if (printInstrument(move.to) === printInstrument(position.instrument)) return position
    moved += 1
    const { price: _entry, ...rest } = position
    return { ...rest, instrument: move.to }
  })
  return { portfolio: moved === 0 ? portfolio : { ...portfolio, positions }, moved, notes }
}
