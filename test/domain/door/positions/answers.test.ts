import { describe, expect, test } from 'vitest'
import { type ImportReport, importPortfolio } from '../../../../src/domain/door/import.ts'
import { printInstrument } from '../../../../src/domain/names/canonical.ts'
import { kindOfText } from '../../../../src/market/read.ts'

/**
 * Shapes as the venues' public documentation prints them (private/get_positions, account/positions, v5/position/list, positionRisk,
 * eapi position); every value here is made up, and what must come out is worked out by hand from the documented unit of each size.
 */
const read = (document: unknown): ImportReport => importPortfolio(JSON.stringify(document))
const lines = (report: ImportReport): string[] =>
  report.good.map((p) => `${p.quantity ?? `${p.notionalUsd} USD`} ${printInstrument(p.instrument)} @ ${p.price ?? 'mark'}`)
const faults = (report: ImportReport): string[] => report.bad.map((b) => `${b.row} ${b.path}: ${b.expected}`)

describe('Deribit get_positions', () => {
  const row = {
    average_price: 0.0312,
    delta: -0.6,
    direction: 'sell',
    floating_profit_loss: 0.001,
    floating_profit_loss_usd: 90,
    average_price_usd: 2900,
    index_price: 95_000,
    initial_margin: 0.2,
    instrument_name: 'BTC-25DEC26-110000-C',
    kind: 'option',
    maintenance_margin: 0.15,
    mark_price: 0.03,
    realized_profit_loss: 0,
    settlement_price: 0.03,
    size: -1.5,
    total_profit_loss: 0.001,
  }
  const perpetual = {
    ...row,
    instrument_name: 'BTC-PERPETUAL',
    kind: 'future',
    direction: 'buy',
    average_price: 94_500.5,
    size: 30_000,
    size_currency: 0.3158,
    leverage: 50,
  }
  const linear = {
    ...perpetual,
    instrument_name: 'ETH_USDC-PERPETUAL',
    direction: 'sell',
    size: -4,
    size_currency: -4,
    average_price: 3000,
  }

  test('options in coins, inverse perpetuals in dollars, linear ones in coins', () => {
    const report = read({ jsonrpc: '2.0', id: 7, result: [row, perpetual, linear, { ...row, size: 0, direction: 'zero' }] })
    expect(report).toMatchObject({ form: 'answer', answer: 'Deribit get_positions', names: 'deribit', bad: [] })
    expect(lines(report)).toEqual([
      '-1.5 BTC-25DEC26-110000-C @ 0.0312',
      '30000 USD BTC-PERPETUAL @ 94500.5',
      '-4 ETH_USDC-PERPETUAL @ 3000',
    ])
  })

  test('a size without its sign takes that of the direction; the list alone is read too, and is no chain', () => {
    expect(lines(read([{ ...row, size: 1.5 }]))).toEqual(['-1.5 BTC-25DEC26-110000-C @ 0.0312'])
    expect(kindOfText(JSON.stringify([row]))).toBe('unknown')
  })

  test('every bad row is listed with its path and the good ones stand', () => {
    const report = read({ result: [{ ...row, size: 'much' }, row, { ...row, direction: 'up', instrument_name: 'BTC-99DEC26-1-C' }, 7] })
    expect(lines(report)).toHaveLength(1)
    expect(faults(report)).toEqual([
      '1 result[0].size: a number',
      '3 result[2].direction: one of buy, sell, zero',
      '3 result[2].instrument_name: an instrument name such as BTC-27MAR26-100000-C, BTC-PERPETUAL or BTC',
      '4 result[3]: a position',
    ])
  })
})

