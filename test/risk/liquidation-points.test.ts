import { beforeAll, describe, expect, it } from 'vitest'
import type { Market } from '../../src/domain/market.ts'
import type { Portfolio } from '../../src/domain/portfolio.ts'
import type { Core } from '../../src/engine/core.ts'
import { computeMargin } from '../../src/engine/margin.ts'
import { atOnce } from '../../src/risk/at-once.ts'
import { holdMore, topUps } from '../../src/risk/liquidation/capacity.ts'
import { frontierBlocks } from '../../src/risk/liquidation/frontier.ts'
import { liquidationBlocks } from '../../src/risk/liquidation/liquidation.ts'
import { FULL_RANGE, type PointRow } from '../../src/risk/liquidation/points.ts'
import { viewerOf } from '../../src/risk/liquidation/state.ts'
import { venueById } from '../../src/venues/index.ts'
import { testCore } from '../support/core.ts'
import { book, market, randomBook, subject } from './books.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

/** The market by hand, with none of the code under test: BTC at a multiple, each strike keeping its vol (raw SVI slides by −ln m). */
function scaled(m: number, vol = 1): Market {
  const u = market.underlyings['BTC']
  if (u === undefined) throw new Error('no BTC')
  const expiries = u.expiries.map((e) => ({
    ...e,
    forward: e.forward * m,
    ...(e.smile === undefined
      ? {}
      : {
          smile:
            e.smile.type === 'svi'
              ? { ...e.smile, m: e.smile.m - Math.log(m), a: e.smile.a * vol * vol, b: e.smile.b * vol * vol }
              : { ...e.smile, vols: e.smile.vols.map((v) => v * vol) },
        }),
  }))
  return { ...market, underlyings: { ...market.underlyings, BTC: { ...u, index: u.index * m, perpetual: u.perpetual * m, expiries } } }
}

/** The book by hand: perpetuals entered at today's mark; an inverse one keeps its dollars. */
const entered = (portfolio: Portfolio, m: number, inverse: boolean): Portfolio => ({
  ...portfolio,
  positions: portfolio.positions.map((p) =>
    p.instrument.kind === 'perpetual' ? { ...p, price: 64_010, quantity: (p.quantity ?? 0) / (inverse ? m : 1) } : p,
  ),
})

/** Has the venue's trigger fired at this multiple? By the engine and the trigger's text alone. */
function fired(id: string, portfolio: Portfolio, m: number): boolean {
  const venue = venueById(id)
  if (venue === undefined) throw new Error(id)
  const { equity, maintenance } = computeMargin(core, venue, { portfolio: entered(portfolio, m, id === 'deribit'), market: scaled(m) })
  if (id === 'paradex') return equity <= 0 || maintenance / equity > 1
  return equity < maintenance
}

function rowOf(id: string, portfolio: Portfolio): PointRow | undefined {
  const asked = subject(core, id, portfolio)
  return atOnce(
    liquidationBlocks(asked, viewerOf(asked), {
      underlying: 'BTC',
      vol: () => ({ kind: 'held' }),
      range: FULL_RANGE,
      dynamics: 'strike',
    }),
  ).points[0]
}

/** First multiple at which the trigger fires, by steps of 0.1 % and a closer look (bisection) at the step that crosses. */
function bruteForce(id: string, portfolio: Portfolio, step: number): number | undefined {
  let before = 1
  for (let m = step; m >= FULL_RANGE.low && m <= FULL_RANGE.high; m *= step) {
    if (fired(id, portfolio, m)) {
      let safe = before
      let at = m
      for (let i = 0; i < 20; i++) {
        const mid = (safe + at) / 2
        if (fired(id, portfolio, mid)) at = mid
        else safe = mid
      }
      return at
    }
    before = m
  }
  return undefined
}

describe.each(['derive', 'deribit', 'paradex'])('liquidation points at %s', (id) => {
  it('agree with a brute-force scan by the engine, to 0.02 %, on random books', () => {
    for (const seed of [1, 2]) {
      const portfolio = randomBook(seed)
      const row = rowOf(id, portfolio)
      if (row === undefined || row.state === 'liquidatable') {
        expect(fired(id, portfolio, 1)).toBe(row !== undefined)
        continue
      }
      for (const [side, step] of [
        [row.down, 1 / 1.004],
        [row.up, 1.004],
      ] as const) {
        const expected = bruteForce(id, portfolio, step)
        const found = side[0] === undefined ? undefined : 1 + side[0].move
        expect(found === undefined).toBe(expected === undefined)
        if (found !== undefined && expected !== undefined) expect(Math.abs(found / expected - 1)).toBeLessThan(2e-4)
      }
    }
  })

  it('are where the trigger turns, within 0.02 %, on fifteen more', () => {
    for (let seed = 10; seed < 25; seed++) {
      const portfolio = randomBook(seed)
      const row = rowOf(id, portfolio)
      if (row === undefined) continue
      expect(fired(id, portfolio, 1)).toBe(row.state === 'liquidatable')
      for (const [points, out] of [
        [row.down, 0.9998],
        [row.up, 1.0002],
      ] as const) {
        for (const { move } of points) {
          expect(fired(id, portfolio, (1 + move) * out)).toBe(true)
          expect(fired(id, portfolio, (1 + move) / out)).toBe(false)
        }
      }
    }
  })
})

