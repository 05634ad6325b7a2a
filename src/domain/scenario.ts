/** x' = m·x + a: relative (1+s, 0), absolute (1, a), scaled (m, 0) and fixed (0, a) shifts are all of this one form. */
export interface Affine {
  readonly m: number
  readonly a: number
}
export const UNCHANGED: Affine = { m: 1, a: 0 }
export const scaledBy = (m: number): Affine => ({ m, a: 0 })

/** Legs that see the same forward and time: one expiry of one underlying, or one future, perpetual or spot mark. */
export interface Bucket {
  readonly underlying: string
  /** The part of the forward that scenarios move, USD. A part that stays fixed enters each scenario's `forward.a`. */
  readonly forward: number
  /** The fixed part of the forward (settlement window); base forward = forward + fixed. */
  readonly fixed: number
  readonly years: number
  /** Factor on the undiscounted Black-76 value, (0, 1]. */
  readonly discount: number
}

/** One instrument per row; `quantity` is not used by the core, which values one unit. */
export interface GridLeg {
  /** `call` and `put` are Black-76; `forward` is worth the bucket's forward (futures, perpetuals, spot), discount 1. */
  readonly kind: 'call' | 'put' | 'forward'
  readonly bucket: number
  /** USD; 0 for `forward`. */
  readonly strike: number
  /** Base vol; 0 for `forward`. */
  readonly vol: number
  readonly quantity: number
}

/** The shock of one bucket in one scenario: F' = m·F + a (+ fixed), vol' = max(m·(vol·factor) + a, floor). */
export interface BucketShock {
  readonly forward: Affine
  readonly vol: Affine
  /** Lower bound of the shocked vol; 0 = none. */
  readonly volFloor: number
}

export interface Scenario {
  /** In words, for the user: `−16 %, vol up`. */
  readonly label: string
  /** Headline spot move as a fraction, e.g. -0.16; the axis of the heat map. */
  readonly spot: number
  /** Headline vol move: relative change of vol, or 'up' | 'same' | 'down' where it differs by expiry. */
  readonly vol: number | 'up' | 'same' | 'down' | 'skew' | 'twist'
  /** Weight that the venue's rule puts on the scenario's P&L (dampening, fraction), for display. */
  readonly weight: number
  /** One per bucket, same order as `buckets`. */
  readonly shocks: readonly BucketShock[]
  /** Per-leg factor on the base vol (skew scenarios, re-read smiles); absent = 1. */
  readonly volFactors?: readonly number[]
}

/** What a methodology asks the core: so many legs, in so many buckets, under so many scenarios. */
export interface ScenarioGrid {
  readonly buckets: readonly Bucket[]
  readonly legs: readonly GridLeg[]
  readonly scenarios: readonly Scenario[]
}

/** What the core answers: USD values of one unit per leg, discounted, in plain arrays that outlive the core's memory. */
export interface GridValues {
  /** Unshocked value per leg. */
  readonly base: Float64Array
  /** values[s][leg]. */
  readonly values: readonly Float64Array[]
  /** Undiscounted Black delta to the forward per leg (1 for `forward`). */
  readonly delta: Float64Array
}

/** The one service that the engine offers to whoever asks for a grid. */
export type Revalue = (grid: ScenarioGrid) => GridValues
