import type { BucketShock, GridLeg, Scenario, ScenarioGrid } from '../../src/domain/scenario.ts'

export const unchanged: BucketShock = { forward: { m: 1, a: 0 }, vol: { m: 1, a: 0 }, volFloor: 0 }

export const scenario = (shocks: readonly BucketShock[], volFactors?: readonly number[]): Scenario => ({
  label: 'test',
  spot: 0,
  vol: 'same',
  weight: 1,
  shocks,
  ...(volFactors === undefined ? {} : { volFactors }),
})

export const leg = (kind: GridLeg['kind'], bucket: number, strike: number, vol: number): GridLeg => ({
  kind,
  bucket,
  strike,
  vol,
  quantity: 1,
})

export interface Option {
  readonly cp: 1 | -1
  readonly forward: number
  readonly strike: number
  readonly years: number
  readonly vol: number
}

/** Each option in a bucket of its own, undiscounted, at the base market. */
export const gridOf = (options: readonly Option[]): ScenarioGrid => ({
  buckets: options.map((o) => ({ underlying: 'X', forward: o.forward, fixed: 0, years: o.years, discount: 1 })),
  legs: options.map((o, i) => leg(o.cp === 1 ? 'call' : 'put', i, o.strike, o.vol)),
  scenarios: [scenario(options.map(() => unchanged))],
})
