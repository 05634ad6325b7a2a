// One price's cost, in one run on one core: our kernel in Node and in Chromium, our scalar form, two packages of npm, the same formula in C.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BlackScholes } from '@uqee/black-scholes'
import blackScholes from 'black-scholes'
import type { Browser } from 'playwright'
import { buckets, columns, LEGS, legs, PRICES, SCENARIOS, shocks } from './book.ts'
import { openBrowser } from './browser.ts'
import { type Contender, localContender, processContender } from './contenders.ts'
import { makeHarness } from './harness.ts'
import { NATIVE, nativeContender, reference } from './native.ts'
import { onOneCore } from './pin.ts'
import { median, type Row, skip } from './rows.ts'

const ROUNDS = 31
const ROUND_SECONDS = 0.04
const SCALAR = 'scalar form, Node'
/** So slow that one scenario of the book is its repeat. */
const BLACK_SCHOLES = 'npm black-scholes'
const UQEE = 'npm @uqee/black-scholes'
const NODE = 'kernel, Node'
const CHROMIUM = 'kernel, Chromium'

const uqee = new BlackScholes()
const out = new Float64Array(PRICES)
/** Calls `price` (forward, strike, years, vol, side) for every leg of the book under its first `scenarios` scenarios. */
function eachPrice(price: (f: number, k: number, t: number, v: number, call: boolean) => number, scenarios: number): void {
  shocks.slice(0, scenarios).forEach((shock, s) => {
    legs.forEach((leg, i) => {
      const bucket = buckets[leg.bucket]
      if (bucket === undefined) return
      const vol = Math.max(shock.vol.m * leg.vol + shock.vol.a, shock.vol.floor)
      out[s * LEGS + i] = bucket.discount * price(shock.forward * bucket.forward, leg.strike, bucket.years, vol, leg.call)
    })
  })
}
const priceByUqee = (): void =>
  eachPrice(
    (underlying, strike, time, sigma, call) => uqee.option({ rate: 0, sigma, strike, time, type: call ? 'call' : 'put', underlying }).price,
    SCENARIOS,
  )
const priceByBlackScholes = (): void => eachPrice((f, k, t, v, call) => blackScholes.blackScholes(f, k, t, v, 0, call ? 'call' : 'put'), 1)

/** A Node process per build; a flag where this Node still hides relaxed SIMD behind one. */
function nodeContender(root: string, name: string, wasm: string): Contender {
  const hidden = !WebAssembly.validate(readFileSync(wasm))
  return processContender(name, process.execPath, [
    ...(hidden ? ['--experimental-wasm-relaxed-simd'] : []),
    join(root, 'build/bench/child.mjs'),
    wasm,
  ])
}

/** A page per build, so that neither's garbage is the other's. */
async function chromiumContender(browser: Browser, name: string, wasm: string): Promise<Contender> {
  const page = await browser.newPage()
  const bytes = [...readFileSync(wasm)]
  await page.evaluate(
    async ([source, data, book]) => {
      const make = new Function(`return ${source}`)() as typeof makeHarness
      const harness = make(await WebAssembly.compile(new Uint8Array(data)), book)
      Object.assign(globalThis, { harness })
    },
    [makeHarness.toString(), bytes, columns] as const,
  )
  return {
    name,
    prices: PRICES,
    seconds: (repeats) =>
      page.evaluate((r) => (globalThis as unknown as { harness: ReturnType<typeof makeHarness> }).harness.seconds(r), repeats),
    close: () => page.close(),
  }
}

/** Runs the contender where it can be run at all; else says why not. */
async function tried(name: string, make: () => Contender | Promise<Contender>): Promise<Contender[]> {
  try {
    const contender = await make()
    await contender.seconds(1)
    return [contender]
  } catch (error) {
    skip(name, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
    return []
  }
}

/** Medians of prices per second over rounds that take turns, so that a noisy minute hits all alike. */
async function race(contenders: readonly Contender[]): Promise<Map<string, number>> {
  const repeats = new Map<string, number>()
  const rates = new Map<string, number[]>(contenders.map((c) => [c.name, []]))
  for (const c of contenders) {
    await c.seconds(1)
    let r = 1
    while ((await c.seconds(r)) < ROUND_SECONDS / 2) r *= 2
    repeats.set(c.name, r)
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const c of contenders) {
      const r = repeats.get(c.name) ?? 1
      rates.get(c.name)?.push((r * c.prices) / (await c.seconds(r)) / 1e6)
    }
  }
  return new Map([...rates].map(([name, sample]) => [name, median(sample)]))
}

