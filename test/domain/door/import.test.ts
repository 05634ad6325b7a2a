import { expect, test } from 'vitest'
import { importPortfolio, printBadRow } from '../../../src/domain/door/import.ts'
import { printInstrument } from '../../../src/domain/names/canonical.ts'
import type { Position } from '../../../src/domain/portfolio.ts'

const lines = (good: readonly Position[]): readonly string[] =>
  good.map((p) => `${p.quantity ?? `USD ${p.notionalUsd}`} ${printInstrument(p.instrument)} @ ${p.price ?? 'mark'}`)

test('pasted lines are read, the name before or after the quantity', () => {
  const report = importPortfolio(
    ['# my book', '-2 BTC-27MAR26-100000-C @ 0.031', '', 'ETH_USDC-PERPETUAL 3', '\u22121 BTC-PERP @50000', '0.5\tBTC'].join('\r\n'),
    { names: 'deribit' },
  )
  expect(lines(report.good)).toEqual([
    '-2 BTC-27MAR26-100000-C @ 0.031',
    '3 ETH_USDC-PERPETUAL @ mark',
    '-1 BTC_USDC-PERPETUAL @ 50000',
    '0.5 BTC @ mark',
  ])
  expect(report.bad).toEqual([])
})

test('every bad line is listed with row, value and expectation, and the good ones are offered', () => {
  const report = importPortfolio('-2 BTC-PERPETUAL\ntwo BTC-PERPETUAL\n1 BTC-31FEB26\nwhat is this line\n1 BTC-PERPETUAL @ -5', {
    names: 'deribit',
  })
  expect(lines(report.good)).toEqual(['-2 BTC-PERPETUAL @ mark'])
  expect(report.bad.map(printBadRow)).toEqual([
    'row 2: quantity: "two": expected a number',
    'row 3: instrument: "BTC-31FEB26": expected an instrument name such as BTC-27MAR26-100000-C, BTC-PERPETUAL or BTC',
    'row 4: "what is this line": expected a line such as -2 BTC-27MAR26-100000-C @ 0.031',
    'row 5: price: -5: expected a number above 0',
  ])
})

test('CSV means the same, whatever the order of its columns and its separator', () => {
  const report = importPortfolio(
    '\uFEFFQuantity;Instrument;Price;note\n-2;BTC-27MAR26-100000-C;0.031;x\n;BTC-PERPETUAL;;\n1,5;BTC-PERPETUAL;;\n',
    {
      names: 'deribit',
    },
  )
  expect(report.form).toBe('csv')
  expect(lines(report.good)).toEqual(['-2 BTC-27MAR26-100000-C @ 0.031'])
  expect(report.bad.map(printBadRow)).toEqual(['row 3: quantity: missing: expected a number', 'row 4: quantity: "1,5": expected a number'])
})

test('CSV without a column of sizes is refused as a whole', () => {
  expect(importPortfolio('instrument,price\nBTC-PERPETUAL,1').fault).toMatchObject({ path: 'header', value: 'instrument,price' })
})

test('a portfolio document with three bad rows gives its good legs and lists the three', () => {
  const document = {
    format: 'counterpoise/portfolio@1',
    name: 'Three bad',
    names: 'deribit',
    positions: [
      { instrument: 'BTC-27MAR26-100000-C', quantity: -2 },
      { instrument: 'BTC-27MAR26-100000-X', quantity: -2 },
      { instrument: 'BTC-PERPETUAL', quantity: 'two' },
      { instrument: 'BTC-PERPETUAL', quantity: 1, price: 'low' },
      { instrument: 'ETH-PERPETUAL', notionalUsd: 5000 },
    ],
    collateral: [{ asset: 'USDC', amount: 1 }],
  }
  const report = importPortfolio(JSON.stringify(document))
  expect(lines(report.good)).toEqual(['-2 BTC-27MAR26-100000-C @ mark', 'USD 5000 ETH-PERPETUAL @ mark'])
  expect(report.collateral).toEqual([{ asset: 'USDC', amount: 1 }])
  expect(report.bad.map((b) => [b.row, b.path, b.value])).toEqual([
    [2, 'positions[1].instrument', 'BTC-27MAR26-100000-X'],
    [3, 'positions[2].quantity', 'two'],
    [4, 'positions[3].price', 'low'],
  ])
  expect(report.ambiguous).toEqual([])
})

test('a colliding name asks when nobody says whose it is', () => {
  const paste = '1 BTC-27MAR26-100000-C\n2 BTC-PERPETUAL\n3 BTC-27MAR26-100000-C'
  expect(importPortfolio(paste).ambiguous).toEqual([
    {
      name: 'BTC-27MAR26-100000-C',
      rows: [1, 3],
      readings: [
        { dialect: 'deribit', name: 'BTC-27MAR26-100000-C' },
        { dialect: 'bybit', name: 'BTC_USDC-27MAR26-100000-C' },
      ],
    },
  ])
  const told = importPortfolio(paste, { names: 'bybit' })
  expect(told.ambiguous).toEqual([])
  expect(lines(told.good)[0]).toBe('1 BTC_USDC-27MAR26-100000-C @ mark')
  const document = '{"format":"counterpoise/portfolio@1","positions":[{"instrument":"BTCUSDT","quantity":1}]}'
  expect(importPortfolio(document).ambiguous.map((a) => a.name)).toEqual(['BTCUSDT'])
})

test('what is no portfolio at all says so', () => {
  expect(importPortfolio('').fault?.expected).toBe('positions: a portfolio file, CSV or lines')
  expect(importPortfolio('{"format": ').fault?.expected).toMatch(/^JSON \(/)
  expect(importPortfolio('{"format":"counterpoise/portfolio@9","positions":[]}').fault?.path).toBe('format')
})

test('a CSV that says whose names it holds is not asked about; legs that are off come back off', () => {
  const read = importPortfolio(
    '# names: deribit\ninstrument,quantity,price,enabled\nBTC-27MAR26-100000-C,-2,0.031,\nBTC-PERPETUAL,1,,false\n',
  )
  expect([read.ambiguous, read.bad]).toEqual([[], []])
  expect(read.good.map((p) => [p.quantity, p.price, p.enabled])).toEqual([
    [-2, 0.031, undefined],
    [1, undefined, false],
  ])
  expect(importPortfolio('# names: bybit\ninstrument,quantity\nBTC-27MAR26-100000-C,1\n').good[0]?.instrument).toMatchObject({
    settle: 'USDC',
  })
})
