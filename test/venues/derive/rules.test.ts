import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { restoreMarket } from '../../../src/domain/door/market.ts'
import { restorePortfolio } from '../../../src/domain/door/portfolio.ts'
import type { MarginResult } from '../../../src/domain/margin.ts'
import type { Methodology } from '../../../src/domain/methodology.ts'
import { printFault } from '../../../src/domain/result.ts'
import { computeMargin, paramsOn } from '../../../src/engine/margin.ts'
import { derivePm1Venue, deriveVenue } from '../../../src/venues/derive/index.ts'
import { testCore } from '../../support/core.ts'
import { answer, casesOf, must, questionOf } from '../support/cases.ts'

const core = await testCore()

const MARKET = {
  format: 'counterpoise/market@1',
  asOf: '2026-10-05T00:00:00Z',
  underlyings: {
    BTC: {
      index: 90000,
      expiries: [{ at: '2026-10-30', forward: 90300, rate: 0.04, smile: { type: 'points', strikes: [90000], vols: [0.45] } }],
    },
    ETH: {
      index: 3000,
      expiries: [{ at: '2026-10-30', forward: 3010, rate: 0.04, smile: { type: 'points', strikes: [3000], vols: [0.6] } }],
    },
  },
  assets: { wstETH: { price: 3700 }, LBTC: { price: 89900 }, DOGE: { price: 0.2 } },
}
type Lines = readonly (readonly [string, number])[]
const SHORT_BTC: Lines = [['BTC_USDC-30OCT26-90000-C', -1]]
const SHORT_ETH: Lines = [['ETH_USDC-30OCT26-3000-P', -5]]

function margin(venue: Methodology, lines: Lines, collateral: Readonly<Record<string, number>>, rulesDate?: string): MarginResult {
  const portfolio = must(
    restorePortfolio({
      format: 'counterpoise/portfolio@1',
      positions: lines.map(([instrument, quantity]) => ({ instrument, quantity })),
      collateral: Object.entries(collateral).map(([asset, amount]) => ({ asset, amount })),
    }),
  )
  return computeMargin(core, venue, { portfolio, market: must(restoreMarket(MARKET)), ...(rulesDate === undefined ? {} : { rulesDate }) })
}

describe('accounts', () => {
  test('a coin and its wrappers back their own account, the rest is split by initial requirement', () => {
    const bare = margin(deriveVenue, [...SHORT_BTC, ...SHORT_ETH], {})
    const needs = Object.fromEntries(bare.accounts.map((a) => [a.name, a.initial]))
    const marks = Object.fromEntries(bare.accounts.map((a) => [a.name, a.equity]))
    const r = margin(deriveVenue, [...SHORT_BTC, ...SHORT_ETH], { USDC: 50_000 })
    for (const a of r.accounts) {
      const share = (needs[a.name] ?? 0) / bare.initial
      expect(a.equity - (marks[a.name] ?? 0)).toBeCloseTo(50_000 * share, 6)
    }
    expect(r.assumptions.join('\n')).toContain('one account per underlying (BTC, ETH)')
    const coins = margin(deriveVenue, [...SHORT_BTC, ...SHORT_ETH], { LBTC: 1, wstETH: 2 })
    expect((coins.accounts[0]?.equity ?? 0) - (marks['BTC'] ?? 0)).toBeCloseTo(89_900, 6)
    expect((coins.accounts[1]?.equity ?? 0) - (marks['ETH'] ?? 0)).toBeCloseTo(7400, 6)
  })

  test('collateral of a coin without an account goes to the account that lists it', () => {
    const r = margin(deriveVenue, SHORT_BTC, { ETH: 3 })
    expect(r.accounts.map((a) => a.name)).toEqual(['BTC'])
    expect(r.equity - margin(deriveVenue, SHORT_BTC, {}).equity).toBeCloseTo(9000, 6)
    expect(r.failures).toEqual([])
  })

  test('what the manager does not list counts 0 and is named; so does a debt in anything but USDC', () => {
    const bare = margin(deriveVenue, SHORT_BTC, {})
    const r = margin(deriveVenue, SHORT_BTC, { DOGE: 1000, BTC: -1, sDAI: 5 })
    expect(r.equity).toBe(bare.equity)
    const named = r.failures.map((f) => `${f.instrument} ${f.reason}`)
    expect(named).toEqual(expect.arrayContaining(['DOGE UNSUPPORTED', 'BTC UNSUPPORTED', 'sDAI NO_PRICE']))
    expect(margin(derivePm1Venue, SHORT_BTC, { ETH: 3 }).failures.map((f) => `${f.instrument} ${f.reason}`)).toEqual(['ETH UNSUPPORTED'])
  })

  test('borrowed cash lowers equity and needs nothing more', () => {
    const bare = margin(deriveVenue, SHORT_BTC, {})
    const r = margin(deriveVenue, SHORT_BTC, { USDC: -7000 })
    expect([r.equity - bare.equity, r.initial, r.maintenance]).toEqual([-7000, bare.initial, bare.maintenance])
  })
})