describe('liquidation points', () => {
  it('of a naked short strangle are two, one on either side', () => {
    const strangle = book(
      [
        { instrument: 'BTC-27MAR26-80000-C', quantity: -5 },
        { instrument: 'BTC-27MAR26-50000-P', quantity: -5 },
      ],
      [{ asset: 'USDC', amount: 60_000 }],
    )
    const row = rowOf('derive', strangle)
    expect([row?.down.length, row?.up.length]).toEqual([1, 1])
  })

  it('of a covered long call are none', () => {
    const row = rowOf('derive', book([{ instrument: 'BTC-27MAR26-80000-C', quantity: 1 }], [{ asset: 'USDC', amount: 50_000 }]))
    expect([row?.down, row?.up]).toEqual([[], []])
  })

  it('of a book that is under water are none: it is liquidatable now', () => {
    const row = rowOf('deribit', book([{ instrument: 'BTC-27MAR26-50000-P', quantity: -20 }], [{ asset: 'BTC', amount: 0.01 }]))
    expect(row).toMatchObject({ state: 'liquidatable', down: [], up: [] })
  })

  it('come nearer from below when the collateral is the coin itself', () => {
    const put = [{ instrument: 'BTC-27MAR26-50000-P', quantity: -5 }]
    const inCoin = rowOf('derive', book(put, [{ asset: 'BTC', amount: 1 }]))
    const inCash = rowOf('derive', book(put, [{ asset: 'USDC', amount: 64_000 }]))
    expect(inCoin?.down[0]?.move).toBeGreaterThan(inCash?.down[0]?.move ?? Number.NaN)
  })

  it('of a short inverse perpetual: so many dollars, so many coins of collateral (worked by hand)', () => {
    // 64,010 USD short against 0.2 BTC: coin equity 0.2 + N·(1/P − 1/P0) with N = 64,010, P0 = 64,010, so 0.2 + P0/P − 1; the requirement
    // there is the engine's own. The point is where they meet.
    const portfolio = book([{ instrument: 'BTC-PERPETUAL', notionalUsd: -64_010 }], [{ asset: 'BTC', amount: 0.2 }])
    const move = rowOf('deribit', portfolio)?.up[0]?.move ?? Number.NaN
    const m = 1 + move
    const venue = venueById('deribit')
    if (venue === undefined) throw new Error('deribit')
    const there = computeMargin(core, venue, { portfolio, market: scaled(m) })
    const coin = 64_000 * m
    expect(0.2 + 1 / m - 1).toBeCloseTo(there.maintenance / coin, 5)
  })
})

describe('the frontier', () => {
  it('is the engine’s answer at every cell', () => {
    const portfolio = randomBook(3)
    const asked = subject(core, 'derive', portfolio)
    const frontier = atOnce(frontierBlocks(asked, viewerOf(asked), 'BTC', { low: 0.5, high: 2 }, { spot: 9, vol: 5 }))
    expect(frontier.spot[4]).toBe(0)
    expect(frontier.vol[2]).toBe(0)
    for (const [r, vol] of frontier.vol.entries()) {
      for (const [c, move] of frontier.spot.entries()) {
        const there = computeMargin(core, asked.venue, { portfolio: entered(portfolio, 1, false), market: scaled(1 + move, 1 + vol) })
        expect(frontier.equityMinusMaintenance[r]?.[c]).toBeCloseTo(there.equity - there.maintenance, 5)
        expect(frontier.equityMinusInitial[r]?.[c]).toBeCloseTo(there.equity - there.initial, 5)
      }
    }
  })
})

describe('capacity', () => {
  const put = book([{ instrument: 'BTC-27MAR26-60000-P', quantity: -5 }], [{ asset: 'USDC', amount: 40_000 }])

  it('of cash is what brings the liquidation point to the move, and no more', () => {
    const asked = subject(core, 'derive', put)
    const [need] = topUps(asked, viewerOf(asked), 'BTC', -0.3)
    expect(need?.usd).toBeGreaterThan(0)
    const with_ = (usd: number): Portfolio => ({ ...put, collateral: [{ asset: 'USDC', amount: 40_000 + usd }] })
    const first = (usd: number): number => rowOf('derive', with_(usd))?.down[0]?.move ?? Number.NEGATIVE_INFINITY
    expect(first((need?.usd ?? 0) + 1)).toBeLessThan(-0.3)
    expect(first(0.9 * (need?.usd ?? 0))).toBeGreaterThan(-0.3)
  })

  it('of a leg is where equity meets initial margin by the engine', () => {
    const asked = subject(core, 'derive', put)
    const [more] = holdMore(asked, viewerOf(asked))
    const extra = more?.quantity ?? Number.NaN
    const venue = venueById('derive')
    if (venue === undefined) throw new Error('derive')
    // Premiums received join the cash: they are the equity that the options take away.
    const at = (q: number) =>
      computeMargin(core, venue, { portfolio: book([{ instrument: 'BTC-27MAR26-60000-P', quantity: q }], put.collateral), market })
    const premium = at(-5).equity - at(-5 + extra).equity
    expect(extra).toBeLessThan(0)
    expect(at(-5 + extra).equity + premium).toBeCloseTo(at(-5 + extra).initial, 3)
  })
})
