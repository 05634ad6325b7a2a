import { venueById } from '../venues/index.ts'

/** The days on which any of a venue's parameter sets came into force, newest first. */
export function ruleDates(venueId: string): readonly string[] {
  const venue = venueById(venueId)
  if (venue === undefined) return []
  return [...new Set([...venue.versions, ...venue.common].map((v) => v.from))].sort().reverse()
}
