import type { Methodology } from '../domain/methodology.ts'
import { venueById, venues } from '../venues/index.ts'

/** The venue of an id. Throws a sentence that lists the ids: the store only ever sends one of them. */
export function venueOf(id: string): Methodology {
  const venue = venueById(id)
  if (venue !== undefined) return venue
  throw new Error(`there is no venue "${id}"; there are ${venues.map((v) => v.id).join(', ') || 'none'}`)
}
