import type { Dated } from '../../../domain/methodology.ts'
import { defaultSettings } from '../../shared/switches.ts'
import { SWITCHES } from './readings.ts'
import type { CommonParams, MarginTier, PerpParams } from './types.ts'

/** The token that perpetuals of the main DEX settle in. */
export const SETTLES = 'USDC'

/** The newest day that the sheet names; the caps move often, and the day on which these began is not known. */
const FROM = '2026-09-01'
const TIERS = 'third-party: docs.byreal.io, risk and liquidation; df-hyperliquid-core (docs.rs)'
const DOCS = 'hyperliquid.gitbook.io/hyperliquid-docs: trading/portfolio-margin, support/faq/portfolio-margin (official, alpha stage)'

/** Section 4. The leverage starts at the highest that the coin allows. */
const perp = (underlying: string, label: string, first: number, ...rest: readonly MarginTier[]): Dated<PerpParams> => ({
  underlying,
  from: FROM,
  knownFrom: true,
  label,
  source: TIERS,
  params: { marginTiers: [{ maxLeverage: first }, ...rest], leverage: first },
})

export const VERSIONS: readonly Dated<PerpParams>[] = [
  perp('BTC', '40x, 20x above 150M USD', 40, { lowerBound: 150e6, maxLeverage: 20 }),
  perp('ETH', '25x', 25),
  perp('SOL', '20x', 20),
  perp('HYPE', "the table's 10x coin; that HYPE is one is unverified", 10),
]

/** Section 6, alpha stage. */
export const COMMON_PARAMS: CommonParams = {
  minBorrowOffset: 20,
  trigger: 0.95,
  tokens: {
    USDC: { ltv: 0, supplyCap: { user: 5e6, global: 500e6 }, borrowCap: { user: 1e6, global: 100e6 } },
    USDH: { ltv: 0, supplyCap: { user: 5e6, global: 500e6 }, borrowCap: { user: 1e6, global: 100e6 } },
    HYPE: { ltv: 0.5, supplyCap: { user: 50_000, global: 1e6 } },
    BTC: { ltv: 0.5, supplyCap: { user: 20, global: 400 } },
  },
  interest: { base: 0.05, slope: 4.75, kink: 0.8, protocolShare: 0.1 },
  assumptions: defaultSettings(SWITCHES),
}

export const COMMON: readonly Dated<CommonParams>[] = [
  {
    underlying: '*',
    from: FROM,
    knownFrom: true,
    label:
      'alpha stage; before it, on days that are not known, a user could borrow 1,000 USDC and supply 200 HYPE; a user cap of 50M USDC is reported since (third-party)',
    source: DOCS,
    params: COMMON_PARAMS,
  },
]
