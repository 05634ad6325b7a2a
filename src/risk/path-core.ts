import type { Bucket, GridLeg } from '../domain/scenario.ts'
import type { RiskNumerics } from './numerics.ts'

/** Legs under many scenarios at once, in plain arrays: scenario s of bucket b stands at b·count + s. */
export interface RowsRequest {
  readonly buckets: readonly Bucket[]
  readonly legs: readonly GridLeg[]
  readonly count: number
  /** Multiples of the buckets' moving forwards. */
  readonly forward: Float64Array
  /** Multiples of the legs' vols. */
  readonly vol: Float64Array
  /** A further factor on each leg's vol, leg by leg in each scenario (s·legs + i); absent = 1. */
  readonly factors?: Float64Array
}

/** A t copula with tabulated margins, drawn on scrambled Sobol points. */
export interface CopulaTables {
  /** Points of one scrambling, a power of two. */
  readonly size: number
  readonly directions: Uint32Array
  /** One integer a coordinate and scrambling. */
  readonly seeds: Uint32Array
  /** Cholesky factor by rows. */
  readonly factor: Float64Array
  readonly mix: Float64Array
  readonly margins: readonly Float64Array[]
  /** Least and largest move, a pair a factor. */
  readonly limits: Float64Array
}

/** Values at evenly spaced moves: `values` holds ny rows of nx. */
export interface ValueGrid {
  readonly x0: number
  readonly perX: number
  readonly nx: number
  readonly y0: number
  readonly perY: number
  readonly ny: number
  readonly values: Float64Array
}

/** What risk on many paths is handed of the core. */
export interface PathCore extends RiskNumerics {
  /** Where the tables of a copula have their nodes. */
  readonly nodes: { readonly mix: number; readonly mixReach: number; readonly margin: number; readonly marginReach: number }
  /** USD values of one unit, leg by leg in each scenario (s·legs + i). */
  valueRows(request: RowsRequest): Float64Array
  /** Moves of every factor in the draws named, factor by factor (f·count + p). */
  copulaPaths(tables: CopulaTables, paths: Float64Array): Float64Array
  /** Adds each grid's value at (x, y) to `out`, NaN outside a grid; y may be left out where every grid has one row. */
  lookUp(grids: readonly ValueGrid[], x: Float64Array, y: Float64Array, out: Float64Array): void
}
