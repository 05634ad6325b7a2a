// The book that every contender of the core's bench prices: 1,000 options in 20 expiries under 40 scenarios. black.c holds the same one.

export const LEGS = 1000
export const BUCKETS = 20
export const SCENARIOS = 40
export const PRICES = LEGS * SCENARIOS

export interface BenchLeg {
  readonly call: boolean
  readonly bucket: number
  readonly strike: number
  readonly vol: number
}
export const legs: readonly BenchLeg[] = Array.from({ length: LEGS }, (_, i) => ({
  call: i % 2 === 0,
  bucket: i % BUCKETS,
  strike: 30_000 + 70 * i,
  vol: 0.4 + 0.05 * (i % 7),
}))
export const buckets = Array.from({ length: BUCKETS }, (_, b) => ({ forward: 64_000 + 100 * b, years: (b + 1) * 0.05, discount: 0.99 }))
export const shocks = Array.from({ length: SCENARIOS }, (_, s) => ({
  forward: 0.8 + s * 0.01,
  vol: { m: 0.7 + 0.1 * (s % 7), a: 0.01, floor: 0.1 },
}))

/** What the kernel harness needs to fill any core's arena; plain arrays, so that it can be sent into a page. */
export const columns = {
  kind: legs.map((l) => (l.call ? 1 : -1)),
  bucket: legs.map((l) => l.bucket),
  strike: legs.map((l) => l.strike),
  vol: legs.map((l) => l.vol),
  forward: buckets.map((b) => b.forward),
  years: buckets.map((b) => b.years),
  discount: buckets.map((b) => b.discount),
  shockForward: shocks.map((s) => s.forward),
  shockVolM: shocks.map((s) => s.vol.m),
  shockVolA: shocks.map((s) => s.vol.a),
  shockFloor: shocks.map((s) => s.vol.floor),
}
export type Columns = typeof columns
