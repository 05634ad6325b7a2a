import { create } from 'zustand'
import type { Methodology } from '../domain/methodology.ts'
import { desk } from './desk.ts'
import { notify } from './ui.ts'

/** The venue of a first visit: the first of the list, named here so that the list is not on the way to the first number. */
export const FIRST_VENUE = 'derive'

interface Venues {
  /** Empty until it has been loaded. */
  readonly list: readonly Methodology[]
}

/**
 * The list of venues as the page knows it: labels, days, sources. The worker has its own copy and computes with it, so the page loads
 * this one after the first number has been asked for.
 */
export const useVenues = create<Venues>()(() => ({ list: [] }))

/** Loads the list. A saved venue that is not in it (any more) gives way to the first, and the user is told. */
export async function loadVenues(): Promise<void> {
  const { venues } = await import('../venues/index.ts')
  useVenues.setState({ list: venues })
  const { venue, setVenue } = desk().getState()
  const [first] = venues
  if (first === undefined || venues.some((v) => v.id === venue)) return
  notify(`There is no venue "${venue}" here: the numbers are ${first.label}'s.`)
  setVenue(first.id)
}

/** One venue of the list; undefined until it has been loaded. */
export const useVenue = (id: string): Methodology | undefined => useVenues((s) => s.list.find((v) => v.id === id))

/** The days on which any of a venue's parameter sets came into force, newest first. */
export const ruleDates = (venue: Methodology): readonly string[] =>
  [...new Set([...venue.versions, ...venue.common].map((v) => v.from))].sort().reverse()