describe('contracts', () => {
  test('an inverse option and a USDT perpetual are margined as USDC ones, and it is said', () => {
    const own = margin(deriveVenue, [...SHORT_BTC, ['BTC_USDC-PERPETUAL', 1]], {})
    const other = margin(
      deriveVenue,
      [
        ['BTC-30OCT26-90000-C', -1],
        ['BTC_USDT-PERPETUAL', 1],
      ],
      {},
    )
    expect(other.initial).toBe(own.initial)
    expect(other.assumptions.filter((a) => a.includes("the venue's own"))).toHaveLength(2)
  })

  test('a dated future has no counterpart', () => {
    const r = margin(deriveVenue, [...SHORT_BTC, ['BTC-30OCT26', 1]], {})
    expect(r.failures.map((f) => [f.instrument, f.reason])).toEqual([['BTC-30OCT26', 'NO_COUNTERPART']])
    expect(r.initial).toBe(margin(deriveVenue, SHORT_BTC, {}).initial)
  })

  test("a raw SVI smile is flat beyond four deviations, as Derive's feed reads it", () => {
    // a + b·sigma = 0.0025: k is clamped to ±0.2, so a strike at k = 0.5 has the vol of the strike at k = 0.2.
    const smile = { type: 'svi', a: 0.0015, b: 0.01, rho: 0, m: 0, sigma: 0.1 }
    const at = (strike: number): number => {
      const market = must(
        restoreMarket({
          ...MARKET,
          underlyings: { BTC: { index: 90000, expiries: [{ at: '2026-10-30', forward: 90000, smile, strikes: [strike] }] } },
        }),
      )
      const position = [{ instrument: `BTC_USDC-30OCT26-${strike}-C`, quantity: 1 }]
      const portfolio = must(restorePortfolio({ format: 'counterpoise/portfolio@1', positions: position }))
      return computeMargin(core, deriveVenue, { portfolio, market }).equity
    }
    const years = 25 + 8 / 24
    const w = 0.0015 + 0.01 * Math.sqrt(0.2 ** 2 + 0.1 ** 2)
    const vol = Math.sqrt(w / (years / 365))
    expect(at(148385)).toBeCloseTo(core.price(1, 90000, 148385, years / 365, vol), 9)
    expect(at(95000)).not.toBeCloseTo(core.price(1, 90000, 95000, years / 365, vol), 3)
  })
})

describe('dates', () => {
  test('each underlying takes the set in force on the day', () => {
    expect(margin(deriveVenue, SHORT_BTC, {}, '2025-06-10').rules).toEqual({ BTC: '2025-06-09' })
    expect(margin(deriveVenue, SHORT_BTC, {}, '2026-03-01').rules).toEqual({ BTC: '2026-01-08' })
    expect(margin(deriveVenue, [...SHORT_BTC, ...SHORT_ETH], {}).rules).toEqual({ BTC: '2026-08-20', ETH: '2026-10-01' })
  })
  test('before the first set of a coin there is a named failure', () => {
    const r = margin(deriveVenue, [...SHORT_BTC, ...SHORT_ETH], { USDC: 1 }, '2025-11-01')
    expect(r.failures.map((f) => [f.instrument, f.reason])).toEqual([['ETH_USDC-30OCT26-3000-P', 'NO_PARAMETERS']])
    const none = margin(deriveVenue, SHORT_BTC, { USDC: 1 }, '2025-01-01')
    expect(none.failures.map((f) => [f.instrument, f.reason])).toEqual([
      ['BTC_USDC-30OCT26-90000-C', 'NO_PARAMETERS'],
      ['USDC', 'NO_PARAMETERS'],
    ])
  })
})

