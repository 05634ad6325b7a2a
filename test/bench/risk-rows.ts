// Many paths times many legs: our valuation against a plain C loop over the same shocks, its error, how it grows, what it holds.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { restoreMarket } from '../../src/domain/door/market.ts'
import { restorePortfolio } from '../../src/domain/door/portfolio.ts'
import { type Core, createCore } from '../../src/engine/core.ts'
import { heldBook } from '../../src/engine/held.ts'
import { measure } from '../../src/risk/estimate/measure.ts'
import { type CopulaModel, copulaDraws } from '../../src/risk/generate/copula.ts'
import { type Draws, tableDraws } from '../../src/risk/generate/draws.ts'
import { legPnl, movesOf, rowSums } from '../../src/risk/revalue/direct.ts'
import { type Plan, planOf } from '../../src/risk/revalue/plan.ts'
import { simulate } from '../../src/risk/revalue/simulate.ts'
import { median, type Row, skip } from './rows.ts'

const PATHS = 131072
const LEVELS = [0.99, 0.975]
const ROUNDS = 5
const DAYS = [2, 5, 9, 16, 30, 58, 93, 149, 240, 364]
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const AS_OF = Date.UTC(2026, 0, 2, 8)
const COINS = [
  { coin: 'BTC', index: 64000, lot: 1 },
  { coin: 'ETH', index: 1900, lot: 30 },
] as const

/** Made-up margins and correlations of two coins and their vols, a day ahead. */
const MODEL: CopulaModel = {
  factors: ['BTC', 'ETH', 'BTC.vol', 'ETH.vol'],
  margins: [
    { location: 0, scale: 0.018, nu: 3.5 },
    { location: 0, scale: 0.026, nu: 3.8 },
    { location: 0, scale: 0.035, nu: 4 },
    { location: 0, scale: 0.04, nu: 4.2 },
  ],
  correlation: [
    [1, 0.8, -0.4, -0.35],
    [0.8, 1, -0.35, -0.4],
    [-0.4, -0.35, 1, 0.8],
    [-0.35, -0.4, 0.8, 1],
  ],
  nu: 4.5,
  scale: 1,
}

const must = <T>(result: { ok: true; value: T } | { ok: false; faults: readonly unknown[] }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  return result.value
}

/** A book of so many options on two coins in ten expiries each, long and short. */
function planOfSize(core: Core, legs: number): Plan {
  const per = legs / (COINS.length * DAYS.length)
  const names: { instrument: string; quantity: number }[] = []
  const underlyings: Record<string, unknown> = {}
  for (const [c, { coin, index, lot }] of COINS.entries()) {
    const expiries = DAYS.map((days, e) => {
      const at = new Date(AS_OF + days * 86400000)
      const width = 0.6 * Math.sqrt(days / 365) * 1.6
      const strikes = Array.from(
        { length: Math.ceil(per) },
        (_, i) => Math.round(index * (1 + width * ((2 * i + 1) / Math.ceil(per) - 1)) * 100) / 100,
      )
      for (const [i, strike] of strikes.entries()) {
        const word = `${at.getUTCDate()}${MONTHS[at.getUTCMonth()]}${String(at.getUTCFullYear()).slice(2)}`
        if (names.length >= legs) break
        const quantity = (((i * 7 + e * 3 + c) % 11) - 5.5) * lot
        names.push({ instrument: `${coin}-${word}-${String(strike).replace('.', 'd')}-${strike < index ? 'P' : 'C'}`, quantity })
      }
      return {
        at: at.toISOString(),
        forward: index * (1 + 0.0001 * days),
        smile: { type: 'points', strikes: [index / 2, index, index * 2], vols: [0.75, 0.6, 0.7] },
      }
    })
    underlyings[coin] = { index, perpetual: index, expiries }
  }
  const market = must(
    restoreMarket({ format: 'counterpoise/market@1', asOf: new Date(AS_OF).toISOString(), source: 'made up', underlyings }),
  )
  const portfolio = must(restorePortfolio({ format: 'counterpoise/portfolio@1', name: 'bench', positions: names, collateral: [] }))
  return planOf(core, heldBook(portfolio, market, core), market, { days: 0, dynamics: 'strike', factors: MODEL.factors, betas: {} })
}

/** Draws made beforehand, so that valuation is timed alone. */
function frozen(core: Core): { draws: Draws; seconds: number } {
  const { draws } = copulaDraws(core, MODEL, PATHS, 1)
  const all = Float64Array.from({ length: PATHS }, (_, p) => p)
  draws.moves(all)
  const began = performance.now()
  const moves = draws.moves(all)
  const seconds = (performance.now() - began) / 1000
  const columns = MODEL.factors.map((_, f) => moves.subarray(f * PATHS, (f + 1) * PATHS))
  return { draws: { ...tableDraws(MODEL.factors, columns, draws.label), replicates: draws.replicates }, seconds }
}

function timed(work: () => void): number {
  work()
  const seconds = Array.from({ length: ROUNDS }, () => {
    const began = performance.now()
    work()
    return (performance.now() - began) / 1000
  })
  return median(seconds)
}

