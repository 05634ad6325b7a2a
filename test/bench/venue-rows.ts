// A whole book through each venue's rules: in this process, in a worker thread (question and answer cloned, as across any worker), and
// with everything else that the app asks of its engine at one keystroke: per-leg P&L, Greeks and P&L curves, through the engine's client.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { MarginResult } from '../../src/domain/margin.ts'
import type { Portfolio } from '../../src/domain/portfolio.ts'
import { createEngineClient } from '../../src/engine/client.ts'
import { createCore } from '../../src/engine/core.ts'
import { computeMargin } from '../../src/engine/margin.ts'
import { venues } from '../../src/venues/index.ts'
import { bundleNodeWorker, nodeWorker } from '../support/node-engine.ts'
import { largeBook, market, small, touched } from './desks.ts'
import type { MarginQuestion } from './margin-worker.ts'
import { median, quantile, type Row } from './rows.ts'

/** The two venues whose speed is promised, in each of their models; the others are measured and shown. */
const PROMISED = ['derive', 'derive-pm1', 'deribit', 'deribit-cross']
/** `warm`: rounds before the clock counts, enough for the engine's compiler to settle: whoever is measured first must not pay for all. */
const SIZES: readonly { legs: number; book: Portfolio; warm: number; runs: number; bar: number }[] = [
  { legs: 60, book: small, warm: 150, runs: 200, bar: 2 },
  { legs: 1000, book: largeBook(1000), warm: 20, runs: 40, bar: 20 },
]

async function sample(warm: number, runs: number, run: (round: number) => unknown): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < warm + runs; round++) {
    const from = performance.now()
    await run(round)
    if (round >= warm) times.push(performance.now() - from)
  }
  return times
}

const rowsOf = (name: string, times: readonly number[], bar: number | null): Row[] => [
  { name: `${name}, median`, value: median(times), unit: 'ms', better: 'lower', bar },
  { name: `${name}, p95`, value: quantile(times, 0.95), unit: 'ms', better: 'lower', bar: null },
]

/** Needs build/core.wasm and build/bench/margin-worker.mjs. */
export async function venueRows(root: string): Promise<Row[]> {
  const wasm = join(root, 'build/core.wasm')
  const core = await createCore(readFileSync(wasm))
  const worker = new Worker(join(root, 'build/bench/margin-worker.mjs'), { workerData: { wasm } })
  const ask = async (question: MarginQuestion): Promise<MarginResult> => {
    worker.postMessage(question)
    const [answer] = (await once(worker, 'message')) as [MarginResult]
    return answer
  }
  const file = await bundleNodeWorker(join(root, 'build/bench/engine'))
  const client = createEngineClient({ spawn: () => nodeWorker(file) })
  const rows: Row[] = []
  for (const { legs, book, warm, runs, bar: promise } of SIZES) {
    for (const venue of venues) {
      const { id } = venue
      const bar = PROMISED.includes(id) ? promise : null
      const name = `${legs} legs, ${id}`
      const here = await sample(warm, runs, (round) => computeMargin(core, venue, { portfolio: touched(book, round), market }))
      const there = await sample(warm, runs, (round) => ask({ portfolio: touched(book, round), market, venue: id }))
      const whole = await sample(warm, runs, async (round) => {
        const answer = await client.desk({ portfolio: touched(book, round), market, venue: id })
        if (answer === 'superseded') throw new Error('a run of the bench was superseded')
      })
      rows.push(...rowsOf(`${name}, in process`, here, bar), ...rowsOf(`${name}, in a worker`, there, bar))
      rows.push(...rowsOf(`${name}, with legs, Greeks and curves`, whole, null))
    }
  }
  client.terminate()
  await worker.terminate()
  return rows
}
