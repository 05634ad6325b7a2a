import type { Bucket, GridLeg, GridValues, ScenarioGrid } from '../domain/scenario.ts'

/** The part of the core's exports that works on a whole grid; addresses are bytes into `memory`. */
export interface GridExports {
  readonly memory: WebAssembly.Memory
  readonly LEG_COLUMNS: WebAssembly.Global
  readonly BUCKET_COLUMNS: WebAssembly.Global
  readonly SHOCK_PLANES: WebAssembly.Global
  readonly GREEK_COUNT: WebAssembly.Global
  readonly KIND_FORWARD: WebAssembly.Global
  readonly KIND_CALL: WebAssembly.Global
  readonly KIND_PUT: WebAssembly.Global
  stride(n: number): number
  reserve(bytes: number): number
  bookGreeks(legs: number, n: number, buckets: number, nb: number, out: number): void
  revalue(
    legs: number,
    n: number,
    buckets: number,
    nb: number,
    shocks: number,
    ns: number,
    factorRows: number,
    nf: number,
    factors: number,
    work: number,
    out: number,
  ): void
}

export type GridBook = Pick<ScenarioGrid, 'buckets' | 'legs'>

export interface GridCalls {
  revalue(grid: ScenarioGrid): GridValues
  /** All Greeks, GREEK_COUNT doubles per leg; a copy. */
  greeks(book: GridBook): Float64Array
}

const BYTES = 8
/** Offsets are kept even, so that every row of the arena lies on 16 bytes; scenarios go by fours. */
const even = (doubles: number): number => doubles + (doubles & 1)

/** Packs grids into the core's arena and copies the answers out: the only code that knows both layouts. */
export function gridCalls(x: GridExports): GridCalls {
  const constant = (g: WebAssembly.Global): number => g.value as number
  const kinds = { forward: constant(x.KIND_FORWARD), call: constant(x.KIND_CALL), put: constant(x.KIND_PUT) }
  const legColumns = constant(x.LEG_COLUMNS)
  const bucketColumns = constant(x.BUCKET_COLUMNS)
  const planes = constant(x.SHOCK_PLANES)
  const greekCount = constant(x.GREEK_COUNT)

  /** Room for `doubles`, and a view made after growth. */
  const arena = (doubles: number): { base: number; view: Float64Array } => {
    const base = x.reserve(doubles * BYTES)
    if (base < 0) throw new RangeError(`the core cannot get ${doubles * BYTES} bytes of memory`)
    return { base, view: new Float64Array(x.memory.buffer, base, doubles) }
  }

  const packLegs = (view: Float64Array, legs: readonly GridLeg[], nb: number, stride: number): void => {
    view.fill(0, 0, legColumns * stride)
    for (let i = 0; i < legs.length; i++) {
      const leg = legs[i] as GridLeg
      // A bucket that is not there: the leg is worth NaN, and no address outside the arena is ever read.
      const known = leg.bucket >= 0 && leg.bucket < nb && Number.isInteger(leg.bucket)
      view[i] = known ? kinds[leg.kind] : kinds.call
      view[stride + i] = known ? leg.bucket : 0
      view[2 * stride + i] = known ? leg.strike : Number.NaN
      view[3 * stride + i] = leg.vol
    }
  }

  const packBuckets = (view: Float64Array, at: number, buckets: readonly Bucket[], nb: number): void => {
    for (let b = 0; b < buckets.length; b++) {
      const bucket = buckets[b] as Bucket
      view[at + b] = bucket.forward
      view[at + nb + b] = bucket.fixed
      view[at + 2 * nb + b] = bucket.years
      view[at + 3 * nb + b] = bucket.discount
    }
  }

  const greeks = ({ legs, buckets }: GridBook): Float64Array => {
    const n = legs.length
    const nb = Math.max(buckets.length, 1)
    const stride = x.stride(n)
    const atBuckets = legColumns * stride
    const out = even(atBuckets + bucketColumns * nb)
    const { base, view } = arena(out + n * greekCount)
    packLegs(view, legs, buckets.length, stride)
    packBuckets(view, atBuckets, buckets, nb)
    x.bookGreeks(base, n, base + atBuckets * BYTES, nb, base + out * BYTES)
    return view.slice(out, out + n * greekCount)
  }

  /** Planes of nb rows of `ns` scenarios; row positions past the grid's own scenarios are the unchanged market. */
  const packShocks = (view: Float64Array, at: number, grid: ScenarioGrid, nb: number, ns: number): void => {
    const plane = nb * ns
    const given = grid.scenarios.length
    for (let s = 0; s < ns; s++) {
      const shocks = s < given ? grid.scenarios[s]?.shocks : undefined
      for (let b = 0; b < nb; b++) {
        const cell = at + b * ns + s
        const shock = shocks?.[b]
        const absent = s < given ? Number.NaN : 1
        view[cell] = shock === undefined ? absent : shock.forward.m
        view[cell + plane] = shock === undefined ? 0 : shock.forward.a
        view[cell + 2 * plane] = shock === undefined ? absent : shock.vol.m
        view[cell + 3 * plane] = shock === undefined ? 0 : shock.vol.a
        view[cell + 4 * plane] = shock === undefined ? 0 : shock.volFloor
      }
    }
  }

  const revalue = (grid: ScenarioGrid): GridValues => {
    const { legs, buckets, scenarios } = grid
    const n = legs.length
    const nb = Math.max(buckets.length, 1)
    const sensitivities = greeks(grid)
    const delta = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      const leg = legs[i] as GridLeg
      const discount = leg.kind === 'forward' ? 1 : (buckets[leg.bucket]?.discount ?? Number.NaN)
      delta[i] = (sensitivities[i * greekCount + 1] as number) / discount
    }
    // One row more than asked for, the unchanged market: base values are then the kernel's own, and no shock gives exactly no P&L.
    const given = scenarios.length
    const ns = (given + 4) & ~3
    const factored = scenarios.flatMap((s, row) => (s.volFactors === undefined ? [] : [{ row, factors: s.volFactors }]))
    const stride = x.stride(n)
    const atBuckets = legColumns * stride
    const atShocks = even(atBuckets + bucketColumns * nb)
    const atWork = atShocks + planes * nb * ns
    const atRows = atWork + ns
    const atFactors = even(atRows + factored.length)
    const atOut = atFactors + factored.length * stride
    const { base: address, view } = arena(atOut + ns * stride)
    packLegs(view, legs, buckets.length, stride)
    packBuckets(view, atBuckets, buckets, nb)
    packShocks(view, atShocks, grid, nb, ns)
    for (let r = 0; r < factored.length; r++) {
      const { row, factors } = factored[r] as (typeof factored)[number]
      view[atRows + r] = row
      for (let i = 0; i < n; i++) view[atFactors + r * stride + i] = factors[i] ?? Number.NaN
    }
    x.revalue(
      address,
      n,
      address + atBuckets * BYTES,
      nb,
      address + atShocks * BYTES,
      ns,
      address + atRows * BYTES,
      factored.length,
      address + atFactors * BYTES,
      address + atWork * BYTES,
      address + atOut * BYTES,
    )
    // One copy for all rows: a small buffer a row costs more than what is in it.
    const out = view.slice(atOut, atOut + ns * stride)
    const row = (s: number): Float64Array => out.subarray(s * stride, s * stride + n)
    return { base: row(given), values: scenarios.map((_, s) => row(s)), delta }
  }

  return { revalue, greeks }
}
