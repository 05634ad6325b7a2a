import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildBook, coinsOf } from '../../src/domain/book.ts'
import { counterpart } from '../../src/domain/counterpart.ts'
import { restoreMarket } from '../../src/domain/door/market.ts'
import { restorePortfolio } from '../../src/domain/door/portfolio.ts'
import type { Market } from '../../src/domain/market.ts'
import type { Portfolio } from '../../src/domain/portfolio.ts'
import { testCore } from '../support/core.ts'

const core = await testCore()

const read = <T>(result: { ok: true; value: T } | { ok: false; faults: readonly unknown[] }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  return result.value
}
const market: Market = read(
  restoreMarket({
    format: 'counterpoise/market@1',
    asOf: '2026-11-01T00:00:00Z',
    source: 'made up',
    underlyings: {
      BTC: {
        index: 50000,
        perpetual: 50100,
        marks: { 'BTC-25DEC26': 51000 },
        expiries: [
          {
            at: '2026-12-25T08:00:00Z',
            forward: 50500,
            smile: { type: 'points', strikes: [50000], vols: [0.5] },
          },
          { at: '2027-03-26T08:00:00Z', forward: 51500 },
        ],
      },
    },
  }),
)
const portfolio = (positions: readonly object[], more: object = {}): Portfolio =>
  read(restorePortfolio({ format: 'counterpoise/portfolio@1', positions, collateral: [], ...more }))
const asHeld = (p: Portfolio, options = {}) => buildBook(p, market, core, (take) => ({ take }), options)

