import { cholesky, type Matrix } from '../matrix/cholesky.ts'
import { nearestCorrelation } from '../matrix/nearest.ts'
import type { CopulaTables, PathCore } from '../path-core.ts'
import type { Draws } from './draws.ts'
import type { Margin } from './margin.ts'
import { directions } from './sobol.ts'

/** Scramblings of one run: their spread is the error that bands show. */
export const REPLICATES = 16
/** A Student-t log move has no finite mean price: moves are held within a tenth and ten times. */
const FARTHEST = Math.LN10
/** A 32-bit Sobol point never lies so far in a tail; what is beyond is held there. */
const UNREACHED = 1e-60

export interface CopulaModel {
  readonly factors: readonly string[]
  readonly margins: readonly Margin[]
  /** As fitted or given; repaired here where it is no correlation matrix. */
  readonly correlation: Matrix
  readonly nu: number
  /** Multiplies every move: the root of the horizon in periods. */
  readonly scale: number
}

/** Integers for every coordinate of every scrambling, from one seed (splitmix's finaliser on 32 bits). */
function seedsOf(seed: number, coordinates: number): Uint32Array {
  return Uint32Array.from({ length: REPLICATES * coordinates }, (_, i) => {
    let h = (Math.imul(seed + 1, 0x9e3779b9) + Math.imul(i + 1, 0x7f4a7c15)) | 0
    h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
    h = Math.imul(h ^ (h >>> 15), 0x735a2d97)
    return (h ^ (h >>> 15)) >>> 0
  })
}

/** ½·ln(ν/χ²) at each normal score of the mixing variable. */
function mixTable(core: PathCore, nu: number): Float64Array {
  const { mix, mixReach } = core.nodes
  return Float64Array.from({ length: mix }, (_, i) => {
    const score = (2 * mixReach * i) / (mix - 1) - mixReach
    return 0.5 * core.log(nu / core.chi2Quantile(core.normalCdf(score), nu))
  })
}

/** The margin's move at each asinh of the copula's t, the limits included. */
function marginTable(core: PathCore, nu: number, { nu: degrees, location, scale }: Margin, root: number): Float64Array {
  const { margin, marginReach } = core.nodes
  return Float64Array.from({ length: margin }, (_, i) => {
    const s = (2 * marginReach * i) / (margin - 1) - marginReach
    const far = core.exp(Math.abs(s))
    const t = (far - 1 / far) / 2
    const size = -core.studentQuantile(Math.max(core.studentCdf(-t, nu), UNREACHED), degrees)
    const move = location + scale * (s < 0 ? -size : size)
    return Math.max(-2 * FARTHEST, Math.min(2 * FARTHEST, root * move))
  })
}

/** The tables of a model and what was done to its matrix. `paths` is rounded up to a power of two, at least 1,024. */
export function copulaDraws(
  core: PathCore,
  model: CopulaModel,
  paths: number,
  seed: number,
): { readonly draws: Draws; readonly repaired: number; readonly tables: CopulaTables } {
  const n = model.factors.length
  let count = 1024
  while (count < paths) count *= 2
  let matrix = model.correlation
  let repaired = 0
  let factor = cholesky(matrix)
  if (!('L' in factor)) {
    const nearest = nearestCorrelation(matrix)
    matrix = nearest.X
    repaired = nearest.frobenius_distance
    factor = cholesky(matrix, 1e-10)
  }
  if (!('L' in factor)) throw new Error('the nearest correlation matrix has no factor')
  const tables: CopulaTables = {
    size: count / REPLICATES,
    directions: directions(n + 1),
    seeds: seedsOf(seed, n + 1),
    factor: Float64Array.from(factor.L.flat()),
    mix: mixTable(core, model.nu),
    margins: model.margins.map((m) => marginTable(core, model.nu, m, model.scale)),
    limits: Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? -FARTHEST : FARTHEST)),
  }
  const draws: Draws = {
    count,
    factors: model.factors,
    replicates: REPLICATES,
    moves: (wanted) => core.copulaPaths(tables, wanted),
    label: (p) => `path ${p}`,
  }
  return { draws, repaired, tables }
}
