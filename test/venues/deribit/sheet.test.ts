import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../../src/engine/core.ts'
import { paramsOn } from '../../../src/engine/margin.ts'
import { deribitCrossVenue, deribitVenue } from '../../../src/venues/deribit/index.ts'
import { testCore } from '../../support/core.ts'
import { charges, market, portfolio, run, value } from './support.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

/** An expiry with one strike and its vol. */
const expiry = (at: string, forward: number, strike: number, vol: number, rest: object = {}) => ({
  at,
  forward,
  smile: { type: 'points', strikes: [strike], vols: [vol] },
  ...rest,
})
const perpetual = (instrument: string, quantity: number, index: number, rules: string) => {
  const [coin = ''] = instrument.split(/[-_]/)
  return run(core, deribitVenue, {
    portfolio: portfolio([{ instrument, quantity }]),
    market: market('2026-02-15T12:00:00Z', { [coin]: { index } }),
    rules,
  })
}

describe('V-2: standard margin of futures and perpetuals, numbers of the venue', () => {
  test('a small BTC perpetual, to the printed digits', () => {
    const btc = perpetual('BTC-PERPETUAL', 0.0018297, 1, '2024-06-17').standard
    expect(btc?.initial).toBeCloseTo(0.00003659, 7)
    expect(btc?.maintenance).toBeCloseTo(0.0000183, 7)
  })
  test.each(['2022-01-11', '2024-06-17', '2026-02-15', '2026-09-23'])('25 BTC_USDC at 100,000 under the rules of %s', (rules) => {
    const { standard } = perpetual('BTC_USDC-PERPETUAL', 25, 100_000, rules)
    expect(standard?.initial).toBeCloseTo(53_125, 8)
    expect(standard?.maintenance).toBeCloseTo(28_125, 8)
  })
  test('25 SOL_USDC at 200: standard margin stands although portfolio parameters are not known', () => {
    const sol = perpetual('SOL_USDC-PERPETUAL', 25, 200, '2026-02-15')
    expect(sol.standard?.initial).toBeCloseTo(200.625, 10)
    expect(sol.standard?.maintenance).toBeCloseTo(100.625, 10)
    expect(sol.failures.map((f) => [f.instrument, f.reason])).toEqual([['SOL_USDC-PERPETUAL', 'NO_PARAMETERS']])
    expect(sol.initial).toBe(0)
  })
  test('before 11 January 2022 BTC needed half as much', () => {
    const { standard } = perpetual('BTC-PERPETUAL', 10, 40_000, '2022-01-10')
    // 1 % + 0.005 % × 10 and 0.525 % + 0.005 % × 10 of 10 BTC
    expect(standard?.initial).toBeCloseTo(0.105 * 40_000, 8)
    expect(standard?.maintenance).toBeCloseTo(0.0575 * 40_000, 8)
  })
})

describe('section 4.2: standard margin since August 2026', () => {
  const dated = (quantity: number, rules = '2026-09-23') =>
    run(core, deribitVenue, {
      portfolio: portfolio([{ instrument: 'BTC_USDC-9OCT26', quantity }]),
      market: market('2026-09-24T12:00:00Z', { BTC: { index: 80_000, marks: { 'BTC_USDC-9OCT26': 80_100 } } }),
      rules,
    })
  test('up to the first knee of 26.55 BTC leverage is 25: 4 % and two thirds of it', () => {
    const { standard } = dated(-26.55)
    expect(standard?.initial).toBeCloseTo(0.04 * 26.55 * 80_000, 6)
    expect(standard?.maintenance).toBeCloseTo(((0.04 * 2) / 3) * 26.55 * 80_000, 6)
  })
  test('half-way between the knees the default curve has leverage 14.5; at the second 4', () => {
    // knees at 26.55 and 309.75 BTC
    expect(dated(168.15).standard?.initial).toBeCloseTo((168.15 * 80_000) / 14.5, 4)
    expect(dated(309.75).standard?.initial).toBeCloseTo((309.75 * 80_000) / 4, 4)
  })
  test('a product whose 2026 parameters are not known is margined by 2022 and labelled', () => {
    const after = perpetual('BTC-PERPETUAL', 1, 80_000, '2026-09-23')
    expect(after.assumptions.some((a) => a.includes('BTC-PERPETUAL: SM 2022, superseded'))).toBe(true)
    const before = perpetual('BTC-PERPETUAL', 1, 80_000, '2026-02-15')
    expect(before.assumptions.some((a) => a.includes('superseded in'))).toBe(false)
    expect(after.standard).toEqual(before.standard)
  })
})

