import type { Methodology } from '../domain/methodology.ts'
import { deribitCrossVenue, deribitVenue } from './deribit/index.ts'
import { derivePm1Venue, deriveVenue } from './derive/index.ts'
import { okxVenue } from './okx/index.ts'
import { paradexVenue } from './paradex/index.ts'

/** The list of venues: the only line to add for a new one. Menus, comparison, accuracy tables, cli and the contract test derive from it. */
export const venues: readonly Methodology[] = [
  deriveVenue, // Derive v2 on-chain, portfolio margin 2
  derivePm1Venue, // Derive v2 on-chain, portfolio margin 1
  deribitVenue, // Deribit segregated portfolio margin
  deribitCrossVenue, // Deribit cross-collateral portfolio margin
  paradexVenue, // Paradex: portfolio margin, cross margin as the standard
  okxVenue, // OKX: portfolio margin by risk units
]

export const venueById = (id: string): Methodology | undefined => venues.find((v) => v.id === id)
