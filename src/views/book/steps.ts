import type { Instrument } from '../../domain/instrument.ts'
import { lotOf } from '../../domain/lots.ts'

/** One arrow press in coins: the venue's lot where its rules give one, else undefined: a step that fits the size. */
export const lotStep = (venue: string, instrument: Instrument): number | undefined => lotOf(venue, instrument)?.lot

export function lotTitle(venue: string, instrument: Instrument): string | undefined {
  const found = lotOf(venue, instrument)
  return found === undefined ? undefined : `One press is the venue’s lot, ${found.lot} (${found.source}); Shift ten of them`
}
