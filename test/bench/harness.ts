import type { Columns } from './book.ts'

/** A filled core, ready to be timed. */
export interface Harness {
  /** Prices the whole book `repeats` times; seconds taken. */
  seconds(repeats: number): number
  /** Values of the last run, scenario-major. */
  values(): number[]
}

/**
 * Fills a module's arena with the book and returns the way to run it: `revalue` of the core, or `revalueScalar` of the bench's scalar module.
 * Uses nothing outside itself: its source is also sent into a browser's page.
 */
export function makeHarness(module: WebAssembly.Module, book: Columns): Harness {
  const instance = new WebAssembly.Instance(module, { env: { abort: () => undefined } })
  const x = instance.exports as unknown as {
    memory: WebAssembly.Memory
    LEG_COLUMNS: WebAssembly.Global
    BUCKET_COLUMNS: WebAssembly.Global
    SHOCK_PLANES: WebAssembly.Global
    stride(n: number): number
    reserve(bytes: number): number
    revalue?(...args: number[]): void
    revalueScalar?(...args: number[]): void
  }
  const n = book.kind.length
  const nb = book.forward.length
  const ns = book.shockForward.length
  const stride = x.stride(n)
  const atBuckets = x.LEG_COLUMNS.value * stride
  const atShocks = atBuckets + x.BUCKET_COLUMNS.value * nb
  const atWork = atShocks + x.SHOCK_PLANES.value * nb * ns
  const atOut = atWork + ns
  const base = x.reserve((atOut + ns * stride) * 8)
  const view = new Float64Array(x.memory.buffer, base, atOut + ns * stride)
  view.set(book.kind, 0)
  view.set(book.bucket, stride)
  view.set(book.strike, 2 * stride)
  view.set(book.vol, 3 * stride)
  view.set(book.forward, atBuckets)
  view.set(book.years, atBuckets + 2 * nb)
  view.set(book.discount, atBuckets + 3 * nb)
  const plane = nb * ns
  for (let b = 0; b < nb; b++) {
    view.set(book.shockForward, atShocks + b * ns)
    view.set(book.shockVolM, atShocks + 2 * plane + b * ns)
    view.set(book.shockVolA, atShocks + 3 * plane + b * ns)
    view.set(book.shockFloor, atShocks + 4 * plane + b * ns)
  }
  // The kernel works in place on the shocks: each run starts from a fresh copy, whose cost counts.
  const fresh = view.slice(atShocks, atWork)
  const byte = (at: number): number => base + at * 8
  const run = (): void => {
    view.set(fresh, atShocks)
    if (x.revalue !== undefined) {
      x.revalue(base, n, byte(atBuckets), nb, byte(atShocks), ns, byte(atWork), 0, byte(atWork), byte(atWork), byte(atOut))
    } else x.revalueScalar?.(base, n, byte(atBuckets), nb, byte(atShocks), ns, byte(atOut))
  }
  return {
    seconds: (repeats) => {
      const from = performance.now()
      for (let r = 0; r < repeats; r++) run()
      return (performance.now() - from) / 1000
    },
    values: () => {
      run()
      const out: number[] = []
      for (let s = 0; s < ns; s++) for (let i = 0; i < n; i++) out.push(view[atOut + s * stride + i] as number)
      return out
    },
  }
}
