import type { Methodology } from '../domain/methodology.ts'

/** The list of venues: the only line to add for a new one. Menus, comparison, accuracy tables, cli and the contract test derive from it. */
export const venues: readonly Methodology[] = []

export const venueById = (id: string): Methodology | undefined => venues.find((v) => v.id === id)
