// A worker thread that answers one thing: the margin of a book at a venue. What the engine's own worker does besides is measured apart.
import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { createCore } from '../../src/engine/core.ts'
import { computeMargin, type MarginRequest } from '../../src/engine/margin.ts'
import { venueById } from '../../src/venues/index.ts'

export interface MarginQuestion extends MarginRequest {
  readonly venue: string
}

const core = await createCore(readFileSync((workerData as { wasm: string }).wasm))
parentPort?.on('message', ({ venue, ...request }: MarginQuestion) => {
  const rules = venueById(venue)
  if (rules === undefined) throw new Error(`there is no venue ${venue}`)
  parentPort?.postMessage(computeMargin(core, rules, request))
})
