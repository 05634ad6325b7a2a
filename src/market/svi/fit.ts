import { type Bounds, boundsOf } from './bounds.ts'
import { type RawSvi, toRaw, type Vector } from './model.ts'
import { cost, type Objective, rms } from './objective.ts'
import { refine } from './refine.ts'
import { quasiExplicitStarts } from './start.ts'

/** Fewer quotes than parameters determine no smile. */
const FEWEST_QUOTES = 5
const STARTS = 8
/** Relative fall of the objective at which a start that is only compared stops; the best one is then refined to the end. */
const ROUGH = 1e-7

export interface SviFit {
  readonly svi: RawSvi
  /** √(Σ weight·error² / Σ weight): the square root of what was minimised. */
  readonly rms: number
  /** Σ weight·error². */
  readonly cost: number
}

/**
 * Fits raw SVI to one slice: eight refinements that begin at quasi-explicit starts, the best of them carried to the end, all on the
 * same objective. Deterministic. Undefined for fewer than five quotes. No-arbitrage is not forced: see arbitrage.ts for what is reported instead.
 */
export function fitSvi(o: Objective, bounds: Bounds = boundsOf(o)): SviFit | undefined {
  if (o.quotes.length < FEWEST_QUOTES) return undefined
  const ends = quasiExplicitStarts(o, bounds, STARTS).map((x) => refine(o, x, bounds, ROUGH))
  const first = ends.reduce<Vector | undefined>((p, q) => (p === undefined || cost(o, q) < cost(o, p) ? q : p), undefined)
  return first && described(o, refine(o, first, bounds))
}

const described = (o: Objective, x: Vector): SviFit => ({ svi: toRaw(x), rms: rms(o, x), cost: cost(o, x) })

/** The best of `count` refinements from random points of the box, by a fixed seed: what a fit is held against. */
export function bestOfRandomStarts(o: Objective, count = 100, seed = 20260205): SviFit | undefined {
  if (o.quotes.length < FEWEST_QUOTES) return undefined
  const bounds = boundsOf(o)
  const random = mulberry32(seed)
  const between = (j: 0 | 1 | 2 | 3 | 4, share = 1): number => bounds.low[j] + (bounds.high[j] - bounds.low[j]) * share * random()
  let best: SviFit | undefined
  for (let i = 0; i < count; i++) {
    // Skewed towards small values, where b and sigma of real smiles are: the cube of a uniform number for sigma.
    const u = random()
    const start: Vector = [
      between(0, 0.5),
      between(1, 0.2),
      between(2),
      between(3),
      bounds.low[4] + (bounds.high[4] - bounds.low[4]) * u * u * u,
    ]
    const fit = described(o, refine(o, start, bounds, ROUGH))
    if (best === undefined || fit.cost < best.cost) best = fit
  }
  return best
}

/** mulberry32 (public domain, T. Ettinger 2017): 32-bit state, integer operations only, so the same starts everywhere. Uniform in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
