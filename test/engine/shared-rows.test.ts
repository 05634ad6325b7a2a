import { expect, test } from 'vitest'
import { type BucketShock, type Scenario, type ScenarioGrid, scaledBy, UNCHANGED } from '../../src/domain/scenario.ts'
import { compareAll } from '../../src/engine/compare.ts'
import type { Core } from '../../src/engine/core.ts'
import { withSharedRows } from '../../src/engine/shared-rows.ts'
import { testCore } from '../support/core.ts'
import { market, portfolio, position } from './fixture.ts'

const core = await testCore()

/** The core, and how many rows it was asked for. */
function counting(): { readonly counted: Core; readonly rows: () => number } {
  let rows = 0
  const revalue: Core['revalue'] = (grid) => {
    rows += grid.scenarios.length
    return core.revalue(grid)
  }
  return { counted: { ...core, revalue }, rows: () => rows }
}

const shock = (move: number, vol: number): BucketShock => ({
  forward: scaledBy(1 + move),
  vol: vol === 0 ? UNCHANGED : scaledBy(1 + vol),
  volFloor: 0,
})
const row = (label: string, move: number, vol = 0, volFactors?: readonly number[]): Scenario => ({
  label,
  spot: move,
  vol,
  weight: 1,
  shocks: [shock(move, vol)],
  ...(volFactors === undefined ? {} : { volFactors }),
})
const grid = (scenarios: readonly Scenario[], strike = 60_000, quantity = 1): ScenarioGrid => ({
  buckets: [{ underlying: 'BTC', forward: 64_000, fixed: 0, years: 0.2, discount: 1 }],
  legs: [
    { kind: 'call', bucket: 0, strike, vol: 0.6, quantity },
    { kind: 'put', bucket: 0, strike: 70_000, vol: 0.55, quantity: -quantity },
    { kind: 'forward', bucket: 0, strike: 0, vol: 0, quantity: 3 },
  ],
  scenarios,
})

test('a row of the same legs is priced once whatever it is called, and every answer is the core’s own, bit for bit', () => {
  const { counted, rows } = counting()
  const shared = withSharedRows(counted.revalue)
  const asked = [
    grid([row('−10 %', -0.1), row('0', 0), row('+10 %', 0.1), row('up', 0.1, 0.3)]),
    grid([row('ten down', -0.1), row('ten up', 0.1), row('new', 0.2)], 60_000, 7),
    grid([row('again', 0.2), row('0', 0)]),
    grid([row('other legs', 0.2)], 61_000),
  ]
  for (const g of asked) expect(shared(g)).toEqual(core.revalue(g))
  // 4 rows, then 1 that is new, then none, then 1 of other legs.
  expect(rows()).toBe(6)
})

test('rows that re-read the smile are priced each time; an empty grid is the core’s', () => {
  const { counted, rows } = counting()
  const shared = withSharedRows(counted.revalue)
  const skewed = grid([row('skew', 0, 0, [1.1, 0.9, 1])])
  expect(shared(skewed)).toEqual(core.revalue(skewed))
  expect(shared(skewed)).toEqual(core.revalue(skewed))
  expect(rows()).toBe(2)
  expect(shared(grid([]))).toEqual(core.revalue(grid([])))
})

test('a comparison asks the core for fewer rows than the venues one by one', () => {
  const asked = { portfolio: portfolio([position('BTC-27MAR26-60000-C', -2), position('BTC-27MAR26-70000-P', 1)]), market }
  const together = counting()
  const results = compareAll(together.counted, asked)
  const apart = counting()
  const single = results.map((r) => compareAll(apart.counted, { ...asked, venues: [r.venue] })[0])
  expect(results).toEqual(single)
  // Deribit asks the same matrix of these coin-settled legs in both of its margin models.
  expect(together.rows()).toBeLessThan(apart.rows())
})
