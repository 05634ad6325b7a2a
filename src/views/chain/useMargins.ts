import { useEffect, useMemo, useReducer, useRef } from 'react'
import { printInstrument } from '../../domain/names/canonical.ts'
import type { Position } from '../../domain/portfolio.ts'
import type { QuoteMargin } from '../../engine/tasks/quotes.ts'
import { taskDesk } from '../../store/ask.ts'
import { changes } from '../../store/changes.ts'
import { desk, inputsOf } from '../../store/desk.ts'
import { background } from '../../store/engine.ts'
import { useRun } from '../../store/run.ts'
import type { Target } from '../../store/templates/place.ts'
import { useStale } from '../ui/useStale.ts'

/** Nothing is asked while the hand moves. Milliseconds. */
const REST_MS = 180
/** Trades of one question: between two the other questions of the background have their turn. */
const AT_ONCE = 16

interface Requirement {
  readonly initial: number
  readonly maintenance: number
}
export interface MarginChange {
  readonly before: Requirement
  /** Undefined while it is being computed. */
  readonly after: QuoteMargin | undefined
}

const keyOf = (p: Position): string => `${printInstrument(p.instrument)} ${p.quantity} ${p.price}`

/**
 * The margin that each of some trades would lead to at the venue: before and after, what-if orders counted as filled where the trade would be
 * one of them. Asked in the background after a rest, the first trades first; what is known of the same book is kept, latest wins.
 */
export function useMargins(trades: readonly Position[], target: Target): (trade: Position) => MarginChange | undefined {
  const portfolio = desk()((s) => s.portfolio)
  const market = desk()((s) => s.market)
  const shift = desk()((s) => s.shift)
  const venue = desk()((s) => s.venue)
  const rulesDate = desk()((s) => s.rulesDate)
  const edits = desk()((s) => s.edits[s.venue])
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  // One map for each state of the desk: an answer that comes late belongs to the map that it was asked for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new map for each of them is what they are for
  const known = useMemo(() => new Map<string, QuoteMargin>(), [portfolio, market, shift, venue, rulesDate, edits, target])
  const wanted = useRef(trades)
  wanted.current = trades

  const signature = trades.map(keyOf).join('|')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the trades
  useEffect(() => {
    let gone = false
    const timer = setTimeout(async () => {
      try {
        const asked = await taskDesk(inputsOf(desk().getState()))
        const portfolio = target === 'whatif' ? changes.takeWhatIf(asked.portfolio) : asked.portfolio
        for (;;) {
          const candidates = wanted.current.filter((t) => !known.has(keyOf(t))).slice(0, AT_ONCE)
          if (gone || candidates.length === 0) return
          const keep = (found: readonly QuoteMargin[]): void => {
            for (const [i, quote] of found.entries()) {
              const trade = candidates[i]
              if (trade !== undefined) known.set(keyOf(trade), quote)
            }
            if (!gone) redraw()
          }
          const answer = await background().task('quotes', { ...asked, portfolio, candidates }, (part) => keep(part.quotes))
          if (answer === 'superseded') return
          keep(answer.quotes)
        }
      } catch {
        // Without an answer there is no preview; the desk's own numbers stand.
      }
    }, REST_MS)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [signature, known])

  const held = useRun((s) => s.held?.margin)
  const after = useRun((s) => s.after?.margin)
  const before = target === 'whatif' ? (after ?? held) : held
  // What the desk last answered may be of older inputs than the quotes are: the two are not compared.
  const stale = useStale()
  return (trade) => (before === undefined ? undefined : { before, after: stale ? undefined : known.get(keyOf(trade)) })
}
