import type { Distributions } from '../domain/distributions.ts'
import type { Greeks, ImpliedVol, Numerics, SviPoint } from '../domain/numerics.ts'
import type { GridValues, ScenarioGrid } from '../domain/scenario.ts'
import type { PathCore } from '../risk/path-core.ts'
import { type GridBook, gridCalls } from './grid.ts'
import { type PathExports, pathCalls } from './paths.ts'

/** What assembly/index.ts exports; addresses are bytes into `memory`. */
interface CoreExports extends PathExports, Distributions {
  readonly INVERSE_COUNT: WebAssembly.Global
  readonly SVI_COUNT: WebAssembly.Global
  exp(x: number): number
  log(x: number): number
  log1p(x: number): number
  pow(x: number, y: number): number
  normalCdf(x: number): number
  normalInverse(p: number): number
  normalPdf(x: number): number
  blackPrice(cp: number, f: number, k: number, t: number, vol: number, r: number): number
  blackGreeks(cp: number, f: number, k: number, t: number, vol: number, r: number, out: number): void
  inverseGreeks(cp: number, f: number, k: number, t: number, vol: number, out: number): void
  impliedVol(cp: number, f: number, k: number, t: number, price: number, r: number): number
  impliedReason(): number
  sviPoint(a: number, b: number, rho: number, m: number, sigma: number, k: number, out: number): void
  pointsVol(strikes: number, vols: number, n: number, strike: number): number
}

/** Coin value and Greeks of an inverse option (r = 0), see the core's black76/inverse.ts. */
export interface InverseGreeks {
  readonly value: number
  readonly delta: number
  readonly gamma: number
  readonly vega: number
  readonly theta: number
  readonly vanna: number
  readonly volga: number
  readonly charm: number
  readonly speed: number
  readonly premiumAdjustedDelta: number
}

export const GREEKS = [
  'price',
  'delta',
  'gamma',
  'vega',
  'theta',
  'rho',
  'vanna',
  'volga',
  'charm',
  'speed',
  'zomma',
  'color',
] as const satisfies readonly (keyof Greeks)[]

const INVERSE = [
  'value',
  'delta',
  'gamma',
  'vega',
  'theta',
  'vanna',
  'volga',
  'charm',
  'speed',
  'premiumAdjustedDelta',
] as const satisfies readonly (keyof InverseGreeks)[]

/** In the order of the core's `impliedReason` codes; 0 = solved. */
const REFUSALS = [
  'solved',
  'an input is not finite',
  'forward and strike must be above 0',
  'years must be above 0: an expired option has no vol',
  'price is below intrinsic value',
  'price equals intrinsic value: no time value left to imply a vol from',
  'price is at or above its upper bound (the forward for a call, the strike for a put)',
  'no vol reproduces this price in double precision',
  'an option is a call (+1) or a put (-1)',
]

/** The WASM core behind typed functions. Holds the only views on its memory; none outlives a call. */
export interface Core extends Numerics, PathCore {
  normalPdf(x: number): number
  inverseGreeks(cp: 1 | -1, forward: number, strike: number, years: number, vol: number): InverseGreeks
  /** Legs × scenarios in one pass; see `GridValues`. Out of domain gives NaN, never an exception. */
  revalue(grid: ScenarioGrid): GridValues
  /** All Greeks of each leg of the grid at the base market (discounted by its bucket's discount). */
  legGreeks(grid: GridBook): readonly Greeks[]
}

const BYTES = 8

/** Instantiates the core. `source` is the module's bytes or the compiled module. Throws `WebAssembly.CompileError` where SIMD is missing. */
export async function createCore(source: BufferSource | WebAssembly.Module): Promise<Core> {
  const module = source instanceof WebAssembly.Module ? source : await WebAssembly.compile(source)
  const instance = await WebAssembly.instantiate(module, {
    env: {
      abort: () => {
        throw new Error('the core aborted')
      },
    },
  })
  return wrap(instance.exports as unknown as CoreExports)
}

function wrap(x: CoreExports): Core {
  const constant = (g: WebAssembly.Global): number => g.value as number
  const greekCount = constant(x.GREEK_COUNT)

  /** Room for `doubles`, and a view made after growth. */
  const arena = (doubles: number): { base: number; view: Float64Array } => {
    const base = x.reserve(doubles * BYTES)
    if (base < 0) throw new RangeError(`the core cannot get ${doubles * BYTES} bytes of memory`)
    return { base, view: new Float64Array(x.memory.buffer, base, doubles) }
  }

  // Written out: Object.fromEntries is several times slower, and a book reads a record per leg.
  const readRecord = <K extends string>(keys: readonly K[], view: Float64Array, at = 0): Record<K, number> => {
    const record: Partial<Record<K, number>> = {}
    for (let i = 0; i < keys.length; i++) record[keys[i] as K] = view[at + i] as number
    return record as Record<K, number>
  }

  const { revalue, greeks } = gridCalls(x)

  return {
    exp: x.exp,
    log: x.log,
    log1p: x.log1p,
    pow: x.pow,
    normalCdf: x.normalCdf,
    normalInverse: x.normalInverse,
    normalPdf: x.normalPdf,
    lnGamma: x.lnGamma,
    gammaP: x.gammaP,
    gammaQ: x.gammaQ,
    betaI: x.betaI,
    chi2Quantile: x.chi2Quantile,
    studentPdf: x.studentPdf,
    studentCdf: x.studentCdf,
    studentQuantile: x.studentQuantile,
    ...pathCalls(x),
    price: (cp, f, k, t, vol, r = 0) => x.blackPrice(cp, f, k, t, vol, r),
    greeks: (cp, f, k, t, vol, r = 0): Greeks => {
      const { base, view } = arena(greekCount)
      x.blackGreeks(cp, f, k, t, vol, r, base)
      return readRecord(GREEKS, view)
    },
    inverseGreeks: (cp, f, k, t, vol): InverseGreeks => {
      const { base, view } = arena(constant(x.INVERSE_COUNT))
      x.inverseGreeks(cp, f, k, t, vol, base)
      return readRecord(INVERSE, view)
    },
    impliedVol: (cp, f, k, t, price, r = 0): ImpliedVol => {
      const vol = x.impliedVol(cp, f, k, t, price, r)
      return Number.isNaN(vol) ? { vol: null, reason: REFUSALS[x.impliedReason()] ?? 'refused' } : { vol }
    },
    svi: (a, b, rho, m, sigma, k): SviPoint => {
      const { base, view } = arena(constant(x.SVI_COUNT))
      x.sviPoint(a, b, rho, m, sigma, k, base)
      return readRecord(['w', 'w1', 'w2', 'g'], view)
    },
    pointsVol: (strikes, vols, strike) => {
      if (strikes.length === 0) return Number.NaN
      const { base, view } = arena(2 * strikes.length)
      view.set(strikes, 0)
      view.set(vols, strikes.length)
      return x.pointsVol(base, base + strikes.length * BYTES, strikes.length, strike)
    },
    legGreeks: (grid) => {
      const flat = greeks(grid)
      return grid.legs.map((_, i) => readRecord(GREEKS, flat, i * greekCount))
    },
    revalue,
  }
}
