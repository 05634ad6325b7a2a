import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../src/engine/core.ts'
import { heldBook } from '../../src/engine/held.ts'
import { components } from '../../src/risk/estimate/components.ts'
import { measure } from '../../src/risk/estimate/measure.ts'
import { type CopulaModel, copulaDraws } from '../../src/risk/generate/copula.ts'
import type { Draws } from '../../src/risk/generate/draws.ts'
import { legPnl, rowSums } from '../../src/risk/revalue/direct.ts'
import { type Plan, planOf } from '../../src/risk/revalue/plan.ts'
import { BLOCK, blockPnl, finish, prepare, simulate } from '../../src/risk/revalue/simulate.ts'
import { testCore } from '../support/core.ts'
import { book, market } from './books.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

const LEVELS = [0.99, 0.975]
const BTC = { location: 0.0005, scale: 0.018, nu: 3.4 }
const ETH = { location: -0.001, scale: 0.026, nu: 4.2 }
const one: CopulaModel = { factors: ['BTC'], margins: [BTC], correlation: [[1]], nu: 3.4, scale: 1 }
const two: CopulaModel = {
  factors: ['BTC', 'ETH'],
  margins: [BTC, ETH],
  correlation: [
    [1, 0.7],
    [0.7, 1],
  ],
  nu: 5,
  scale: 1,
}
const four: CopulaModel = {
  factors: ['BTC', 'ETH', 'BTC.vol', 'ETH.vol'],
  margins: [BTC, ETH, { location: 0, scale: 0.04, nu: 4 }, { location: 0, scale: 0.045, nu: 4.5 }],
  correlation: [
    [1, 0.8, -0.5, -0.4],
    [0.8, 1, -0.45, -0.5],
    [-0.5, -0.45, 1, 0.8],
    [-0.4, -0.5, 0.8, 1],
  ],
  nu: 4.5,
  scale: 1,
}
const options = book(
  [
    { instrument: 'BTC-PERPETUAL', quantity: -1.5 },
    { instrument: 'BTC-13FEB26-60000-P', quantity: -10 },
    { instrument: 'BTC-13FEB26-70000-C', quantity: -5 },
    { instrument: 'BTC-27MAR26-70000-C', quantity: 4 },
    { instrument: 'ETH-27MAR26-1900-P', quantity: -100 },
    { instrument: 'ETH-PERPETUAL', quantity: -20 },
  ],
  [],
)

function planned(portfolio: ReturnType<typeof book>, draws: Draws, dynamics: 'strike' | 'moneyness' | 'delta' = 'strike', days = 1): Plan {
  return planOf(core, heldBook(portfolio, market, core), market, { days, dynamics, factors: draws.factors, betas: {} })
}

describe('copula ES of linear books against outside numbers', () => {
  // One leg: quadrature of the quantile (scipy.integrate.quad over ln of the tail, moves held within ln 10). Two legs: 2·10^7 draws of numpy's
  // generator (ten lots of 2·10^6; standard errors 8.2 and 4.3 of ES, 6.0 and 2.7 of VaR).
  const cases = [
    {
      name: 'long',
      model: one,
      positions: [['BTC-PERPETUAL', 2]],
      var: [9133.914767531145, 6627.077408543812],
      es: [13055.328490433672, 9813.28787481019],
      own: 0,
    },
    {
      name: 'short',
      model: one,
      positions: [['BTC-PERPETUAL', -2]],
      var: [9973.590129687524, 7123.9389337764105],
      es: [15082.541015060031, 11000.577917054772],
      own: 0,
    },
    {
      name: 'two',
      model: two,
      positions: [
        ['BTC-PERPETUAL', 2],
        ['ETH-PERPETUAL', -30],
      ],
      var: [6590.68, 4769.59],
      es: [9536.72, 7121.74],
      own: 20,
    },
  ] as const
  test.each(cases)('$name: inside the printed band', ({ model, positions, var: v, es, own }) => {
    const { draws } = copulaDraws(core, model, 131072, 1)
    const portfolio = book(
      positions.map(([instrument, quantity]) => ({ instrument, quantity })),
      [],
    )
    const done = simulate(core, planned(portfolio, draws, 'strike', 0), draws, LEVELS)
    for (const [i, level] of LEVELS.entries()) {
      const found = measure(core, draws, done?.pnl ?? new Float64Array(0), level)
      expect(found.esBand[0] - own).toBeLessThanOrEqual(es[i] ?? 0)
      expect(found.esBand[1] + own).toBeGreaterThanOrEqual(es[i] ?? 0)
      expect(found.varBand[0] - own).toBeLessThanOrEqual(v[i] ?? 0)
      expect(found.varBand[1] + own).toBeGreaterThanOrEqual(v[i] ?? 0)
      expect(found.esBand[1] - found.esBand[0]).toBeLessThan(0.1 * found.es)
    }
  })
})

