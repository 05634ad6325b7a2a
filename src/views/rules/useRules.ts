import { useMemo } from 'react'
import type { Methodology, VenueParams } from '../../domain/methodology.ts'
import { desk } from '../../store/desk.ts'
import { countEdits, NO_EDITS, type RuleEdits } from '../../store/edits.ts'
import { baseOf, editedParams } from '../../store/rules.ts'
import { useVenue } from '../../store/venues.ts'

/** The rules on the desk: the venue's record of the day, what the user changed of it, and what comes out. */
export interface Rules {
  readonly venue: Methodology
  readonly date: string | undefined
  readonly edits: RuleEdits
  readonly count: number
  /** The record that the edits stand on. */
  readonly base: VenueParams
  /** With the edits; the base where the venue's door refuses them. */
  readonly params: VenueParams
  /** Why the door refuses the edits on this day; undefined where it takes them. */
  readonly refused: string | undefined
  /** Coins of the book. */
  readonly coins: ReadonlySet<string>
}

/** Undefined until the list of venues has been loaded. */
export function useRules(): Rules | undefined {
  const venue = useVenue(desk()((s) => s.venue))
  const date = desk()((s) => s.rulesDate)
  const edits = desk()((s) => s.edits[s.venue]) ?? NO_EDITS
  const positions = desk()((s) => s.portfolio.positions)
  const coins = useMemo(() => new Set(positions.map((p) => p.instrument.underlying)), [positions])
  return useMemo(() => {
    if (venue === undefined) return undefined
    const base = baseOf(venue, date, edits)
    const read = editedParams(venue, date, edits)
    const [fault] = read.ok ? [] : read.faults
    return {
      venue,
      date,
      edits,
      count: countEdits(edits),
      base,
      params: read.ok ? read.value : base,
      refused: fault === undefined ? undefined : `${fault.path}: expected ${fault.expected}`,
      coins,
    }
  }, [venue, date, edits, coins])
}
