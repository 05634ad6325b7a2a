// What the liquidation and hedging questions cost through the engine's own client and worker: the hedge of a market maker's book over 200
// contracts, the frontier's first picture and its full grid on 200 legs, every leg's attribution, all liquidation points.
import { join } from 'node:path'
import type { Portfolio } from '../../src/domain/portfolio.ts'
import { createEngineClient } from '../../src/engine/client.ts'
import type { Candidate } from '../../src/risk/hedge/candidates.ts'
import { bundleNodeWorker, nodeWorker } from '../support/node-engine.ts'
import { largeBook, market, small, touched } from './desks.ts'
import { median, quantile, type Row } from './rows.ts'

const VENUES = ['derive', 'deribit', 'paradex'] as const
const HEDGE_MS = 1000
const PICTURE_MS = 300

/** 200 listed contracts of the book's coins, spread a little about their marks by the market's own fit. */
const candidates: readonly Candidate[] = largeBook(200).positions.map(({ instrument }) => ({ instrument, lot: 0.1, max: 10 }))

async function times(warm: number, runs: number, run: (round: number) => Promise<number>): Promise<number[]> {
  const found: number[] = []
  for (let round = 0; round < warm + runs; round++) {
    const took = await run(round)
    if (round >= warm) found.push(took)
  }
  return found
}

const rowsOf = (name: string, sample: readonly number[], bar: number | null): Row[] => [
  { name: `${name}, median`, value: median(sample), unit: 'ms', better: 'lower', bar },
  { name: `${name}, p95`, value: quantile(sample, 0.95), unit: 'ms', better: 'lower', bar: null },
]

/** Needs build/core.wasm. */
export async function liquidationRows(root: string): Promise<Row[]> {
  const file = await bundleNodeWorker(join(root, 'build/bench/engine'))
  const client = createEngineClient({ spawn: () => nodeWorker(file) })
  const clock = async (work: () => Promise<unknown>): Promise<number> => {
    const from = performance.now()
    if ((await work()) === 'superseded') throw new Error('a run of the bench was superseded')
    return performance.now() - from
  }
  const rows: Row[] = []
  const many: Portfolio = largeBook(200)
  for (const venue of VENUES) {
    const desk = (book: Portfolio, round: number) => ({ portfolio: touched(book, round), market, venue })
    const hedged = await times(3, 9, (round) =>
      clock(() => client.task('hedge', { ...desk(small, round), wish: { objective: 'initial' }, candidates, maxLegs: 3 })),
    )
    rows.push(...rowsOf(`hedge, 60 legs, ${candidates.length} candidates, ${venue}, in the worker`, hedged, HEDGE_MS))
    const attributed = await times(2, 7, (round) => clock(() => client.task('attribution', desk(small, round))))
    rows.push(...rowsOf(`attribution, 60 legs, ${venue}, in the worker`, attributed, null))
    const pictures: number[] = []
    const whole = await times(1, 3, (round) => {
      let first: number | undefined
      const from = performance.now()
      return clock(() =>
        client.task('liquidation', { ...desk(many, round), underlying: 'BTC', grid: { spot: 81, vol: 41 } }, (part) => {
          if (first !== undefined || part.frontier === undefined) return
          first = performance.now() - from
          if (round >= 1) pictures.push(first)
        }),
      )
    })
    rows.push(...rowsOf(`frontier 81 × 41, 200 legs, ${venue}: first picture, in the worker`, pictures, PICTURE_MS))
    rows.push(...rowsOf(`frontier in full with points and time, 200 legs, ${venue}, in the worker`, whole, null))
  }
  client.terminate()
  return rows
}