describe('the door', () => {
  const record = paramsOn(deriveVenue).params
  test('takes back what the venue prints, and a record of one underlying in decimal strings', () => {
    for (const venue of [deriveVenue, derivePm1Venue] as Methodology[]) {
      const { params } = paramsOn(venue)
      expect(must(venue.restoreParams(JSON.parse(JSON.stringify(params))))).toEqual(params)
    }
    const text = JSON.stringify({ underlyings: { BTC: record.underlyings['BTC'] } }).replace(/:(-?[\d.]+)/g, ':"$1"')
    expect(must(deriveVenue.restoreParams(JSON.parse(text))).underlyings['BTC']).toEqual(record.underlyings['BTC'])
  })
  test('names every fault by path', () => {
    const btc = structuredClone(record.underlyings['BTC']) as Record<string, Record<string, unknown>> & {
      scenarios: Record<string, unknown>[]
    }
    Object.assign(btc['basis'] ?? {}, { scenarioSpotUp: 0.9 })
    Object.assign(btc['other'] ?? {}, { confMargin: 'much', misspelt: 1 })
    Object.assign(btc.scenarios[0] ?? {}, { volShock: 'sideways' })
    Object.assign(btc.scenarios[31] ?? {}, { spotShock: 1.1 })
    Object.assign(btc['collaterals']?.['ETH'] ?? {}, { mmHaircut: 0.98, riskCancelling: 'yes' })
    const read = deriveVenue.restoreParams({ underlyings: { BTC: btc, ETH: 7 } })
    expect(read.ok ? [] : read.faults.map(printFault).map((f) => f.split(': expected')[0])).toEqual([
      'underlyings.BTC.basis.scenarioSpotUp: 0.9',
      'underlyings.BTC.other.misspelt: 1',
      'underlyings.BTC.other.confMargin: "much"',
      'underlyings.BTC.scenarios[0].volShock: "sideways"',
      'underlyings.BTC.scenarios[31].spotShock: 1.1',
      'underlyings.BTC.collaterals.ETH: {"mmHaircut":0.98,"imHaircut":0.05,"riskCancelling":"yes"}',
      'underlyings.BTC.collaterals.ETH.riskCancelling: "yes"',
      'underlyings.ETH: 7',
    ])
  })
})

describe.each([deriveVenue, derivePm1Venue] as Methodology[])('$id: properties', (venue) => {
  const cases = casesOf(venue.id)

  test('a book λ times as large needs λ times as much', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.double({ min: 0.01, max: 100, noNaN: true }), ({ file }, by) => {
        const q = questionOf(venue, file)
        const r = answer(core, venue, q)
        const larger = answer(core, venue, {
          ...q,
          portfolio: {
            ...q.portfolio,
            positions: q.portfolio.positions.map((p) => ({ ...p, quantity: (p.quantity ?? 0) * by })),
            collateral: q.portfolio.collateral.map((c) => ({ ...c, amount: c.amount * by })),
          },
        })
        for (const key of ['initial', 'maintenance', 'equity'] as const) {
          expect(Math.abs(larger[key] - by * r[key])).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(by * r[key])))
        }
      }),
      { numRuns: 40, seed: 7 },
    )
  })

  test('cash moves equity and no requirement; lower confidence never lowers initial and never moves maintenance', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.double({ min: 0, max: 1, noNaN: true }), ({ file }, confidence) => {
        const q = questionOf(venue, file)
        const r = answer(core, venue, q)
        if (r.accounts.length > 1) return
        const poorer = answer(core, venue, {
          ...q,
          portfolio: { ...q.portfolio, collateral: [...q.portfolio.collateral, { asset: 'USDC', amount: -1234 }] },
        })
        expect([poorer.initial, poorer.maintenance]).toEqual([r.initial, r.maintenance])
        expect(poorer.equity).toBeCloseTo(r.equity - 1234, 8)
        const underlyings = Object.fromEntries(
          Object.entries(q.market.underlyings).map(([coin, u]) => [
            coin,
            { ...u, confidence: { ...u.confidence, index: Math.min(u.confidence.index, confidence) } },
          ]),
        )
        const unsure = answer(core, venue, { ...q, market: { ...q.market, underlyings } })
        expect(unsure.initial).toBeGreaterThanOrEqual(r.initial - 1e-9)
        expect(unsure.maintenance).toBe(r.maintenance)
      }),
      { numRuns: 40, seed: 8 },
    )
  })
})