describe('Derive', () => {
  const row = {
    instrument_type: 'option',
    instrument_name: 'ETH-20261225-4000-P',
    amount: '-12.5',
    average_price: '210.4',
    mark_price: '190',
    mark_value: '-2375',
    unrealized_pnl: '255',
  }
  const perp = { ...row, instrument_type: 'perp', instrument_name: 'BTC-PERP', amount: '0.75', average_price: '94000' }

  test('get_positions and get_subaccount: signed coins, prices in USDC', () => {
    const wanted = ['-12.5 ETH_USDC-25DEC26-4000-P @ 210.4', '0.75 BTC_USDC-PERPETUAL @ 94000']
    expect(lines(read({ id: 'x', result: { subaccount_id: 5, positions: [row, perp] } }))).toEqual(wanted)
    const account = { subaccount_id: 5, margin_type: 'PM', open_orders: [], collaterals: [], positions: [row, perp] }
    expect(read({ result: account })).toMatchObject({ answer: 'Derive positions', names: 'derive' })
    expect(lines(read(account))).toEqual(wanted)
  })

  test('a bad amount is named', () => {
    expect(faults(read({ result: { positions: [row, { ...row, amount: '' }] } }))).toEqual(['2 result.positions[1].amount: a number'])
  })
})

describe('OKX account/positions', () => {
  const row = {
    instType: 'OPTION',
    instId: 'BTC-USD-261225-110000-C',
    mgnMode: 'cross',
    posSide: 'net',
    pos: '-150',
    posCcy: '',
    avgPx: '0.0305',
    markPx: '0.0298',
    notionalUsd: '142500',
    upl: '0.0001',
  }
  const swap = { ...row, instType: 'SWAP', instId: 'BTC-USDT-SWAP', posSide: 'short', pos: '25', avgPx: '95100', markPx: '95000' }
  const answer = (...data: unknown[]): ImportReport => read({ code: '0', msg: '', data })

  test('contracts become coins by the size of the contract', () => {
    // 150 × 0.01 BTC; 25 × 0.01 BTC short in hedge mode.
    expect(lines(answer(row, swap))).toEqual(['-1.5 BTC-25DEC26-110000-C @ 0.0305', '-0.25 BTC_USDT-PERPETUAL @ 95100'])
  })

  test('a size that no sheet gives is told by the row: ctVal, or the notional a contract near a power of ten', () => {
    const eth = { ...swap, instId: 'ETH-USDT-SWAP', posSide: 'long', pos: '10', avgPx: '3010', markPx: '3000.5', notionalUsd: '3001.1' }
    const inverse = { ...swap, instId: 'BTC-USD-SWAP', posSide: 'net', pos: '-40', avgPx: '95000', notionalUsd: '4001' }
    const said = { ...swap, instId: 'SOL-USDT-SWAP', posSide: 'net', pos: '3', avgPx: '150', ctVal: '1', ctMult: '1', notionalUsd: '' }
    expect(lines(answer(eth, inverse, said))).toEqual([
      '1 ETH_USDT-PERPETUAL @ 3010',
      '-4000 USD BTC-PERPETUAL @ 95000',
      '3 SOL_USDT-PERPETUAL @ 150',
    ])
  })

  test('a size that cannot be told, and a margin position, are bad rows', () => {
    const unknown = { ...swap, instId: 'XRP-USDT-SWAP', notionalUsd: '' }
    const loan = { ...row, instType: 'MARGIN', instId: 'BTC-USDT', pos: '0.5', avgPx: '95000' }
    const report = answer(unknown, loan)
    expect(report.good).toEqual([])
    expect(faults(report)).toEqual([
      '1 data[0].pos: a contract whose size is known: no size of this one at okx is, so its coins cannot be told',
      '2 data[1].instId: an option, future or perpetual: put holdings of a coin among the balances',
    ])
  })
})

