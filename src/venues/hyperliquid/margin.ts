import type { Charge } from '../../domain/margin.ts'
import type { Account, AccountMargin } from '../../domain/methodology.ts'
import { money } from '../shared/words.ts'
import { readings } from './params/readings.ts'
import type { HyperliquidSetting } from './perps.ts'
import { binding, ratiosOf } from './ratio.ts'

/**
 * Section 5 in requirement terms, for the token of the highest ratio: equity = value, maintenance = requirement, so that ratio =
 * maintenance / equity. USD. The account may be liquidated above the trigger (0.95), a little before the two meet. Never throws.
 */
export function hyperliquidMargin(account: Account, setting: HyperliquidSetting): AccountMargin {
  const found = binding(ratiosOf(account, setting))
  const { name, currency } = account
  if (found === undefined) {
    return { result: { name, currency, equity: 0, initial: 0, maintenance: 0, charges: [], scenarios: [] }, failures: [] }
  }
  const { token, offset, perpetuals, borrowed, atThreshold, atLtv } = found
  const beyond = readings(setting.params.common.assumptions)['hyperliquid.initial'] === 'ltv' ? atThreshold - atLtv : 0
  const charges: Charge[] = [
    {
      name: 'min borrow offset',
      initial: offset,
      maintenance: offset,
      formula: `${setting.params.common.minBorrowOffset} USDC where anything is owed`,
    },
    {
      name: 'cross maintenance margin',
      initial: perpetuals.initial,
      maintenance: perpetuals.maintenance,
      formula: `Σ size × mark × 1 / (2 × highest leverage) = ${money(perpetuals.maintenance)}; initial Σ size × mark / leverage = ${money(perpetuals.initial)}`,
    },
    {
      name: 'borrowed',
      initial: borrowed,
      maintenance: borrowed,
      formula: `${money(Math.max(0, -token.balance))} ${token.name} × ${money(token.price)}`,
    },
    {
      name: 'collateral beyond its LTV',
      initial: beyond,
      maintenance: 0,
      formula: `collateral at its threshold ${money(atThreshold)} − at its LTV ${money(atLtv)}`,
    },
  ]
  return {
    result: {
      name,
      currency,
      equity: found.value,
      initial: charges.reduce((sum, c) => sum + c.initial, 0),
      maintenance: charges.reduce((sum, c) => sum + c.maintenance, 0),
      charges,
      scenarios: [],
    },
    failures: [],
  }
}
