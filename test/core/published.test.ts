import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../src/engine/core.ts'
import { testCore } from '../support/core.ts'
import { vectors } from '../support/vectors.ts'

interface Spot {
  readonly cp: 1 | -1
  readonly S: number
  readonly K: number
  readonly q: number
  readonly r: number
  readonly T: number
  readonly sigma: number
  readonly printed: number
  readonly recomputed: number
}
interface Fx {
  readonly cp: 1 | -1
  readonly convention: 'Spot' | 'Fwd' | 'PaSpot' | 'PaFwd'
  readonly S: number
  readonly df_domestic: number
  readonly df_foreign: number
  readonly std_dev: number
  readonly K: number
  readonly printed_delta: number
  readonly recomputed: number
}
interface Table<R> {
  readonly tolerance: number
  readonly rows: readonly R[]
}
interface File {
  readonly haug_values: Table<Spot>
  readonly haug_greeks: Table<Spot & { readonly greek: string }>
  readonly fx_delta_conventions: Table<Fx>
}
const file = vectors<File>('quant/published.json')

let core: Core
beforeAll(async () => {
  core = await testCore()
})

// Spot form: F = S·e^(bT), cost of carry b = r - q.
const forward = ({ S, r, q, T }: Spot) => S * core.exp((r - q) * T)

/** The spot Greeks of the books from the forward Greeks of the core, by the chain rule through F. */
function spotGreek(name: string, row: Spot): number {
  const F = forward(row)
  const b = row.r - row.q
  const g = core.greeks(row.cp, F, row.K, row.T, row.sigma, row.r)
  const carry = F / row.S
  switch (name) {
    case 'delta':
      return g.delta * carry
    case 'elasticity':
      return (g.delta * F) / g.price
    case 'gamma':
      return g.gamma * carry * carry
    case 'vega':
      return g.vega
    case 'theta':
      return g.theta - b * F * g.delta
    case 'rho':
      return g.rho + row.T * F * g.delta
    case 'dividend_rho':
      return -row.T * F * g.delta
    default:
      throw new Error(`no rule for ${name}`)
  }
}

describe.skipIf(file === undefined)('published.json', () => {
  test("Haug's values", () => {
    const { rows, tolerance } = file?.haug_values ?? { rows: [], tolerance: 0 }
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      const got = core.price(row.cp, forward(row), row.K, row.T, row.sigma, row.r)
      expect(Math.abs(got - row.printed), JSON.stringify(row)).toBeLessThanOrEqual(tolerance)
      expect(Math.abs(got - row.recomputed), JSON.stringify(row)).toBeLessThanOrEqual(4e-15 * row.S)
    }
  })

  test("Haug's Greeks", () => {
    const { rows, tolerance } = file?.haug_greeks ?? { rows: [], tolerance: 0 }
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      const got = spotGreek(row.greek, row)
      expect(Math.abs(got - row.printed), JSON.stringify(row)).toBeLessThanOrEqual(tolerance)
      expect(Math.abs(got / row.recomputed - 1), JSON.stringify(row)).toBeLessThanOrEqual(2e-14)
    }
  })

  test('FX deltas: spot, forward, and both premium-adjusted', () => {
    const { rows, tolerance } = file?.fx_delta_conventions ?? { rows: [], tolerance: 0 }
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      const F = (row.S * row.df_foreign) / row.df_domestic
      const plain = core.greeks(row.cp, F, row.K, 1, row.std_dev).delta
      const adjusted = core.inverseGreeks(row.cp, F, row.K, 1, row.std_dev).premiumAdjustedDelta
      const got = { Fwd: plain, Spot: row.df_foreign * plain, PaFwd: adjusted, PaSpot: row.df_foreign * adjusted }[row.convention]
      expect(Math.abs(got - row.printed_delta), JSON.stringify(row)).toBeLessThanOrEqual(tolerance)
      expect(Math.abs(got - row.recomputed), JSON.stringify(row)).toBeLessThanOrEqual(1e-13)
    }
  })
})
