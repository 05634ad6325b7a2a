import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../src/engine/core.ts'
import { heldBook } from '../../src/engine/held.ts'
import { legPnl, rowSums } from '../../src/risk/revalue/direct.ts'
import { planOf } from '../../src/risk/revalue/plan.ts'
import { restoreShocks } from '../../src/risk/stress/door.ts'
import { EVENT_NAMES, eventShocks } from '../../src/risk/stress/events.ts'
import { type JointMoves, reverseStress } from '../../src/risk/stress/reverse.ts'
import { carried, type Shock, STILL_COIN, shockMarket, strikesOf } from '../../src/risk/stress/shock.ts'
import { stressed } from '../../src/risk/stress/stress.ts'
import { testCore } from '../support/core.ts'
import { book, market, random } from './books.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

const shock = (part: Partial<Shock>): Shock => ({
  label: '',
  weight: 1,
  underlyings: {},
  stablecoins: {},
  collateral: {},
  days: 0,
  dynamics: 'strike',
  ...part,
})

function run(portfolio: ReturnType<typeof book>, s: Shock) {
  const held = carried(portfolio, market)
  const after = shockMarket(core, market, s, strikesOf(held))
  return { after, ...stressed(core, (p, m) => heldBook(p, m, core), held, market, after, s.days) }
}

describe('a shock', () => {
  const put = book([{ instrument: 'BTC-13FEB26-60000-P', quantity: 2 }], [])
  // Vol 0.65, eight days, forward 64100: the market's own.
  const value = (forward: number, vol: number, days = 8): number => core.price(-1, forward, 60000, days / 365, vol)

  test('spot, vol in each kind, basis and time', () => {
    const coin = (c: object) => run(put, shock({ underlyings: { BTC: { ...STILL_COIN, ...c } } })).pnl
    const now = value(64100, 0.65)
    expect(coin({ spot: -0.1 })).toBeCloseTo(2 * (value(57690, 0.65) - now), 7)
    expect(coin({ vol: { kind: 'relative', value: 0.2 } })).toBeCloseTo(2 * (value(64100, 0.78) - now), 7)
    expect(coin({ vol: { kind: 'points', value: -0.05 } })).toBeCloseTo(2 * (value(64100, 0.6) - now), 7)
    const power = 1 + 0.5 * core.pow(30 / 8, 0.3)
    expect(coin({ vol: { kind: 'power', value: 0.5, power: [0.3, 0.13] } })).toBeCloseTo(2 * (value(64100, 0.65 * power) - now), 7)
    expect(coin({ basis: -0.01 })).toBeCloseTo(2 * (value(64100 - 640, 0.65) - now), 7)
    expect(run(put, shock({ days: 3 })).pnl).toBeCloseTo(2 * (value(64100, 0.65, 5) - now), 7)
  })

  test('skew is half each way at 25 delta; term is nought at 30 days and whole between 30 and 90', () => {
    const near = (c: object) => run(put, shock({ underlyings: { BTC: { ...STILL_COIN, ...c } } })).after.underlyings['BTC']?.expiries[0]
    const skewed = near({ skew25: -0.1 })
    const smile = skewed?.smile
    if (smile?.type !== 'points') throw new Error('points')
    const root = Math.sqrt(8 / 365)
    for (const [i, k] of smile.strikes.entries()) {
      const vol = core.pointsVol([50000, 60000, 64000, 70000, 80000], [0.8, 0.65, 0.6, 0.58, 0.62], k)
      const delta = core.normalCdf(core.log(64100 / k) / (vol * root) + (vol * root) / 2)
      expect((smile.vols[i] ?? 0) - vol).toBeCloseTo(-0.1 * (0.5 - delta) * 2, 12)
    }
    const term = near({ term: 0.05 })?.smile
    const days = core.log(8 / 30) / core.log(3)
    if (term?.type === 'points') expect((term.vols[term.strikes.indexOf(60000)] ?? 0) - 0.65).toBeCloseTo(0.05 * Math.max(-1, days), 12)
  })

  test('a stablecoin moves the balance; a perpetual entered at mark keeps that entry', () => {
    const found = run(
      book([{ instrument: 'BTC-PERPETUAL', quantity: 1 }], [{ asset: 'USDC', amount: 1000 }]),
      shock({ underlyings: { BTC: { ...STILL_COIN, spot: -0.1 } }, stablecoins: { USDC: -0.02 } }),
    )
    expect(found.pnl).toBeCloseTo(-6401, 9)
    expect(found.equity).toBeCloseTo(980 - 6401, 9)
  })

  test('every fault by path', () => {
    const found = restoreShocks(
      {
        format: 'counterpoise/shocks@1',
        scenarios: [
          { underlyings: { XYZ: {}, BTC: { spot: -1, vol: { kind: 'power', value: 1 } } }, days: -1 },
          { collateral: { wstETH: -0.05 }, weigth: 2 },
        ],
      },
      market,
    )
    expect(found.ok ? [] : found.faults.map((f) => f.path)).toEqual([
      'scenarios[0].underlyings.XYZ',
      'scenarios[0].underlyings.BTC.vol.power',
      'scenarios[0].underlyings.BTC.spot',
      'scenarios[0].days',
      'scenarios[1].weigth',
      'scenarios[1].collateral.wstETH',
    ])
  })

  test('every event says what is data and what is modelled', () => {
    for (const name of EVENT_NAMES) {
      for (const { shock: s, source, notes } of eventShocks(name, ['BTC', 'HYPE'], ['BTC']) ?? []) {
        expect(notes.length, name).toBeGreaterThan(0)
        expect(source === 'data' && s.underlyings['HYPE'] !== undefined, name).toBe(false)
      }
    }
    expect(
      eventShocks('october-2025', ['BTC', 'ETH'], ['BTC'])?.map((e) => [
        e.source,
        Math.round((e.shock.underlyings['ETH']?.spot ?? 0) * 1000) / 1000,
      ]),
    ).toEqual([
      ['data', -0.12],
      ['data', -0.169],
      ['data', -0.224],
      ['data', -0.251],
    ])
    expect(eventShocks('nothing', ['BTC'], [])).toBeUndefined()
  })
})

