import { beforeAll, describe, expect, test } from 'vitest'
import type { Position } from '../../src/domain/portfolio.ts'
import type { Core } from '../../src/engine/core.ts'
import { computeMargin } from '../../src/engine/margin.ts'
import { MOST_GROUPS, type Savings, type SavingsBy, savingsBlocks } from '../../src/engine/savings.ts'
import { venueOf } from '../../src/engine/venue-of.ts'
import { testCore } from '../support/core.ts'
import { market, portfolio, position } from './fixture.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

const legs = [
  position('BTC-27MAR26-60000-P', -2),
  position('BTC-27MAR26-70000-C', -2),
  position('BTC-6FEB26-66000-C', 1),
  position('BTC-PERPETUAL', 0.5),
]
const parts: Savings[] = []
function savings(venue: string, positions: readonly Position[], by: SavingsBy): Savings {
  parts.length = 0
  const blocks = savingsBlocks(core, venueOf(venue), { portfolio: portfolio(positions), market }, by, (part) => parts.push(part))
  for (;;) {
    const step = blocks.next()
    if (step.done === true) return step.value
  }
}
/** The margin of these lines alone: legs removed by hand, one run of the engine each. */
const initial = (venue: string, ...at: readonly number[]): number =>
  computeMargin(core, venueOf(venue), { portfolio: portfolio(legs.filter((_, i) => at.includes(i))), market }).initial

describe.each(['derive', 'deribit', 'okx', 'bybit', 'paradex', 'binance-pro', 'classic-scan'])('%s', (venue) => {
  test('each pair is margin(i) + margin(j) − margin(i and j), legs removed by hand', () => {
    const { groups, pairs, whole } = savings(venue, legs, 'leg')
    expect(groups.map((g) => g.alone)).toEqual(legs.map((_, i) => initial(venue, i)))
    expect(whole.initial).toBe(initial(venue, 0, 1, 2, 3))
    expect(pairs.length).toBe(6)
    for (const { i, j, together, saving } of pairs) {
      expect(together).toBe(initial(venue, i, j))
      expect(saving).toBe(initial(venue, i) + initial(venue, j) - initial(venue, i, j))
    }
    expect(groups.map((g) => g.marginal)).toEqual(
      legs.map((_, i) => initial(venue, 0, 1, 2, 3) - initial(venue, ...[0, 1, 2, 3].filter((k) => k !== i))),
    )
  })

  test('by expiry the legs of one day stand together', () => {
    const { groups, pairs } = savings(venue, legs, 'expiry')
    expect(groups.map((g) => [g.key, g.lines])).toEqual([
      ['BTC 2026-03-27', 2],
      ['BTC 2026-02-06', 1],
      ['BTC perpetual', 1],
    ])
    expect(groups[0]?.alone).toBe(initial(venue, 0, 1))
    expect(pairs.find((p) => p.i === 0 && p.j === 2)?.together).toBe(initial(venue, 0, 1, 3))
  })
})

test('by underlying one coin has no pair; an answer in part is whole in itself', () => {
  const { groups, pairs, standard } = savings('deribit', legs, 'underlying')
  expect([groups.length, pairs.length]).toEqual([1, 0])
  expect(groups[0]?.standard).toBe(standard?.initial)
  savings('deribit', legs, 'leg')
  expect(parts.map((p) => [p.groups.length, p.pairs.length])).toEqual([
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 0],
    [4, 3],
    [4, 5],
    [4, 6],
    [4, 6],
  ])
})

test('what borrowed cash needs is no part of a group', () => {
  const positions = legs.slice(0, 2)
  const owing = { ...portfolio(positions), collateral: [{ asset: 'USDT', amount: -10_000 }] }
  const blocks = savingsBlocks(core, venueOf('okx'), { portfolio: owing, market }, 'leg')
  let step = blocks.next()
  while (step.done !== true) step = blocks.next()
  // 10 % of what is borrowed (okx.md, section 8) and the coin debts that options add.
  expect(step.value.cash).toBeCloseTo(1000, 9)
})

test('more groups than a matrix can show are counted, not computed', () => {
  const many = Array.from({ length: MOST_GROUPS + 1 }, (_, i) => position(`BTC-27MAR26-${60_000 + 1000 * i}-C`, 1))
  expect(savings('deribit', many, 'leg')).toMatchObject({ groups: [], pairs: [], tooMany: MOST_GROUPS + 1 })
  expect(savings('deribit', many, 'none').groups).toEqual([])
})

test('a coin balance is a group of its own that hedges as a leg does; by underlying it stands with its coin', () => {
  const short = [position('BTC_USDT-PERPETUAL', -1)]
  const book = {
    ...portfolio(short),
    collateral: [
      { asset: 'USDC', amount: 100_000 },
      { asset: 'BTC', amount: 1 },
    ],
  }
  const run = (by: SavingsBy): Savings => {
    const blocks = savingsBlocks(core, venueOf('okx'), { portfolio: book, market }, by)
    let step = blocks.next()
    while (step.done !== true) step = blocks.next()
    return step.value
  }
  const { groups, pairs, whole } = run('leg')
  expect(groups.map((g) => g.key)).toEqual(['BTC_USDT-PERPETUAL', 'BTC balance'])
  // Alone the perpetual needs its stress and basis; the balance needs nothing and takes the stress away.
  const { initial: alone } = computeMargin(core, venueOf('okx'), { portfolio: portfolio(short), market })
  expect(groups.map((g) => g.alone)).toEqual([alone, 0])
  expect(pairs[0]?.saving).toBe(alone - whole.initial)
  expect(pairs[0]?.saving).toBeGreaterThan(0.5 * alone)
  expect(run('underlying').groups.map((g) => [g.key, g.lines])).toEqual([['BTC', 2]])
})
