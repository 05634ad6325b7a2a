import type { CopulaTables, PathCore, RowsRequest, ValueGrid } from '../risk/path-core.ts'
import type { GridExports } from './grid.ts'

/** The part of the core's exports that works on many paths; addresses are bytes into `memory`. */
export interface PathExports extends GridExports {
  readonly MIX_NODES: WebAssembly.Global
  readonly MIX_REACH: WebAssembly.Global
  readonly MARGIN_NODES: WebAssembly.Global
  readonly MARGIN_REACH: WebAssembly.Global
  copulaPaths(
    paths: number,
    count: number,
    n: number,
    size: number,
    directions: number,
    seeds: number,
    factor: number,
    mix: number,
    margins: number,
    limits: number,
    work: number,
    out: number,
  ): void
  lookUp(
    x: number,
    y: number,
    count: number,
    grid: number,
    x0: number,
    perX: number,
    nx: number,
    y0: number,
    perY: number,
    ny: number,
    out: number,
  ): void
}

const BYTES = 8
/** Scenarios of one call: few enough that a book's values stay near the processor. */
const CHUNK = 1024
const even = (doubles: number): number => doubles + (doubles & 1)

/** Many paths at a time through the core's arena: the only code that knows both layouts. */
export function pathCalls(x: PathExports): Pick<PathCore, 'nodes' | 'valueRows' | 'copulaPaths' | 'lookUp'> {
  const constant = (g: WebAssembly.Global): number => g.value as number
  const kinds = { forward: constant(x.KIND_FORWARD), call: constant(x.KIND_CALL), put: constant(x.KIND_PUT) }
  const legColumns = constant(x.LEG_COLUMNS)
  const bucketColumns = constant(x.BUCKET_COLUMNS)
  const planes = constant(x.SHOCK_PLANES)

  const arena = (doubles: number): { base: number; view: Float64Array } => {
    const base = x.reserve(doubles * BYTES)
    if (base < 0) throw new RangeError(`the core cannot get ${doubles * BYTES} bytes of memory`)
    return { base, view: new Float64Array(x.memory.buffer, base, doubles) }
  }

  /** One chunk of `valueRows`: scenarios from `from` on. */
  const chunkOfRows = (r: RowsRequest, from: number, given: number, out: Float64Array): void => {
    const n = r.legs.length
    const nb = r.buckets.length
    const ns = (given + 3) & ~3
    const stride = x.stride(n)
    const atBuckets = legColumns * stride
    const atShocks = even(atBuckets + bucketColumns * nb)
    const plane = nb * ns
    const atWork = atShocks + planes * plane
    const nf = r.factors === undefined ? 0 : given
    const atRows = atWork + ns
    const atFactors = even(atRows + nf)
    const atOut = atFactors + nf * stride
    const { base, view } = arena(atOut + ns * stride)
    view.fill(0, 0, atShocks)
    for (const [i, leg] of r.legs.entries()) {
      view[i] = kinds[leg.kind]
      view[stride + i] = leg.bucket
      view[2 * stride + i] = leg.strike
      view[3 * stride + i] = leg.vol
    }
    for (const [b, bucket] of r.buckets.entries()) {
      view[atBuckets + b] = bucket.forward
      view[atBuckets + nb + b] = bucket.fixed
      view[atBuckets + 2 * nb + b] = bucket.years
      view[atBuckets + 3 * nb + b] = bucket.discount
      const row = atShocks + b * ns
      view.set(r.forward.subarray(b * r.count + from, b * r.count + from + given), row)
      view.fill(1, row + given, row + ns)
      view.fill(0, row + plane, row + plane + ns)
      view.set(r.vol.subarray(b * r.count + from, b * r.count + from + given), row + 2 * plane)
      view.fill(1, row + 2 * plane + given, row + 2 * plane + ns)
      view.fill(0, row + 3 * plane, row + 3 * plane + ns)
      view.fill(0, row + 4 * plane, row + 4 * plane + ns)
    }
    for (let s = 0; s < nf; s++) {
      view[atRows + s] = s
      const at = (from + s) * n
      view.set(r.factors?.subarray(at, at + n) ?? [], atFactors + s * stride)
    }
    const address = (doubles: number): number => base + doubles * BYTES
    x.revalue(
      base,
      n,
      address(atBuckets),
      nb,
      address(atShocks),
      ns,
      address(atRows),
      nf,
      address(atFactors),
      address(atWork),
      address(atOut),
    )
    for (let s = 0; s < given; s++) out.set(view.subarray(atOut + s * stride, atOut + s * stride + n), (from + s) * n)
  }

  return {
    nodes: {
      mix: constant(x.MIX_NODES),
      mixReach: constant(x.MIX_REACH),
      margin: constant(x.MARGIN_NODES),
      marginReach: constant(x.MARGIN_REACH),
    },
    valueRows: (request) => {
      const out = new Float64Array(request.count * request.legs.length)
      if (request.legs.length === 0) return out
      for (let from = 0; from < request.count; from += CHUNK) chunkOfRows(request, from, Math.min(CHUNK, request.count - from), out)
      return out
    },
    copulaPaths: (t: CopulaTables, paths) => {
      const n = t.margins.length
      const count = paths.length
      const sizes = [count, t.directions.length / 2, t.seeds.length / 2, n * n, t.mix.length, n * (t.margins[0]?.length ?? 0), 2 * n, n]
      const at: number[] = []
      let total = 0
      for (const size of sizes) {
        at.push(total)
        total += even(Math.ceil(size))
      }
      const { base, view } = arena(total + n * count)
      const [atPaths = 0, atDirections = 0, atSeeds = 0, atFactor = 0, atMix = 0, atMargins = 0, atLimits = 0, atWork = 0] = at
      const address = (doubles: number): number => base + doubles * BYTES
      view.set(paths, atPaths)
      new Uint32Array(x.memory.buffer, address(atDirections), t.directions.length).set(t.directions)
      new Uint32Array(x.memory.buffer, address(atSeeds), t.seeds.length).set(t.seeds)
      view.set(t.factor, atFactor)
      view.set(t.mix, atMix)
      for (const [f, margin] of t.margins.entries()) view.set(margin, atMargins + f * margin.length)
      view.set(t.limits, atLimits)
      x.copulaPaths(
        base,
        count,
        n,
        t.size,
        address(atDirections),
        address(atSeeds),
        address(atFactor),
        address(atMix),
        address(atMargins),
        address(atLimits),
        address(atWork),
        address(total),
      )
      return view.slice(total, total + n * count)
    },
    lookUp: (grids: readonly ValueGrid[], xs, ys, out) => {
      const count = xs.length
      const largest = grids.reduce((most, g) => Math.max(most, g.values.length), 0)
      const { base, view } = arena(3 * even(count) + largest)
      const step = even(count)
      const address = (doubles: number): number => base + doubles * BYTES
      view.set(xs, 0)
      view.set(ys, step)
      view.set(out, 2 * step)
      for (const g of grids) {
        view.set(g.values, 3 * step)
        x.lookUp(base, address(step), count, address(3 * step), g.x0, g.perX, g.nx, g.y0, g.perY, g.ny, address(2 * step))
      }
      out.set(view.subarray(2 * step, 2 * step + count))
    },
  }
}