test('V-3: marks of the venue, from its own forward and vol, within 5e-6 coin', () => {
  const cases = [
    ['BTC-7FEB25-106000-P', 1737074222663, 98763.21, 60.86, 0.1042716],
    ['BTC-25OCT24-46000-C', 1725213681632, 58748.35, 57.75, 0.2302342],
    ['BTC-27NOV26-73000-P', 1789725494890, 78877.53, 36.63, 0.03127502],
    ['BTC-31JAN25-92000-P', 1737074222663, 99067.37, 60.13, 0.01866323],
  ] as const
  for (const [instrument, at, forward, iv, mark] of cases) {
    const [, day = '', strike] = instrument.split('-')
    const date = new Date(`${day.replace(/^(\d+)([A-Z]{3})(\d\d)$/, '$1 $2 20$3')} 08:00 UTC`).toISOString()
    const { accounts } = run(core, deribitVenue, {
      portfolio: portfolio([{ instrument, quantity: 1 }]),
      market: market(new Date(at).toISOString(), { BTC: { index: forward, expiries: [expiry(date, forward, Number(strike), iv / 100)] } }),
    })
    expect(Math.abs((accounts[0]?.equity ?? 0) - mark), instrument).toBeLessThan(5e-6)
  }
})

test('V-4: half-way through the settlement window delta is 0.5 and net transaction delta 0.35', () => {
  const ask = (setting: string) => ({
    portfolio: portfolio([{ instrument: 'BTC-25SEP26-7000-C', quantity: 1 }]),
    market: market('2026-09-25T07:45:00Z', { BTC: { index: 10_000, expiries: [expiry('2026-09-25T08:00:00Z', 10_000, 7000, 0.5)] } }),
    set: { 'common.assumptions.deribit.pm.rollShock.optionDelta': setting, 'underlyings.BTC.min_annualised_move': 1 },
  })
  const roll = (setting: string) => charges(run(core, deribitVenue, ask(setting)))['roll_shock']
  expect(roll('black')).toBeCloseTo(0.5 * 10_000, 8)
  expect(roll('net')).toBeCloseTo(0.35 * 10_000, 8)
})

test('V-5: payoffs at delivery enter equity: 0.2 BTC of an inverse call, 250 USDC of ten SOL of linear call', () => {
  const { accounts } = run(core, deribitVenue, {
    portfolio: portfolio([{ instrument: 'BTC-25SEP26-100000-C', quantity: 1, price: 0.05 }], {
      collateral: [{ asset: 'BTC', amount: -0.05 }],
    }),
    market: market('2026-09-25T08:00:00Z', { BTC: { index: 125_000, expiries: [expiry('2026-09-25T08:00:00Z', 125_000, 100_000, 0.5)] } }),
  })
  expect(accounts[0]?.equity).toBeCloseTo(0.15, 12)
  const sol = run(core, deribitVenue, {
    portfolio: portfolio([{ instrument: 'SOL_USDC-25SEP26-250-C', quantity: 10, price: 10 }], {
      collateral: [{ asset: 'USDC', amount: -100 }],
    }),
    market: market('2026-09-25T08:00:00Z', { SOL: { index: 275, expiries: [expiry('2026-09-25T08:00:00Z', 275, 250, 0.9)] } }),
    add: { SOL: paramsOn(deribitVenue).params.underlyings['ETH'] },
  })
  expect(sol.accounts[0]?.equity).toBeCloseTo(150, 10)
})

