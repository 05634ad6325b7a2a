import { expect, test } from 'vitest'
import { testCore } from '../support/core.ts'

test('a grid of one call prices the base market and the shocks', async () => {
  const core = await testCore()
  const shock = { forward: { m: 1, a: 0 }, vol: { m: 1, a: 0 }, volFloor: 0 }
  const grid = {
    buckets: [{ underlying: 'BTC', forward: 100, fixed: 0, years: 1, discount: 1 }],
    legs: [{ kind: 'call', bucket: 0, strike: 100, vol: 0.2, quantity: 1 } as const],
    scenarios: [{ label: 'none', spot: 0, vol: 'same', weight: 1, shocks: [shock] } as const],
  }
  const { base, values } = core.revalue(grid)
  expect(base[0]).toBeCloseTo(7.965567455405804, 12)
  expect(values[0]?.[0]).toBeCloseTo(7.965567455405804, 12)
})