describe('reverse stress in three factors', () => {
  const joint: JointMoves = {
    factors: ['BTC', 'ETH', 'BTC.vol'],
    sigma: [0.03, 0.04, 0.06],
    correlation: [],
    // Made up: correlations 0.8, −0.5 and −0.45 roughly, times the sigmas.
    factor: [
      [0.03, 0, 0],
      [0.032, 0.024, 0],
      [-0.03, -0.005, 0.0517],
    ],
  }
  const CHOICES = [
    'BTC-13FEB26-60000-P',
    'BTC-13FEB26-70000-C',
    'BTC-27MAR26-60000-P',
    'BTC-27MAR26-80000-C',
    'ETH-27MAR26-1900-P',
    'BTC-PERPETUAL',
  ]

  /** Evenly spread directions (Fibonacci's lattice), each searched outward in steps of 0.02. */
  function bruteForce(loss: (moves: readonly Float64Array[]) => Float64Array, target: number): number {
    const count = 4000
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < count; i++) {
      const z = 1 - (2 * i + 1) / count
      const ring = Math.sqrt(1 - z * z)
      const angle = Math.PI * (1 + Math.sqrt(5)) * i
      const u = [ring * Math.cos(angle), ring * Math.sin(angle), z]
      const radii = Array.from({ length: 60 }, (_, k) => 0.25 * (k + 1)).filter((r) => r < least + 0.25)
      const at = (r: number): Float64Array =>
        Float64Array.from(joint.factor, (row) => row.reduce((sum, v, j) => sum + v * (u[j] ?? 0), 0) * r)
      const losses = loss(radii.map(at))
      const first = losses.findIndex((v) => v >= target)
      if (first < 0) continue
      const fine = Array.from({ length: 25 }, (_, k) => (radii[first] ?? 0) - 0.25 + 0.01 * (k + 1))
      const exact = loss(fine.map(at)).findIndex((v) => v >= target)
      least = Math.min(least, exact < 0 ? (radii[first] ?? 0) : (fine[exact] ?? 0))
    }
    return least
  }

  test('agrees with brute force on ten books to 1 %', () => {
    let compared = 0
    for (let seed = 1; seed <= 10; seed++) {
      const next = random(seed)
      const positions = CHOICES.map((instrument) => ({
        instrument,
        quantity: Math.round((next() - 0.6) * (instrument.startsWith('ETH') ? 600 : 20)) / 2,
      }))
      const portfolio = book(
        positions.filter((p) => p.quantity !== 0),
        [],
      )
      const plan = planOf(core, heldBook(portfolio, market, core), market, {
        days: 0,
        dynamics: 'strike',
        factors: joint.factors,
        betas: {},
      })
      const loss = (moves: readonly Float64Array[]): Float64Array => {
        const flat = new Float64Array(moves.length * 3)
        for (const [p, m] of moves.entries()) for (const [f, v] of m.entries()) flat[f * moves.length + p] = v
        return rowSums(legPnl(core, plan, flat, moves.length), plan.legs).map((v) => -v)
      }
      const target = 0.08 * plan.gross
      const found = reverseStress(core, joint, loss, target)
      const wanted = bruteForce(loss, target)
      if (found === undefined) {
        expect(wanted).toBe(Number.POSITIVE_INFINITY)
        continue
      }
      compared += 1
      expect(Math.abs(found.distance / wanted - 1), `book ${seed}: ${found.distance} and ${wanted}`).toBeLessThan(0.01)
    }
    expect(compared).toBeGreaterThanOrEqual(8)
  })
})
