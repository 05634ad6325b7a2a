import calm from './illustrative-calm.json'
import stressed from './illustrative-stressed.json'

/** A market that comes with the app, as its file stands: it goes through `restoreMarket` like any other. */
export interface BundledMarket {
  readonly id: string
  readonly label: string
  readonly file: unknown
}

/** The first is the one that the app starts with. Labels say what a market is not, where it is no snapshot of one. */
export const BUNDLED_MARKETS: readonly BundledMarket[] = [
  { id: 'illustrative-calm', label: 'Illustrative, calm (not a market snapshot)', file: calm },
  { id: 'illustrative-stressed', label: 'Illustrative, stressed (not a market snapshot)', file: stressed },
]
