import { beforeAll, expect, test } from 'vitest'
import { markUsd } from '../../src/domain/mark.ts'
import type { Expiry } from '../../src/domain/market.ts'
import { parseInstrument } from '../../src/domain/names/parse.ts'
import { printFault } from '../../src/domain/result.ts'
import type { Core } from '../../src/engine/core.ts'
import type { ChainMarket } from '../../src/market/chain/market.ts'
import { kindOfText, readMarketText } from '../../src/market/read.ts'
import { AS_OF, chainCsv, EXPIRIES, INDEX, madeChain } from '../support/chain.ts'
import { testCore } from '../support/core.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

function read(text: string, smile: 'svi' | 'points', more: { asOf?: number; report?: boolean } = {}): ChainMarket {
  const result = readMarketText(text, { smile, numerics: core, ...more })
  if (!result.ok) throw new Error(result.faults.map(printFault).join('; '))
  return result.value
}
const expiriesOf = (m: ChainMarket, coin = 'BTC'): readonly Expiry[] => m.market.underlyings[coin]?.expiries ?? []
const quantile = (sorted: readonly number[], p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN

test('index and forwards are medians, the time is the earliest of the rows', () => {
  const m = read(chainCsv(), 'points')
  expect(m.market.asOf).toBe(AS_OF)
  expect(m.market.underlyings['BTC']?.index).toBe(INDEX)
  expect(expiriesOf(m).map((e) => [e.at, e.forward])).toEqual(EXPIRIES.map((e) => [e.at, e.forward]))
  expect(m.skipped).toEqual([])
  expect(read(chainCsv(), 'points', { asOf: AS_OF + 1000 }).market.asOf).toBe(AS_OF + 1000)
})

test('every option of a chain priced at its mark vol: median error at most 0.10 USD, 99th percentile at most 5 USD', () => {
  const m = read(chainCsv(), 'points')
  const errors = madeChain()
    .map((o) => {
      const i = parseInstrument(o.name, 'deribit')
      return i.ok ? Math.abs(markUsd(m.market, i.value, core) - o.mark * o.forward) : Number.NaN
    })
    .sort((p, q) => p - q)
  console.info(
    `${errors.length} options: median error ${quantile(errors, 0.5).toFixed(4)} USD, 99th percentile ${quantile(errors, 0.99).toFixed(4)} USD`,
  )
  expect(quantile(errors, 0.5)).toBeLessThanOrEqual(0.1)
  expect(quantile(errors, 0.99)).toBeLessThanOrEqual(5)
})

test('where a call and a put of one strike are marked apart, the out-of-the-money one is taken; alone, either is', () => {
  const csv = [
    'instrument,mark_iv_pct,parity_forward,index_price,snapshot_start_ms',
    `BTC-27MAR26-50000-C,80,60000,60000,${AS_OF}`,
    `BTC-27MAR26-50000-P,70,60000,60000,${AS_OF}`,
    `BTC-27MAR26-70000-C,60,60000,60000,${AS_OF}`,
    `BTC-27MAR26-70000-P,90,60000,60000,${AS_OF}`,
    `BTC-27MAR26-80000-P,55,60000,60000,${AS_OF}`,
  ].join('\n')
  expect(expiriesOf(read(csv, 'points'))[0]?.smile).toEqual({ type: 'points', strikes: [50000, 70000, 80000], vols: [0.7, 0.6, 0.55] })
})

test('rows that cannot be used are listed with their reason, and the rest goes on', () => {
  const csv = [
    'instrument,mark_iv,underlying_price,index_price,snapshot_start_ms',
    `BTC-27MAR26-60000-C,65.5,60000,60000,${AS_OF}`,
    `BTC-27MAR26-61000-C,NaN,60000,60000,${AS_OF}`,
    `BTC-27MAR26-62000-C,0,60000,60000,${AS_OF}`,
    `BTC-5FEB26-60000-C,65,60000,60000,${AS_OF}`,
    `what,65,60000,60000,${AS_OF}`,
    `BTC-27MAR26-60000-C,66,60000,60000,${AS_OF}`,
    `BTC_USDC-27MAR26-60000-C,66,60000,60000,${AS_OF}`,
    `ETH-27MAR26-3000-C,66,3000,,${AS_OF}`,
    `BTC-26JUN26-60000-C,66,,60000,${AS_OF}`,
  ].join('\n')
  const m = read(csv, 'points')
  expect(expiriesOf(m)[0]?.smile).toEqual({ type: 'points', strikes: [60000], vols: [0.655] })
  expect(m.skipped.map((s) => `${s.row} ${s.name}: ${s.reason}`)).toEqual([
    '3 BTC-27MAR26-61000-C: mark vol is no number',
    '4 BTC-27MAR26-62000-C: mark vol is 0',
    '5 BTC-5FEB26-60000-C: expired',
    '6 what: no name of an option, future or perpetual that we know',
    '7 BTC-27MAR26-60000-C: BTC-27MAR26-60000-C stands here twice; the first row is used',
    '8 BTC_USDC-27MAR26-60000-C: the chain of BTC is made of its coin-settled options',
    '9 ETH-27MAR26-3000-C: no row of ETH has an index price',
    '10 BTC-26JUN26-60000-C: no row of this expiry has a forward',
  ])
})

test('mark_iv is percent or a fraction, told apart by its size', () => {
  const chain = (a: string, b: string): string =>
    `instrument,mark_iv,underlying_price,index_price,snapshot_start_ms\nBTC-27MAR26-60000-C,${a},60000,60000,${AS_OF}\nBTC-27MAR26-70000-C,${b},60000,60000,${AS_OF}`
  for (const csv of [chain('60', '320.56'), chain('0.6', '3.2056')]) {
    const smile = expiriesOf(read(csv, 'points'))[0]?.smile
    expect(smile?.type === 'points' && smile.vols.map((v) => v.toFixed(6))).toEqual(['0.600000', '3.205600'])
  }
})

test('a header that lacks a column, and a chain that carries no time, are refused by name', () => {
  const faults = (text: string): readonly string[] => {
    const result = readMarketText(text, { smile: 'points', numerics: core })
    return result.ok ? [] : result.faults.map(printFault)
  }
  expect(faults('instrument,mark_iv\nBTC-27MAR26-60000-C,60')).toEqual([
    'header: "instrument,mark_iv": expected a column parity_forward or underlying_price',
    'header: "instrument,mark_iv": expected a column index_price',
  ])
  expect(faults('instrument,mark_iv,underlying_price,index_price\nBTC-27MAR26-60000-C,60,60000,60000')[0]).toMatch(
    /^asOf: missing: expected a time/,
  )
})

test('a fitted chain gives back the smiles that made it, and the spread that its quotes carry', () => {
  const m = read(chainCsv(), 'svi', { report: true })
  for (const fit of m.fits) {
    console.info(
      `${fit.expiry}: n ${fit.n}, rms ${(100 * (fit.rms ?? Number.NaN)).toFixed(4)} vol points, best of 100 ${(100 * (fit.bestOf100 ?? Number.NaN)).toFixed(4)}, min g ${fit.minG?.toFixed(3)}`,
    )
    // Vols are printed to 0.01 %: what is left is their rounding.
    expect(fit.rms).toBeLessThan(0.0001)
    expect(fit.rms).toBeLessThanOrEqual((fit.bestOf100 ?? 0) * 1.02)
    expect(fit.minG).toBeGreaterThan(0)
    expect(fit.crossings ?? []).toEqual([])
  }
  for (const e of expiriesOf(m)) expect(e.spread?.vol).toBeCloseTo(0.02, 3)
})

/** The row of deribit.md section 10.1 (official documentation), with a call beside it made up here. */
test('the book summary is read in its envelope and bare, futures and perpetual become marks', () => {
  const row = {
    instrument_name: 'BTC-31JAN25-92000-P',
    bid_price: 0.018,
    ask_price: 0.019,
    mark_price: 0.01866323,
    mark_iv: 60.13,
    underlying_price: 99067.37,
    estimated_delivery_price: 100143.63,
    creation_timestamp: 1737074222663,
  }
  const rows = [
    row,
    { ...row, instrument_name: 'BTC-31JAN25-110000-C', mark_iv: 61, bid_price: null, ask_price: null },
    {
      instrument_name: 'BTC-PERPETUAL',
      mark_price: 100150,
      estimated_delivery_price: 100143.63,
      funding_8h: 0.0001,
      creation_timestamp: 1737074222663,
    },
    { instrument_name: 'BTC-28MAR25', mark_price: 101000, estimated_delivery_price: 100143.63, creation_timestamp: 1737074222663 },
  ]
  const bare = read(JSON.stringify(rows), 'points')
  expect(read(JSON.stringify({ jsonrpc: '2.0', result: rows, usIn: 1 }), 'points')).toEqual(bare)
  const btc = bare.market.underlyings['BTC']
  expect(bare.market.asOf).toBe(1737074222663)
  expect(btc).toMatchObject({
    index: 100143.63,
    perpetual: 100150,
    fundingRate8h: 0.0001,
    marks: { 'BTC-PERPETUAL': 100150, 'BTC-28MAR25': 101000 },
  })
  expect(btc?.expiries[0]).toMatchObject({
    forward: 99067.37,
    smile: { type: 'points', strikes: [92000, 110000], vols: [60.13 / 100, 0.61] },
    quotes: [
      { strike: 92000, type: 'put', bid: 0.018, ask: 0.019, mark: 0.01866323 },
      { strike: 110000, type: 'call' },
    ],
  })
})

test('texts are told apart by their first characters', () => {
  expect(kindOfText(chainCsv())).toBe('chain')
  expect(kindOfText('instrument,quantity\nBTC,1')).toBe('portfolio')
  expect(kindOfText('-2 BTC-PERPETUAL')).toBe('portfolio')
  expect(kindOfText('{"format":"counterpoise/market@1"}')).toBe('market')
  expect(kindOfText('{"format":"counterpoise/portfolio@1"}')).toBe('portfolio')
  expect(kindOfText('[{"instrument_name":"BTC-PERPETUAL"}]')).toBe('summary')
  expect(kindOfText('{"a":')).toBe('unknown')
})