test('V-6: available funds are margin balance less initial margin, maintenance 0.8 of initial, in cross margin', () => {
  const r = run(core, deribitCrossVenue, {
    portfolio: portfolio([{ instrument: 'BTC-PERPETUAL', quantity: 3 }], { collateral: [{ asset: 'ETH', amount: 40 }] }),
    market: market('2026-09-24T12:00:00Z', { BTC: { index: 80_000 }, ETH: { index: 2400 } }),
  })
  expect(r.available).toBe(r.equity - r.initial)
  expect(r.maintenance / r.initial).toBeCloseTo(0.8, 12)
  expect(r.accounts.map((a) => [a.name, a.currency])).toEqual([
    ['BTC', 'USD'],
    ['ETH', 'USD'],
  ])
  // BTC: 14 % of 240,000 and 0.5 % roll shock; ETH: 18 % of the equity of 96,000.
  expect(r.accounts[0]?.initial).toBeCloseTo(240_000 * 0.145, 6)
  expect(r.accounts[1]?.initial).toBeCloseTo(96_000 * 0.18, 6)
})

test('parameters are dated: BTC on 17 June 2024, ETH not yet', () => {
  const underlyings = { BTC: { index: 66_000 }, ETH: { index: 3500 } }
  const book = portfolio(['BTC-PERPETUAL', 'ETH-PERPETUAL'].map((instrument) => ({ instrument, quantity: 1 })))
  const r = run(core, deribitVenue, { portfolio: book, market: market('2024-06-17T12:00:00Z', underlyings), rules: '2024-06-17' })
  expect(r.failures.map((f) => [f.instrument, f.reason])).toEqual([['ETH-PERPETUAL', 'NO_PARAMETERS']])
  expect(r.initial).toBeCloseTo(66_000 * (0.16 / 0.84 + 0.01), 6)
  const now = run(core, deribitVenue, { portfolio: book, market: market('2026-09-24T12:00:00Z', underlyings) })
  expect(now.failures).toEqual([])
  expect(now.rules).toEqual({ BTC: '2026-09-23', ETH: '2026-09-23' })
  expect(now.assumptions.some((a) => a.startsWith('ETH: not known on that date') && a.includes('price_range 0.18'))).toBe(true)
})

test('contracts of other venues become its own: USDT is margined as USDC, inverse and USDC stay', () => {
  const r = run(core, deribitVenue, {
    portfolio: portfolio(['BTC_USDT-PERPETUAL', 'BTC-PERPETUAL', 'BTC_USDC-PERPETUAL'].map((instrument) => ({ instrument, quantity: 1 }))),
    market: market('2026-09-24T12:00:00Z', { BTC: { index: 80_000 } }),
  })
  expect(r.failures).toEqual([])
  expect(r.accounts.map((a) => a.name)).toEqual(['BTC', 'USDC'])
  expect(r.assumptions.some((a) => a.includes('BTC_USDT-PERPETUAL is margined as'))).toBe(true)
  // Two USDC perpetuals lose 14 % each, and 0.5 % of roll shock.
  expect(r.accounts[1]?.initial).toBeCloseTo(2 * 80_000 * 0.145, 6)
})

test('stablecoins are spread by need, other assets do not count where margin is segregated, and both are said', () => {
  const collateral = [
    { asset: 'USDC', amount: 1000 },
    { asset: 'stETH', amount: 1 },
  ]
  const r = run(core, deribitVenue, {
    portfolio: portfolio(
      ['BTC-PERPETUAL', 'BTC_USDC-PERPETUAL'].map((instrument) => ({ instrument, quantity: 1 })),
      { collateral },
    ),
    market: market('2026-09-24T12:00:00Z', { BTC: { index: 80_000 } }, { assets: { stETH: { price: 2400 } } }),
  })
  expect(r.equity).toBeCloseTo(1000, 9)
  const [btc, usdc] = r.accounts
  expect(((btc?.equity ?? 0) * 80_000) / (usdc?.equity ?? 1)).toBeCloseTo(((btc?.initial ?? 0) * 80_000) / (usdc?.initial ?? 1), 9)
  expect(r.assumptions.some((a) => a.startsWith('USDC spread over the accounts BTC, USDC'))).toBe(true)
  expect(r.assumptions.some((a) => a.startsWith('stETH does not count'))).toBe(true)
})

