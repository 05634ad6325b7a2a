import { beforeAll, describe, expect, it } from 'vitest'
import { printInstrument } from '../../src/domain/names/canonical.ts'
import type { Portfolio } from '../../src/domain/portfolio.ts'
import type { Core } from '../../src/engine/core.ts'
import { computeMargin } from '../../src/engine/margin.ts'
import { attribute } from '../../src/risk/attribute/attribute.ts'
import { venues } from '../../src/venues/index.ts'
import { testCore } from '../support/core.ts'
import { book, market, randomBook, subject } from './books.ts'

const MIXED = book(
  [
    { instrument: 'BTC-27MAR26-80000-C', quantity: -5 },
    { instrument: 'BTC-27MAR26-50000-P', quantity: -5 },
    { instrument: 'BTC-13FEB26-60000-P', quantity: 3 },
    { instrument: 'BTC-PERPETUAL', quantity: -1 },
    { instrument: 'ETH-27MAR26-1900-C', quantity: 20 },
    { instrument: 'BTC', quantity: 0.5 },
  ],
  [
    { asset: 'USDC', amount: 60_000 },
    { asset: 'BTC', amount: 0.5 },
  ],
)
const BOOKS = [MIXED, randomBook(1), randomBook(2), randomBook(3)]

let core: Core
beforeAll(async () => {
  core = await testCore()
})

describe.each(venues.map((v) => v.id))('attribution at %s', (id) => {
  it('adds up: components and what is not allocated are the requirement, to 1e-9', () => {
    for (const portfolio of BOOKS) {
      const found = attribute(subject(core, id, portfolio))
      for (const side of ['initial', 'maintenance'] as const) {
        const rows = found.rows.reduce((sum, r) => sum + r.component[side], 0)
        const rest = found.unallocated.reduce((sum, u) => sum + u[side], 0)
        expect(Math.abs(rows + rest - found[side])).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(found[side])))
      }
    }
  })

  it('says of each leg what the engine says once it is really removed', () => {
    for (const portfolio of BOOKS) {
      const asked = subject(core, id, portfolio)
      const found = attribute(asked)
      for (const row of found.rows) {
        const heldAs = asked.book.legs.find((l) => l.name === row.instrument)?.heldAs ?? row.instrument
        const less: Portfolio = { ...portfolio, positions: portfolio.positions.filter((p) => printInstrument(p.instrument) !== heldAs) }
        const engine = computeMargin(core, asked.venue, { portfolio: less, market })
        for (const side of ['initial', 'maintenance'] as const) {
          const scale = 1e-9 * Math.max(1, asked.base[side])
          expect(Math.abs(row.without[side] - engine[side])).toBeLessThanOrEqual(scale)
          expect(Math.abs(row.incremental[side] - (asked.base[side] - engine[side]))).toBeLessThanOrEqual(scale)
        }
      }
    }
  })
})

describe('attribution', () => {
  it('gives a lone leg the whole charge, and its marginal is the charge per coin', () => {
    const portfolio = book([{ instrument: 'BTC-13FEB26-70000-C', quantity: 4 }], [{ asset: 'USDC', amount: 100_000 }])
    const asked = subject(core, 'derive', portfolio)
    const legs = computeMargin(core, asked.venue, { portfolio, market, legs: true })
    const [row] = attribute(asked).rows
    const worst = legs.charges.find((c) => c.name === 'worst scenario')
    expect(row?.component.initial).toBeCloseTo(worst?.initial ?? Number.NaN, 6)
    expect(row?.marginal.initial).toBeCloseTo((worst?.initial ?? Number.NaN) / 4, 6)
  })

  it('names the runner-up scenario and the gap to it as the margin result has them', () => {
    const asked = subject(core, 'derive', randomBook(3))
    const { runnerUp } = attribute(asked)
    expect(runnerUp?.scenario).toBe(asked.base.runnerUp?.label)
    expect(runnerUp?.gap).toBeCloseTo((asked.base.runnerUp?.pnl ?? 0) - (asked.base.worst?.pnl ?? 0), 9)
  })

  it('finds that a call spread’s legs save each other more than a call saves a put', () => {
    const spread = book(
      [
        { instrument: 'BTC-27MAR26-70000-C', quantity: -5 },
        { instrument: 'BTC-27MAR26-80000-C', quantity: 5 },
        { instrument: 'BTC-27MAR26-50000-P', quantity: 5 },
      ],
      [{ asset: 'USDC', amount: 100_000 }],
    )
    const { pairs } = attribute(subject(core, 'derive', spread))
    expect(pairs).toHaveLength(3)
    expect(pairs[0]?.legs.toSorted()).toEqual(['BTC_USDC-27MAR26-70000-C', 'BTC_USDC-27MAR26-80000-C'])
    expect(pairs[0]?.offset.initial).toBeGreaterThan(0)
  })

  it('of an empty book is nothing', () => {
    const found = attribute(subject(core, 'derive', book([], [{ asset: 'USDC', amount: 1 }])))
    expect(found).toMatchObject({ rows: [], unallocated: [], pairs: [], initial: 0, maintenance: 0 })
  })
})
