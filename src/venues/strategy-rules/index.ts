import { counterpart } from '../../domain/counterpart.ts'
import type { Account, AccountMargin, Methodology, Setting, Split } from '../../domain/methodology.ts'
import type { ScenarioGrid } from '../../domain/scenario.ts'
import { bookEquity } from '../shared/equity.ts'
import { pricedCollateral } from '../shared/prices.ts'
import { strategyMargin } from '../shared/strategy/margin.ts'
import { strategySentences } from '../shared/strategy/sets.ts'
import type { StrategyClass, StrategyCommon } from '../shared/strategy/types.ts'
import { ACCURACY } from './accuracy.ts'
import { COMMON, restoreStrategy, VERSIONS } from './params.ts'

type StrategySetting = Setting<StrategyClass, StrategyCommon>

/** The rules look at no scenario. */
const NO_SCENARIOS: ScenarioGrid = { buckets: [], legs: [], scenarios: [] }

function margin(account: Account, { params, market, numerics }: StrategySetting): AccountMargin {
  const { charges, initial, maintenance, failures } = strategyMargin({
    book: account,
    classes: params.underlyings,
    common: params.common,
    market,
    numerics,
  })
  const pricesOf = (underlying: string) => params.underlyings[underlying]?.prices ?? 'smile'
  const equity = bookEquity(account, market, numerics, pricesOf)
  return {
    result: { name: account.name, currency: account.currency, equity, initial, maintenance, charges, scenarios: [] },
    failures,
  }
}

/**
 * US strategy-based rules: a fixed formula per position or recognised spread, no model, no scenarios. The textbook standard beside which the
 * portfolio methods stand; it has no other standard of its own.
 */
export const strategyRulesVenue: Methodology<StrategyClass, StrategyCommon> = {
  id: 'strategy-rules',
  label: 'Strategy-based rules (US textbook standard)',
  source: { url: 'https://www.finra.org/rules-guidance/rulebooks/finra-rules/4210', asOf: '2026-08-28' },
  versions: VERSIONS,
  common: COMMON,
  accuracy: ACCURACY,
  restoreParams: restoreStrategy,
  assumptions: ({ common }) => [...strategySentences(common), 'resting orders do not enter'],
  // Coins settle in USD here; inverse contracts are margined as their linear twins.
  adopt: (instrument) => counterpart(instrument, ['USDC']),
  accounts: (book, { market }): Split => {
    const { collateral, failures } = pricedCollateral(book.collateral, market)
    return { accounts: [{ ...book, name: 'all', currency: 'USD', collateral }], assumptions: [], failures }
  },
  scenarios: () => NO_SCENARIOS,
  margin: (account, _grid, _values, setting) => margin(account, setting),
}
