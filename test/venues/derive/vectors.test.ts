import { describe, expect, test } from 'vitest'
import { restoreMarket } from '../../../src/domain/door/market.ts'
import { restorePortfolio } from '../../../src/domain/door/portfolio.ts'
import type { MarginResult } from '../../../src/domain/margin.ts'
import type { Methodology } from '../../../src/domain/methodology.ts'
import { printFault, type Result } from '../../../src/domain/result.ts'
import { computeMargin, paramsOn } from '../../../src/engine/margin.ts'
import { derivePm1Venue, deriveVenue } from '../../../src/venues/derive/index.ts'
import { testCore } from '../../support/core.ts'
import { vectors } from '../../support/vectors.ts'
import { type Documents, type PmCase, pmDocuments, type Sets, type SmCase, smDocuments } from './vector-cases.ts'

const core = await testCore()
const made = vectors<{ paramSets: Sets; vectors: PmCase[] }>('derive/vectors.json')
const mainnet = vectors<{ paramSets: Sets; cases: PmCase[] }>('derive/mainnet-cases.json')
const standard = vectors<{ paramSets: Sets; vectors: SmCase[] }>('derive/srm-vectors.json')

function must<T>(r: Result<T>): T {
  if (!r.ok) throw new Error(r.faults.map(printFault).join('\n'))
  return r.value
}

function run(venue: Methodology, d: Documents): MarginResult {
  const params = must(venue.restoreParams(d.params))
  return computeMargin(core, venue, {
    portfolio: must(restorePortfolio(d.portfolio)),
    market: must(restoreMarket(d.market)),
    params,
    legs: true,
  })
}

/** 1e-9 relative with a floor of 1 USD, as the vectors' README has it. */
function near(got: number | undefined, expected: number, what: string): void {
  const error = Math.abs((got ?? Number.NaN) - expected) / Math.max(1, Math.abs(expected))
  expect(error <= 1e-9, `${what}: got ${got}, expected ${expected}`).toBe(true)
}

const pmCases = [
  ...(made?.vectors ?? []).map((c) => ({ c, sets: made?.paramSets ?? {} })),
  ...(mainnet?.cases ?? []).map((c) => ({ c, sets: mainnet?.paramSets ?? {} })),
]

describe.skipIf(pmCases.length === 0)('portfolio margin reproduces the contracts', () => {
  test.each(pmCases)('$c.id', ({ c, sets }) => {
    const venue = c.engine === 'PMRM_2' ? deriveVenue : derivePm1Venue
    const result = run(venue, pmDocuments(c, sets))
    const { expected } = c
    expect(result.failures).toEqual([])
    near(result.equity, Number(expected.markToMarket), 'equity')
    near(result.equity - result.initial, Number(expected.initialMargin), 'initial')
    near(result.equity - result.maintenance, Number(expected.maintenanceMargin), 'maintenance')
    expect(result.scenarios.length).toBe(expected.scenarioPnls.length + 1)
    for (const [i, pnl] of expected.scenarioPnls.entries()) near(result.scenarios[i]?.pnl, Number(pnl), `scenario ${i}`)
    near(result.scenarios.at(-1)?.pnl, Number(expected.basisContingency), 'basis')
    // A tie (a box moves with nothing) may fall on another row of the same P&L.
    const worst = expected.worstScenario === 'basis' ? expected.basisContingency : expected.scenarioPnls[expected.worstScenario]
    near(result.worst?.pnl ?? 0, Number(worst), 'worst')
  })
})

describe.skipIf(standard === undefined)('the standard manager reproduces the contracts', () => {
  test.each(standard?.vectors ?? [])('$id', (c) => {
    for (const venue of [deriveVenue, derivePm1Venue]) {
      const records = paramsOn(venue).params.underlyings
      const result = run(venue, smDocuments(c, standard?.paramSets ?? {}, records))
      expect(result.failures).toEqual([])
      const mark = Number(c.expected.markToMarket)
      near(mark - (result.standard?.initial ?? Number.NaN), Number(c.expected.initialMargin), 'initial')
      near(mark - (result.standard?.maintenance ?? Number.NaN), Number(c.expected.maintenanceMargin), 'maintenance')
    }
  })
})

const SHIPPED: readonly [string, Methodology, string, string][] = [
  ['pm2-btc-2026-09', deriveVenue, 'BTC', '2026-08-20'],
  ['pm2-eth-2026-10', deriveVenue, 'ETH', '2026-10-01'],
  ['pm2-hype-2026-09', deriveVenue, 'HYPE', '2026-09-01'],
  ['pm2-sol-2025-12', deriveVenue, 'SOL', '2025-12-01'],
  ['pm2-eth-btc-2025-12', deriveVenue, 'ETH', '2025-12-01'],
  ['pm2-eth-btc-2025-12', deriveVenue, 'BTC', '2025-10-10'],
  ['pm2-btc-2025-08', deriveVenue, 'BTC', '2025-06-12'],
  ['pm2-eth-2026-03', deriveVenue, 'ETH', '2026-03-01'],
  ['pm2-hype-2026-04', deriveVenue, 'HYPE', '2026-04-01'],
  ['pm1-eth-btc-2025-02', derivePm1Venue, 'BTC', '2025-02-01'],
  ['pm1-eth-btc-2025-02', derivePm1Venue, 'ETH', '2025-02-01'],
]

describe.skipIf(made === undefined || mainnet === undefined)('the shipped sets are those of the vectors', () => {
  const sets: Sets = { ...made?.paramSets, ...mainnet?.paramSets }
  test.each(SHIPPED)('%s', (name, venue, coin, from) => {
    const shipped = venue.versions.find((v) => v.underlying === coin && v.from === from)?.params as Record<string, unknown>
    const read = must(venue.restoreParams({ underlyings: { [coin]: sets[name] } })).underlyings[coin] as Record<string, unknown>
    const { collaterals: _a, standard: _b, ...ours } = shipped
    const { collaterals: _c, standard: _d, ...theirs } = read
    expect(ours).toEqual(theirs)
  })
})

test.skipIf(standard === undefined)('the shipped standard manager is that of the vectors', () => {
  const set = standard?.paramSets['srm-mainnet-2025-12'] as { depeg: unknown; markets: Record<string, unknown> }
  const { params } = paramsOn(deriveVenue)
  const read = must(
    deriveVenue.restoreParams({
      underlyings: Object.fromEntries(
        ['BTC', 'ETH'].map((coin) => [coin, { ...(params.underlyings[coin] as object), standard: set.markets[coin] }]),
      ),
      common: { standard: { depeg: set.depeg } },
    }),
  )
  expect(read.underlyings['BTC']).toEqual(params.underlyings['BTC'])
  expect(read.underlyings['ETH']).toEqual(params.underlyings['ETH'])
})