describe('the book that a methodology margins', () => {
  test('lines of one instrument become one leg, and the legs stand by name', () => {
    const { book } = asHeld(
      portfolio([
        { instrument: 'BTC_USDC-PERPETUAL', quantity: 1 },
        { instrument: 'BTC-25DEC26-50000-C', quantity: 2 },
        { instrument: 'BTC_USDC-PERPETUAL', quantity: -0.25 },
      ]),
    )
    expect(book.legs.map((l) => [l.name, l.quantity])).toEqual([
      ['BTC-25DEC26-50000-C', 2],
      ['BTC_USDC-PERPETUAL', 0.75],
    ])
  })

  test('a notional in dollars is coins at the mark of the instrument', () => {
    const [perpetual, future] = portfolio([
      { instrument: 'BTC-PERPETUAL', notionalUsd: -5010 },
      { instrument: 'BTC-25DEC26', notionalUsd: 5100 },
    ]).positions
    expect(perpetual && coinsOf(perpetual, market)).toBeCloseTo(-0.1, 15)
    expect(future && coinsOf(future, market)).toBeCloseTo(0.1, 15)
  })

  test('the entry of a netted leg gives the profit of its lots: linear', () => {
    const lots = fc.array(fc.tuple(fc.double({ min: 0.1, max: 5, noNaN: true }), fc.double({ min: 20000, max: 90000, noNaN: true })), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(lots, (all) => {
        const { book } = asHeld(portfolio(all.map(([quantity, price]) => ({ instrument: 'BTC_USDC-PERPETUAL', quantity, price }))))
        const leg = book.legs[0]
        const profit = (leg?.quantity ?? 0) * (50100 - (leg?.entry ?? Number.NaN))
        const expected = all.reduce((sum, [quantity, price]) => sum + quantity * (50100 - price), 0)
        expect(Math.abs(profit - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected), 50100))
      }),
    )
  })

  test('the entry of a netted leg gives the profit of its lots: inverse, in coin', () => {
    const lots: readonly [number, number][] = [
      [2, 40000],
      [1, 60000],
    ]
    const { book } = asHeld(portfolio(lots.map(([quantity, price]) => ({ instrument: 'BTC-PERPETUAL', quantity, price }))))
    const leg = book.legs[0]
    // q coins at the mark are q·mark dollars; their coin profit since the entry is dollars·(1/entry − 1/mark).
    const coins = (quantity: number, entry: number): number => quantity * 50100 * (1 / entry - 1 / 50100)
    expect(coins(leg?.quantity ?? 0, leg?.entry ?? Number.NaN)).toBeCloseTo(
      lots.reduce((sum, [q, p]) => sum + coins(q, p), 0),
      12,
    )
  })

  test('a lot without a price was entered at mark', () => {
    const { book } = asHeld(
      portfolio([
        { instrument: 'BTC_USDC-PERPETUAL', quantity: 1, price: 50000 },
        { instrument: 'BTC_USDC-PERPETUAL', quantity: 1 },
      ]),
    )
    expect(book.legs[0]?.entry).toBe(50050)
  })

  test('an option lot without a price was entered at its own mark: dollars, or coins where it is inverse', () => {
    // Black-76 at F 50,500, K 50,000, vol 0.5 and 54 days 8 hours, by Python's math.erfc.
    const mark = 4116.38670853
    const lots = (instrument: string, price: number) =>
      asHeld(
        portfolio([
          { instrument, quantity: -1, price },
          { instrument, quantity: -1 },
        ]),
      ).book.legs[0]?.entry
    expect(lots('BTC_USDC-25DEC26-50000-C', 4000)).toBeCloseTo((4000 + mark) / 2, 6)
    expect(lots('BTC-25DEC26-50000-C', 0.08)).toBeCloseTo((0.08 + mark / 50500) / 2, 10)
  })

  test('lots that cancel leave no leg, and what they locked in is said', () => {
    const { book, assumptions } = asHeld(
      portfolio([
        { instrument: 'BTC_USDC-PERPETUAL', quantity: 1, price: 48000 },
        { instrument: 'BTC_USDC-PERPETUAL', quantity: -1, price: 50000 },
      ]),
    )
    expect(book.legs).toEqual([])
    expect(assumptions).toEqual([
      'BTC_USDC-PERPETUAL is bought and sold in equal amounts: what that locked in is not counted here; put it into the balance',
    ])
  })

  test('spot is collateral of the coin, a leg switched off is not there, orders count when filled', () => {
    const p = portfolio(
      [
        { instrument: 'BTC', quantity: 0.5 },
        { instrument: 'BTC-PERPETUAL', quantity: 1, enabled: false },
      ],
      {
        collateral: [{ asset: 'BTC', amount: 1 }],
        orders: [
          { instrument: 'BTC_USDC-PERPETUAL', quantity: 3, status: 'whatif' },
          { instrument: 'BTC_USDC-PERPETUAL', quantity: 4, status: 'pending' },
        ],
      },
    )
    const before = asHeld(p).book
    expect(before.collateral).toEqual([{ asset: 'BTC', amount: 1.5 }])
    expect(before.legs).toEqual([])
    expect(before.pending.map((l) => l.quantity)).toEqual([4])
    expect(asHeld(p, { fill: ['whatif'] }).book.legs.map((l) => l.quantity)).toEqual([3])
  })

  test('a coin premium is dollars where the venue margins the linear contract', () => {
    const p = portfolio([{ instrument: 'BTC-25DEC26-50000-C', quantity: 1, price: 0.02 }])
    const { book, assumptions } = buildBook(p, market, core, (i) => counterpart(i, ['USDC']))
    expect(book.legs[0]).toMatchObject({ name: 'BTC_USDC-25DEC26-50000-C', heldAs: 'BTC-25DEC26-50000-C', entry: 0.02 * 50500 })
    expect(assumptions).toHaveLength(1)
  })

  test.each([
    ['ETH-PERPETUAL', 'NO_MARKET'],
    ['BTC-29JAN27-50000-C', 'NO_EXPIRY'],
    ['BTC-26MAR27-50000-C', 'NO_VOL'],
  ])('%s cannot be priced (%s) and the rest goes on', (instrument, reason) => {
    const { book, failures } = asHeld(
      portfolio([
        { instrument, quantity: 1 },
        { instrument: 'BTC-26MAR27', quantity: 1 },
      ]),
    )
    expect(failures.map((f) => [f.instrument, f.reason])).toEqual([[instrument, reason]])
    expect(book.legs.map((l) => l.name)).toEqual(['BTC-26MAR27'])
  })
})
