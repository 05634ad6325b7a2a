import { restoreMarket } from '../domain/door/market.ts'
import { restorePortfolio } from '../domain/door/portfolio.ts'
import type { Market } from '../domain/market.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import type { RuleEdits } from './edits.ts'
import { sound } from './sound.ts'
import { textbook } from './textbook.ts'

/** A book that brings its own market and is looked at under one method. */
export interface Example {
  readonly id: string
  readonly label: string
  readonly venue: string
  readonly market: () => Market
  readonly load: () => Portfolio
  /** Rules of its own, which the book needs to be margined as printed; left out = the venue's. */
  readonly rules?: () => Promise<RuleEdits>
}

// Cboe, Margin Requirement Examples for Sample Options-based Positions (2007): prices as the table prints them. Vols are those that the
// prices imply; time, rate and dividend yield of the S&P 500 rows are fitted, since the table prints no pricing date.

const EXPIRY = '2007-04-20T08:00:00Z'

const ibm = {
  format: 'counterpoise/market@1',
  asOf: '2007-02-24T08:00:00Z',
  source: 'Equity example: IBM as in Cboe’s margin examples of 2007; 55 days and 5.3 % assumed',
  underlyings: {
    IBM: {
      index: 97.73,
      expiries: [
        {
          at: EXPIRY,
          // 97.73 at 5.3 % over 55 days.
          forward: 98.51362620536061,
          rate: 0.053,
          smile: { type: 'points', strikes: [95, 100, 105], vols: [0.1612, 0.1536, 0.1492] },
          quotes: [
            { strike: 95, type: 'call', mark: 4.53 },
            { strike: 100, type: 'call', mark: 1.68 },
            { strike: 100, type: 'put', mark: 3.18 },
            { strike: 105, type: 'call', mark: 0.4 },
          ],
        },
      ],
    },
  },
}

const spx = {
  format: 'counterpoise/market@1',
  asOf: '2007-02-26T08:00:00Z',
  source: 'Index example: S&P 500 and SPY as in Cboe’s margin examples of 2007; 53 days, 5.3 % and a yield of 1.8 % fitted',
  underlyings: {
    SPX: {
      index: 1451.19,
      expiries: [
        {
          at: EXPIRY,
          // 1451.19 at 5.3 % less 1.8 % over 53 days.
          forward: 1458.583998835708,
          rate: 0.053,
          smile: { type: 'points', strikes: [1450, 1460, 1500], vols: [0.1036, 0.0992, 0.0905] },
          quotes: [
            { strike: 1450, type: 'put', mark: 18.72 },
            { strike: 1460, type: 'put', mark: 22.55 },
            { strike: 1500, type: 'call', mark: 5.96 },
          ],
        },
      ],
    },
    SPY: { index: 145.3 },
  },
}

type Line = readonly [instrument: string, quantity: number]

/** 100 contracts are 10,000 units; balances are round sums that cover the requirement. */
function example(id: string, name: string, market: unknown, usd: number, lines: readonly Line[]): Example {
  const label = `Equity example: ${name}`
  return {
    id,
    label,
    venue: 'classic-grid',
    market: () => sound(restoreMarket(market)),
    load: () =>
      sound(
        restorePortfolio({
          format: 'counterpoise/portfolio@1',
          name: label,
          names: 'deribit',
          positions: lines.map(([instrument, quantity]) => ({ instrument, quantity })),
          collateral: [{ asset: 'USD', amount: usd }],
        }),
      ),
  }
}

const call = (strike: number): string => `IBM_USDC-20APR07-${strike}-C`

/** Rows of the table for the classic methods: each at the ten-point grid, with the strategy-based rules as its standard. */
const table: readonly Example[] = [
  example('ibm-short-call', 'IBM, short 100 calls', ibm, 500_000, [[call(100), -10_000]]),
  example('ibm-covered-call', 'IBM, covered calls', ibm, 500_000, [
    ['IBM', 10_000],
    [call(100), -10_000],
  ]),
  example('ibm-vertical', 'IBM, 95/105 call spread', ibm, 100_000, [
    [call(95), 10_000],
    [call(105), -10_000],
  ]),
  example('ibm-straddle', 'IBM, long straddle', ibm, 100_000, [
    [call(100), 10_000],
    ['IBM_USDC-20APR07-100-P', 10_000],
  ]),
  example('spx-short-put', 'S&P 500, short 1460 puts', spx, 3_000_000, [['SPX_USDC-20APR07-1460-P', -10_000]]),
  example('spx-protective-put', 'S&P 500, SPY with protective puts', spx, 1_000_000, [
    ['SPY', 100_000],
    ['SPX_USDC-20APR07-1450-P', 10_000],
  ]),
  example('spx-collar', 'S&P 500, SPY in a collar', spx, 1_000_000, [
    ['SPY', 100_000],
    ['SPX_USDC-20APR07-1450-P', 10_000],
    ['SPX_USDC-20APR07-1500-C', -10_000],
  ]),
]

/** Every published example that comes with the app. */
export const examples: readonly Example[] = [...table, ...textbook]