describe('Bybit position/list', () => {
  const row = { positionIdx: 0, symbol: 'BTC-25DEC26-110000-C-USDT', side: 'Sell', size: '1.25', avgPrice: '2850', markPrice: '2800' }
  const answer = (category: string, ...list: unknown[]): ImportReport =>
    read({ retCode: 0, retMsg: 'OK', result: { nextPageCursor: '', category, list }, time: 1 })

  test('sizes take the sign of the side; inverse contracts are dollars; an empty side is no position', () => {
    expect(lines(answer('option', row))).toEqual(['-1.25 BTC_USDT-25DEC26-110000-C @ 2850'])
    const linear = { ...row, symbol: 'ETHUSDT', side: 'Buy', size: '3', avgPrice: '3000' }
    expect(lines(answer('linear', linear, { ...linear, side: '', size: '0', avgPrice: '0' }))).toEqual(['3 ETH_USDT-PERPETUAL @ 3000'])
    const inverse = { ...row, symbol: 'BTCUSD', side: 'Sell', size: '5000', avgPrice: '95000' }
    expect(lines(answer('inverse', inverse))).toEqual(['-5000 USD BTC-PERPETUAL @ 95000'])
  })

  test('a side that is none is a bad row', () => {
    expect(faults(answer('option', { ...row, side: 'Short' }))).toEqual(['1 result.list[0].side: one of buy, sell'])
  })
})

describe('Binance', () => {
  const um = {
    symbol: 'BTCUSDT',
    positionAmt: '-0.3',
    entryPrice: '95000.5',
    markPrice: '95100',
    unRealizedProfit: '-30',
    positionSide: 'BOTH',
  }

  test('positionRisk: coins for UM, dollars for CM contracts, hedge mode by the side', () => {
    expect(lines(read([um, { ...um, positionAmt: '0.000', entryPrice: '0.0' }]))).toEqual(['-0.3 BTC_USDT-PERPETUAL @ 95000.5'])
    expect(lines(read([{ ...um, positionAmt: '0.3', positionSide: 'SHORT' }]))).toEqual(['-0.3 BTC_USDT-PERPETUAL @ 95000.5'])
    // 12 contracts of 100 USD; 5 of 10 USD.
    const cm = [
      { ...um, symbol: 'BTCUSD_PERP', positionAmt: '12', entryPrice: '94000' },
      { ...um, symbol: 'ETHUSD_PERP', positionAmt: '-5', entryPrice: '3000' },
    ]
    expect(lines(read(cm))).toEqual(['1200 USD BTC-PERPETUAL @ 94000', '-50 USD ETH-PERPETUAL @ 3000'])
  })

  test('options: contracts of the unit of the coin, short ones below 0', () => {
    const option = {
      symbol: 'BTC-261225-110000-C',
      side: 'SHORT',
      quantity: '-0.4',
      entryPrice: '2800',
      markPrice: '2790',
      optionSide: 'CALL',
    }
    const xrp = { ...option, symbol: 'XRP-261225-2.5-P', side: 'LONG', quantity: '3', entryPrice: '0.2' }
    expect(lines(read([option, xrp]))).toEqual(['-0.4 BTC_USDT-25DEC26-110000-C @ 2800', '300 XRP_USDT-25DEC26-2d5-P @ 0.2'])
    expect(
      faults(
        read([
          { ...option, symbol: 'BTC-261225-C' },
          { ...option, quantity: 'x', entryPrice: -1 },
        ]),
      ),
    ).toEqual([
      '1 [0].symbol: an instrument name such as BTC-27MAR26-100000-C, BTC-PERPETUAL or BTC',
      '2 [1].quantity: a number',
      '2 [1].entryPrice: a price above 0',
    ])
  })
})

test('a portfolio file and any other JSON are no position answer', () => {
  expect(read({ format: 'counterpoise/portfolio@1', positions: [] }).form).toBe('json')
  for (const other of [{ result: [] }, [1, 2], { result: { list: 3 } }]) {
    const { form, good, bad, fault } = read(other)
    expect([form, good.length, bad.length + (fault === undefined ? 0 : 1) > 0]).toEqual(['json', 0, true])
  }
})
