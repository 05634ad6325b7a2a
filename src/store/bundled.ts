import { restoreMarket } from '../domain/door/market.ts'
import { restorePortfolio } from '../domain/door/portfolio.ts'
import type { Market } from '../domain/market.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import { BUNDLED_MARKETS } from '../market/bundled/index.ts'
import calendar from './books/calendar.json'
import condor from './books/condor.json'
import marketMaker from './books/market-maker.json'
import strangle from './books/strangle.json'
import { sound } from './sound.ts'

export interface Bundled<T> {
  readonly id: string
  readonly label: string
  readonly load: () => T
}

/** Markets that come with the app, through their door. Their `source` is shown wherever their numbers are. */
export const bundledMarkets: readonly Bundled<Market>[] = BUNDLED_MARKETS.map(({ id, label, file }) => ({
  id,
  label,
  load: () => sound(restoreMarket(file)),
}))

/** Books that come with the app, on expiries that every bundled market has. The first is the one to start with. */
export const bundledBooks: readonly Bundled<Portfolio>[] = [
  { id: 'market-maker', label: 'Market maker, 60 legs', load: () => sound(restorePortfolio(marketMaker)) },
  { id: 'strangle', label: 'Naked strangle', load: () => sound(restorePortfolio(strangle)) },
  { id: 'condor', label: 'Iron condor', load: () => sound(restorePortfolio(condor)) },
  { id: 'calendar', label: 'Calendar with a perpetual hedge', load: () => sound(restorePortfolio(calendar)) },
]

/** The bundled entry of an id, or the first. */
export const bundled = <T>(list: readonly Bundled<T>[], id?: string): Bundled<T> => {
  const found = list.find((b) => b.id === id) ?? list[0]
  if (found === undefined) throw new Error('nothing is bundled')
  return found
}