test('an asset whose haircut is not published does not count in cross margin, and is named', () => {
  const ask = {
    portfolio: portfolio([{ instrument: 'BTC-PERPETUAL', quantity: 1 }], { collateral: [{ asset: 'PAXG', amount: 2 }] }),
    market: market('2026-09-24T12:00:00Z', { BTC: { index: 80_000 } }, { assets: { PAXG: { price: 3000 } } }),
  }
  const r = run(core, deribitCrossVenue, ask)
  expect(r.failures.map((f) => [f.instrument, f.reason])).toEqual([['PAXG', 'NO_PARAMETERS']])
  expect(r.equity).toBe(0)
  const known = run(core, deribitCrossVenue, { ...ask, set: { 'common.haircuts.PAXG': 0.1 } })
  expect(known.failures).toEqual([])
  expect(known.equity).toBe(6000)
  expect(charges(known)['haircut']).toBeCloseTo(600, 10)
})

test('entered amounts: per account where they are named, once in cross margin', () => {
  const ask = {
    portfolio: portfolio(['BTC-PERPETUAL', 'ETH-PERPETUAL'].map((instrument) => ({ instrument, quantity: 1 }))),
    market: market('2026-09-24T12:00:00Z', { BTC: { index: 80_000 }, ETH: { index: 2400 } }),
  }
  const segregated = run(core, deribitVenue, { ...ask, set: { 'common.mmpMargin': { BTC: 0.06 } } })
  expect(charges(segregated)['mmp_margin']).toBeCloseTo(0.06 * 80_000, 8)
  const cross = run(core, deribitCrossVenue, { ...ask, set: { 'common.mmpMargin': 500 } })
  expect(charges(cross)['mmp_margin']).toBe(500)
})

describe('the door for edited parameters', () => {
  const record = () =>
    structuredClone(paramsOn(deribitVenue).params) as {
      underlyings: Record<string, Record<string, unknown>>
      common: Record<string, unknown>
    }

  test('takes what it prints, and decimal strings', () => {
    const { params } = paramsOn(deribitVenue)
    expect(value(deribitVenue.restoreParams(JSON.parse(JSON.stringify(params))))).toEqual(params)
    const text = record()
    text.underlyings['BTC'] = { ...text.underlyings['BTC'], price_range: '0.14', delta_total_liq_shock_threshold: '2e7' }
    expect(value(deribitVenue.restoreParams(text))).toEqual(params)
  })

  test('names every fault by path, value and expectation', () => {
    const bad = record()
    bad.underlyings['BTC'] = { ...bad.underlyings['BTC'], price_range: 1.5, pnl_offset: 'some', priceRange: 0.1 }
    bad.underlyings['XRP'] = { price_range: 0.2 }
    bad.common = { ...bad.common, mm_factor: -1, assumptions: { 'deribit.pm.rollShock.form': 'cubic' } }
    const r = deribitVenue.restoreParams(bad)
    const paths = r.ok ? [] : r.faults.map((f) => f.path)
    for (const path of [
      'underlyings.BTC.price_range',
      'underlyings.BTC.pnl_offset',
      'underlyings.BTC.priceRange',
      'underlyings.XRP.m_inc',
      'common.mm_factor',
      'common.assumptions.deribit.pm.rollShock.form',
    ])
      expect(paths).toContain(path)
    expect(deribitVenue.restoreParams('nothing').ok).toBe(false)
    expect(deribitVenue.restoreParams({ model_params: { currency_pair: { btc_usd: {} } } }).ok).toBe(false)
  })

  test('a coin of the user’s own is margined by the record given for it', () => {
    const r = run(core, deribitVenue, {
      portfolio: portfolio([{ instrument: 'SOL_USDC-PERPETUAL', quantity: 10 }]),
      market: market('2026-09-24T12:00:00Z', { SOL: { index: 200 } }),
      add: { SOL: { ...(paramsOn(deribitVenue).params.underlyings['ETH'] as object), price_range: 0.2, filled: [] } },
    })
    expect(r.failures).toEqual([])
    expect(r.initial).toBeCloseTo(2000 * 0.205, 9)
  })
})
