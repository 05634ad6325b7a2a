import type { Methodology } from '../domain/methodology.ts'
import { venueById, venues } from '../venues/index.ts'
import { compareBlocks } from './compare.ts'
import type { Core } from './core.ts'
import { heldGreeks } from './greeks.ts'
import { heldBook } from './held.ts'
import { computeMargin } from './margin.ts'
import { heldCurves } from './pnl.ts'
import type { CompareAnswer, CompareRequest, DeskAnswer, DeskRequest, EngineApi } from './protocol.ts'

/** Says when to stop between two blocks of a run; in-process nothing ever stops it. */
export type Pause = () => Promise<void>

/** The venue of an id. Throws a sentence that lists the ids: the store only ever sends one of them. */
function venueOf(id: string): Methodology {
  const venue = venueById(id)
  if (venue !== undefined) return venue
  throw new Error(`there is no venue "${id}"; there are ${venues.map((v) => v.id).join(', ') || 'none'}`)
}

/**
 * Everything that one change of the book makes stale: margin with every leg's P&L in every scenario, Greeks, P&L curves. Each part is one
 * block; a worker may be told to stop between blocks.
 */
function* deskBlocks(core: Core, request: DeskRequest, pictures: Core): Generator<void, DeskAnswer> {
  const took = sinceNow()
  const { portfolio, market, fill } = request
  const venue = venueOf(request.venue)
  const margin = computeMargin(core, venue, {
    portfolio,
    market,
    legs: true,
    ...(request.rulesDate === undefined ? {} : { rulesDate: request.rulesDate }),
    ...(request.params === undefined ? {} : { params: request.params }),
    ...(fill === undefined ? {} : { fill }),
  })
  yield
  const held = heldBook(portfolio, market, core, fill)
  const greeks = heldGreeks(core, held)
  yield
  const curves = heldCurves(request.preview === true ? pictures : core, held, market, request.curves)
  return { margin, greeks, curves, took: took() }
}

const sinceNow = (): (() => number) => {
  const started = performance.now()
  return () => performance.now() - started
}

/** Milliseconds of rule sets that make one block: a turn of the event loop after each of them would cost more than the small ones. */
const BLOCK_MS = 16

/** Every rule set; as many as fit into a short while are one block. */
function* comparison(core: Core, request: CompareRequest): Generator<void, CompareAnswer> {
  const took = sinceNow()
  const blocks = compareBlocks(core, request)
  let paused = 0
  for (;;) {
    const step = blocks.next()
    if (step.done === true) return { results: step.value, took: took() }
    if (took() - paused < BLOCK_MS) continue
    yield
    paused = took()
  }
}

/** The whole answer at once. Throws where `computeMargin` does, or for an unknown venue. */
export function desk(core: Core, request: DeskRequest): DeskAnswer {
  return atOnce(deskBlocks(core, request, core))
}

function atOnce<A>(blocks: Generator<void, A>): A {
  for (;;) {
    const step = blocks.next()
    if (step.done === true) return step.value
  }
}

async function inBlocks<A>(blocks: Generator<void, A>, pause: Pause): Promise<A> {
  for (;;) {
    const step = blocks.next()
    if (step.done === true) return step.value
    await pause()
  }
}

/** The same answer with `pause` awaited between blocks; what `pause` throws ends the run. `pictures` draws the curves of a preview. */
export const deskInBlocks = (core: Core, request: DeskRequest, pause: Pause, pictures: Core = core): Promise<DeskAnswer> =>
  inBlocks(deskBlocks(core, request, pictures), pause)

/** All rule sets of one book, with `pause` awaited between two of them. */
export const compareInBlocks = (core: Core, request: CompareRequest, pause: Pause): Promise<CompareAnswer> =>
  inBlocks(comparison(core, request), pause)

/** The face for whoever has no worker: command line, tests. */
export function createInProcessEngine(core: Core): EngineApi {
  return { desk: async (request) => desk(core, request), compare: async (request) => atOnce(comparison(core, request)) }
}