/** Seconds of the C loop on the same shocks; undefined, with the reason said, where it cannot be compiled or run. */
function plainC(root: string, core: Core, plan: Plan, draws: Draws): number | undefined {
  const folder = join(root, 'build/bench')
  mkdirSync(folder, { recursive: true })
  const binary = join(folder, 'risk-c')
  const gcc = spawnSync('gcc', ['-O3', '-march=native', '-ffast-math', join(root, 'test/bench/risk.c'), '-o', binary, '-lm'], {
    encoding: 'utf8',
  })
  if (gcc.status !== 0) {
    skip('the C loop', gcc.error === undefined ? (gcc.stderr.split('\n')[0] ?? '') : 'no gcc on this machine')
    return undefined
  }
  const moves = draws.moves(Float64Array.from({ length: PATHS }, (_, p) => p))
  const numbers: number[] = [plan.legs, PATHS, plan.groups.length]
  for (const [g, group] of plan.groups.entries())
    for (const [i, leg] of group.legs.entries())
      numbers.push(leg.kind === 'call' ? 1 : -1, leg.strike, leg.vol, group.quantities[i] ?? 0, g)
  for (const group of plan.groups) numbers.push(group.bucket.forward, group.bucket.years)
  const shocks = plan.groups.map((group) => {
    const { x, y } = movesOf(group, moves, PATHS)
    return [x.map((v) => core.exp(v)), y.map((v) => core.exp(group.volPower * v))]
  })
  const file = join(folder, 'risk-c.doubles')
  writeFileSync(
    file,
    Buffer.concat([Float64Array.from(numbers), ...shocks.flat()].map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength))),
  )
  const seconds = Array.from({ length: 3 }, () => Number(spawnSync(binary, [file], { encoding: 'utf8' }).stdout.split(' ')[0]))
  return median(seconds)
}

export async function riskRows(root: string): Promise<Row[]> {
  const core = await createCore(readFileSync(join(root, 'build/core.wasm')))
  const plan = planOfSize(core, 500)
  const { draws, seconds: drawing } = frozen(core)
  const rows: Row[] = [
    { name: `risk: draws of ${PATHS} paths, 4 factors, Node`, value: drawing * 1000, unit: 'ms', better: 'lower', bar: null },
  ]
  const ours = timed(() => simulate(core, plan, draws, LEVELS))
  rows.push({
    name: `risk: ${PATHS} paths × ${plan.legs} legs, grids and tail included, Node`,
    value: ours * 1000,
    unit: 'ms',
    better: 'lower',
    bar: null,
  })
  const c = plainC(root, core, plan, draws)
  if (c !== undefined) {
    rows.push({
      name: 'risk: the same in C, erfc and log, -O3 -march=native -ffast-math',
      value: c * 1000,
      unit: 'ms',
      better: 'lower',
      bar: null,
    })
    rows.push({ name: 'risk: our time over that of C', value: ours / c, unit: '×', better: 'lower', bar: 0.5 })
  }
  rows.push(...errorRows(core, plan, draws), ...growthRows(core, draws), ...heapRows(core))
  return rows
}

/** ES against direct pricing of every path, in units of what is allowed. */
function errorRows(core: Core, plan: Plan, draws: Draws): Row[] {
  const done = simulate(core, plan, draws, LEVELS)
  const direct = new Float64Array(PATHS)
  for (let from = 0; from < PATHS; from += 1024) {
    const paths = Float64Array.from({ length: 1024 }, (_, p) => from + p)
    direct.set(rowSums(legPnl(core, plan, draws.moves(paths), 1024), plan.legs), from)
  }
  return LEVELS.flatMap((level) => {
    const exact = measure(core, draws, direct, level)
    const found = measure(core, draws, done?.pnl ?? direct, level)
    const allowed = Math.max(1e-4 * exact.es, 1e-6 * plan.gross)
    return [
      {
        name: `risk: error of ES ${level}, of what is allowed`,
        value: Math.abs(found.es - exact.es) / allowed,
        unit: '×',
        better: 'lower' as const,
        bar: 1,
      },
      {
        name: `risk: largest look-up error seen over ES ${level}`,
        value: (done?.lookup.maxError ?? 0) / exact.es,
        unit: '×',
        better: 'lower' as const,
        bar: null,
      },
    ]
  })
}

/** Exponent of time in legs, from 50 to 1,000. */
function growthRows(core: Core, draws: Draws): Row[] {
  const [few, many] = [planOfSize(core, 50), planOfSize(core, 1000)]
  const [a, b] = [timed(() => simulate(core, few, draws, LEVELS)), timed(() => simulate(core, many, draws, LEVELS))]
  return [
    { name: 'risk: exponent of time from 50 to 1,000 legs', value: Math.log(b / a) / Math.log(20), unit: '', better: 'lower', bar: 0.5 },
  ]
}

/** What a million paths hold more than ten thousand at their fullest, garbage taken away; JavaScript's heap and buffers, the core's memory too. */
function heapRows(core: Core): Row[] {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const plan = planOfSize(core, 500)
  const held = (paths: number): number => {
    const { draws } = copulaDraws(core, MODEL, paths, 1)
    let most = 0
    const look = (done: number, count: number): boolean => {
      if (done === count || done % 131072 === 0) {
        collect()
        const { heapUsed, external } = process.memoryUsage()
        most = Math.max(most, heapUsed + external)
      }
      return true
    }
    simulate(core, plan, draws, LEVELS, look)
    return most
  }
  held(10_000)
  const small = held(10_000)
  const large = held(1_000_000)
  return [{ name: 'risk: heap from 10^4 to 10^6 paths', value: (large - small) / 1048576, unit: 'MB', better: 'lower', bar: 32 }]
}