/** The largest error over max(F, K), discounted, of a run's values. */
function largestError(values: ArrayLike<number>, exact: Float64Array): number {
  let worst = 0
  for (let s = 0; s < SCENARIOS; s++) {
    for (let i = 0; i < LEGS; i++) {
      const bucket = buckets[legs[i]?.bucket ?? 0]
      const scale = (bucket?.discount ?? 1) * Math.max((shocks[s]?.forward ?? 1) * (bucket?.forward ?? 0), legs[i]?.strike ?? 0)
      const at = s * LEGS + i
      worst = Math.max(worst, Math.abs((values[at] ?? Number.NaN) - (exact[at] ?? Number.NaN)) / scale)
    }
  }
  return worst
}

function accuracyRows(root: string, wasm: string): Row[] {
  const exact = reference(root)
  if (exact === undefined) return []
  const ours = makeHarness(new WebAssembly.Module(readFileSync(wasm)), columns).values()
  priceByUqee()
  const row = (name: string, values: ArrayLike<number>, bar: number | null): Row => ({
    name: `largest error: ${name}`,
    value: largestError(values, exact),
    unit: 'of max(F, K)',
    better: 'lower',
    bar,
  })
  return [row('kernel', ours, 4e-16), row(UQEE, out, null)]
}

/** Needs build/core.wasm, build/core-relaxed.wasm, build/bench/scalar.wasm and build/bench/child.mjs. */
export async function coreRows(root: string): Promise<Row[]> {
  const release = onOneCore()
  const baseline = join(root, 'build/core.wasm')
  const relaxed = join(root, 'build/core-relaxed.wasm')
  const browser = await openBrowser(CHROMIUM)
  const contenders: Contender[] = [
    ...(await tried(`${NODE}, baseline`, () => nodeContender(root, `${NODE}, baseline`, baseline))),
    ...(await tried(`${NODE}, relaxed`, () => nodeContender(root, `${NODE}, relaxed`, relaxed))),
  ]
  if (browser !== undefined) {
    contenders.push(...(await tried(`${CHROMIUM}, baseline`, () => chromiumContender(browser, `${CHROMIUM}, baseline`, baseline))))
    contenders.push(...(await tried(`${CHROMIUM}, relaxed`, () => chromiumContender(browser, `${CHROMIUM}, relaxed`, relaxed))))
  }
  contenders.push(...(await tried(SCALAR, () => nodeContender(root, SCALAR, join(root, 'build/bench/scalar.wasm')))))
  contenders.push(localContender(BLACK_SCHOLES, LEGS, priceByBlackScholes), localContender(UQEE, PRICES, priceByUqee))
  for (const native of [NATIVE.narrow, NATIVE.paired, NATIVE.wide]) {
    const contender = await nativeContender(root, native)
    if (contender !== undefined) contenders.push(contender)
  }
  const rates = await race(contenders)
  for (const c of contenders) await c.close()
  await browser?.close()
  release()

  const best = Math.max(...[...rates].filter(([name]) => name.startsWith('kernel')).map(([, rate]) => rate))
  const official = Math.max(rates.get(`${NODE}, baseline`) ?? 0, rates.get(`${CHROMIUM}, baseline`) ?? 0)
  const ratio = (name: string, of: number, to: string, bar: number | null): Row[] => {
    const rate = rates.get(to)
    return rate === undefined ? [] : [{ name: `${name} / ${to}`, value: of / rate, unit: '×', better: 'higher', bar }]
  }
  return [
    ...[...rates].map(([name, value]): Row => ({ name, value, unit: 'million prices/s', better: 'higher', bar: null })),
    ...ratio('best kernel', best, NATIVE.narrow.name, 0.75),
    ...ratio('best kernel', best, NATIVE.paired.name, 0.75),
    ...ratio('best kernel', best, NATIVE.wide.name, null),
    ...ratio('best kernel', best, SCALAR, 1.6),
    ...ratio('baseline kernel', official, SCALAR, null),
    ...ratio('best kernel', best, UQEE, 10),
    ...ratio('best kernel', best, BLACK_SCHOLES, null),
    ...accuracyRows(root, baseline),
  ]
}
