import type { Market } from '../domain/market.ts'
import { isStill, shiftMarket } from '../domain/shift.ts'
import { compareBlocks } from './compare.ts'
import type { Core } from './core.ts'
import { heldGreeks } from './greeks.ts'
import { heldBook } from './held.ts'
import { computeMargin } from './margin.ts'
import { heldCurves } from './pnl.ts'
import type { CompareAnswer, CompareRequest, DeskAnswer, DeskRequest, DeskSide, EngineApi } from './protocol.ts'
import type { TaskAnswer, TaskName, TaskRequest } from './tasks/index.ts'
import type { Task } from './tasks/task.ts'
import { venueOf } from './venue-of.ts'

/** Says when to stop between two blocks of a run; in-process nothing ever stops it. */
export type Pause = () => Promise<void>

/**
 * Everything that one change of the book makes stale: margin with every leg's P&L in every scenario, Greeks, P&L curves; the same with the
 * what-if orders filled where there are any. Each part is one block; a worker may be told to stop between blocks.
 */
function* deskBlocks(core: Core, request: DeskRequest, pictures: Core): Generator<void, DeskAnswer> {
  const took = sinceNow()
  let pricing = 0
  const clocked: Core = {
    ...core,
    revalue: (grid) => {
      const from = performance.now()
      const values = core.revalue(grid)
      pricing += performance.now() - from
      return values
    },
  }
  const { fill, shift } = request
  const moved = shift !== undefined && !isStill(shift)
  const market = moved ? shiftMarket(request.market, shift, core) : request.market
  const held = yield* sideBlocks(clocked, request, market, fill, pictures)
  const ordered = fill === undefined && request.portfolio.orders.some((o) => o.status === 'whatif' && o.enabled !== false)
  if (ordered) yield
  const after = ordered ? yield* sideBlocks(clocked, request, market, ['whatif'], pictures) : undefined
  return { ...held, ...(after === undefined ? {} : { after }), ...(moved ? { market } : {}), took: took(), pricing }
}

function* sideBlocks(
  core: Core,
  request: DeskRequest,
  market: Market,
  fill: DeskRequest['fill'],
  pictures: Core,
): Generator<void, DeskSide> {
  const { portfolio } = request
  const margin = computeMargin(core, venueOf(request.venue), {
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
  return { margin, greeks, curves }
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
  const { shift, ...still } = request
  const moved = shift === undefined || isStill(shift) ? {} : { market: shiftMarket(request.market, shift, core) }
  const blocks = compareBlocks(core, { ...still, ...moved })
  let paused = 0
  for (;;) {
    const step = blocks.next()
    if (step.done === true) return { results: step.value, ...moved, took: took() }
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

/** One of the longer questions; its code is loaded when the first is asked. A turn is taken when a while has passed, not after each block. */
export async function taskInBlocks<N extends TaskName>(
  core: Core,
  name: N,
  request: TaskRequest<N>,
  report: (part: TaskAnswer<N>) => void,
  pause: Pause,
): Promise<TaskAnswer<N>> {
  const { tasks } = await import('./tasks/index.ts')
  const task = tasks[name] as unknown as Task<TaskRequest<N>, TaskAnswer<N>>
  const blocks = task(core, request, report)
  let since = performance.now()
  for (;;) {
    const step = blocks.next()
    if (step.done === true) return step.value
    if (performance.now() - since < BLOCK_MS) continue
    await pause()
    since = performance.now()
  }
}

/** The face for whoever has no worker: command line, tests. */
export function createInProcessEngine(core: Core): EngineApi {
  return {
    desk: async (request) => desk(core, request),
    compare: async (request) => atOnce(comparison(core, request)),
    task: (name, request, report) => taskInBlocks(core, name, request, report ?? (() => undefined), async () => undefined),
  }
}