describe('look-up, tail and blocks', () => {
  test('every dynamics: what is looked up stays within the bound of what is priced, and the answer is that of direct pricing', () => {
    for (const dynamics of ['strike', 'moneyness', 'delta'] as const) {
      const { draws } = copulaDraws(core, four, 8192, 3)
      const plan = planned(options, draws, dynamics)
      const done = simulate(core, plan, draws, LEVELS)
      const paths = Float64Array.from({ length: draws.count }, (_, p) => p)
      const exact = rowSums(legPnl(core, plan, draws.moves(paths), draws.count), plan.legs)
      if (dynamics === 'strike') expect(done?.lookup.used).toBe(true)
      let worst = 0
      for (const [p, v] of exact.entries()) worst = Math.max(worst, Math.abs(v - (done?.pnl[p] ?? Number.NaN)))
      expect(worst).toBeLessThanOrEqual(Math.max(done?.lookup.bound ?? 0, 1e-7))
      const found = LEVELS.map((level) => measure(core, draws, done?.pnl ?? exact, level))
      const wanted = LEVELS.map((level) => measure(core, draws, exact, level))
      for (const [i, f] of found.entries()) {
        expect(f.es).toBe(wanted[i]?.es)
        expect(f.var).toBe(wanted[i]?.var)
        expect((done?.lookup.bound ?? 1) / f.es).toBeLessThan(1e-4)
      }
    }
  })

  test('digits do not depend on who works on which block, nor on the core', async () => {
    const { draws } = copulaDraws(core, four, 32768, 5)
    const plan = planned(options, draws)
    const alone = simulate(core, plan, draws, LEVELS)
    // Two workers, each with a core and tables of its own, take turns from the end.
    const workers = [await testCore(), await testCore()].map((own) => ({ core: own, draws: copulaDraws(own, four, 32768, 5).draws }))
    const prepared = prepare(core, plan, draws, LEVELS)
    const pnl = new Float64Array(draws.count)
    for (let block = draws.count / BLOCK - 1; block >= 0; block--) {
      const worker = workers[block % 2]
      if (worker === undefined) continue
      pnl.set(blockPnl(worker.core, plan, worker.draws, prepared, block * BLOCK, (block + 1) * BLOCK), block * BLOCK)
    }
    const shared = finish(core, plan, draws, prepared, pnl, LEVELS)
    expect(shared).toEqual(alone)
  })

  test('components add up to ES and VaR', () => {
    const { draws } = copulaDraws(core, four, 16384, 7)
    const plan = planned(options, draws)
    const done = simulate(core, plan, draws, LEVELS)
    if (done === undefined) throw new Error('not stopped')
    for (const level of LEVELS) {
      const { es, var: v } = measure(core, draws, done.pnl, level)
      const parts = components(core, plan, draws, done, level)
      const sum = (pick: (c: (typeof parts)[number]) => number): number => parts.reduce((total, c) => total + pick(c), 0)
      expect(Math.abs(sum((c) => c.es) / es - 1)).toBeLessThan(1e-12)
      expect(Math.abs(sum((c) => c.var) / v - 1)).toBeLessThan(1e-12)
    }
  })

  test('stops where the listener says so', () => {
    const { draws } = copulaDraws(core, one, 32768, 1)
    const plan = planned(book([{ instrument: 'BTC-PERPETUAL', quantity: 1 }], []), draws)
    expect(simulate(core, plan, draws, LEVELS, (done) => done < 16384)).toBeUndefined()
  })
})

describe('time to the horizon', () => {
  const still: Draws = { count: 1, factors: ['BTC'], replicates: 1, moves: (p) => new Float64Array(p.length), label: () => '' }

  test('an option loses its time value, one that expires inside the horizon is settled', () => {
    const portfolio = book(
      [
        { instrument: 'BTC-13FEB26-64000-C', quantity: 1 },
        { instrument: 'BTC-27MAR26-60000-P', quantity: 1 },
      ],
      [],
    )
    const pnl = legPnl(core, planned(portfolio, still, 'strike', 9), new Float64Array(1), 1)
    // Black-76 at 43 of 50 days, by hand: F 64100 and 64500, the market's own vols.
    const near = market.underlyings['BTC']?.expiries[0]
    expect(pnl[0]).toBeCloseTo(100 - core.price(1, near?.forward ?? 0, 64000, 8 / 365, 0.6), 8)
    const k = core.log(60000 / 64500)
    const root = Math.sqrt((k - 0.02) * (k - 0.02) + 0.15 * 0.15)
    const vol = Math.sqrt((0.01 + 0.08 * (-0.25 * (k - 0.02) + root)) / (50 / 365))
    expect(pnl[1]).toBeCloseTo(core.price(-1, 64500, 60000, 41 / 365, vol) - core.price(-1, 64500, 60000, 50 / 365, vol), 8)
  })

  test('what settles inside the horizon sees the root of its share of the move', () => {
    const portfolio = book([{ instrument: 'BTC-13FEB26-60000-C', quantity: 1 }], [])
    const plan = planned(portfolio, still, 'strike', 10)
    const pnl = legPnl(core, plan, Float64Array.of(0.1), 1)
    const settled = 64100 * core.exp(0.1 * Math.sqrt(0.8)) - 60000
    expect(pnl[0]).toBeCloseTo(settled - core.price(1, 64100, 60000, 8 / 365, 0.65), 8)
  })
})
