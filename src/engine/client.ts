import { type Remote, wrap } from 'comlink'
import { EngineError, reasonOf, words } from './load.ts'
import type { DeskAnswer, DeskRequest, EngineClient, EngineStatus } from './protocol.ts'
import { unpack, type WireReply, type WorkerApi } from './wire.ts'

/** What the client needs of a worker: the browser's `Worker`, or a stand-in of the same shape. A crash must arrive as `error`. */
export interface EngineWorker {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: Event) => void): void
  removeEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: Event) => void): void
  terminate(): void
}

/** Milliseconds. */
export interface Patience {
  /** From spawning to the worker's first word. */
  readonly start: number
  /** For one run that nobody waits behind; the core's download counts for the first. */
  readonly alone: number
  /** For one run that a newer one waits behind. */
  readonly waitedFor: number
  /** From the soft cancellation to the hard one. */
  readonly grace: number
}

export interface EngineClientOptions {
  readonly spawn: () => EngineWorker
  readonly patience?: Partial<Patience>
}

const PATIENCE: Patience = { start: 30_000, alone: 20_000, waitedFor: 1_000, grace: 1_000 }
const DIED = 'The calculation engine stopped. The next change starts it again.'
const NOT_STARTED = 'The calculation engine could not start. The next change tries again.'

interface Asked {
  readonly request: DeskRequest
  readonly resolve: (answer: DeskAnswer | 'superseded') => void
  readonly reject: (error: EngineError) => void
  /** True once a worker has died under it: a second death rejects it. */
  retried: boolean
}
interface Running {
  readonly asked: Asked
  readonly run: number
  /** When the worker could begin, `performance.now()`. */
  since: number
  timer: ReturnType<typeof setTimeout> | undefined
  cancelling: boolean
}
interface Living {
  readonly worker: EngineWorker
  readonly remote: Remote<WorkerApi>
  heard: boolean
  readonly bury: () => void
}

/**
 * The store's way to the worker; see `EngineClient` for what it promises. The worker is started at once, so that its download runs beside
 * the page's own. Every promise settles: with the answer, with `superseded`, or by an `EngineError` whose message is for the user.
 */
export function createEngineClient(options: EngineClientOptions): EngineClient {
  const patience: Patience = { ...PATIENCE, ...options.patience }
  const listeners = new Set<(status: EngineStatus) => void>()
  let status: EngineStatus = { state: 'starting' }
  let living: Living | undefined
  let running: Running | undefined
  let waiting: Asked | undefined
  let runs = 0

  const say = (next: EngineStatus): void => {
    if (next.state === status.state && next.state !== 'trouble') return
    status = next
    for (const listener of listeners) listener(next)
  }
  const trouble = (error: EngineError): void => say({ state: 'trouble', kind: error.kind, message: error.message })

  const spawn = (): Living => {
    const worker = options.spawn()
    const died = (event: Event): void => {
      if (living?.worker === worker) buried(lastWords(event))
    }
    const startTimer = setTimeout(() => {
      if (living?.worker === worker) buried(`it did not start within ${patience.start / 1000} s`)
    }, patience.start)
    worker.addEventListener('error', died)
    worker.addEventListener('messageerror', died)
    const made: Living = {
      worker,
      remote: wrap<WorkerApi>(worker),
      heard: false,
      bury: () => {
        clearTimeout(startTimer)
        worker.removeEventListener('error', died)
        worker.removeEventListener('messageerror', died)
        worker.terminate()
      },
    }
    made.remote.hello().then(
      () => {
        clearTimeout(startTimer)
        made.heard = true
        if (living !== made) return
        if (running === undefined) return say({ state: 'idle' })
        say({ state: 'busy' })
        running.since = performance.now()
        watch(running)
      },
      // A worker that cannot answer its first call is no worker.
      (error: unknown) => {
        if (living === made) buried(words(error))
      },
    )
    return made
  }

  /** The worker is gone, by a crash or by our hand. The run under it is tried once more; nothing is left hanging. */
  const buried = (why: string): void => {
    const sentence = living?.heard === true ? DIED : NOT_STARTED
    living?.bury()
    living = undefined
    const lost = running
    stopWatching()
    running = undefined
    const error = new EngineError('worker-died', `${sentence} (${why})`)
    if (lost === undefined) trouble(error)
    else if (waiting !== undefined) lost.asked.resolve('superseded')
    else if (!lost.asked.retried) waiting = { ...lost.asked, retried: true }
    else {
      trouble(error)
      lost.asked.reject(error)
    }
    next()
  }

  const stopWatching = (): void => {
    if (running?.timer !== undefined) clearTimeout(running.timer)
  }

  /** Sets the clock of a run: soft cancellation when its patience is over, hard when that is not heard. Counts from the worker's first word. */
  const watch = (of: Running): void => {
    if (living?.heard !== true || of.cancelling) return
    stopWatching()
    const limit = waiting === undefined ? patience.alone : patience.waitedFor
    of.timer = setTimeout(() => cancel(of), Math.max(0, of.since + limit - performance.now()))
  }

  const cancel = (of: Running): void => {
    of.cancelling = true
    living?.remote.cancel(of.run).catch(() => undefined)
    of.timer = setTimeout(() => {
      if (running !== of) return
      living?.bury()
      living = undefined
      stopped(of)
    }, patience.grace)
  }

  /** A run that was cancelled: superseded where a newer one waits, else the user hears of it. */
  const stopped = (of: Running): void => {
    running = undefined
    if (waiting !== undefined) of.asked.resolve('superseded')
    else {
      const error = new EngineError('failed', `The calculation took longer than ${patience.alone / 1000} s and was stopped.`)
      trouble(error)
      of.asked.reject(error)
    }
    next()
  }

  /** Starts what waits, if nothing runs. */
  const next = (): void => {
    if (running !== undefined || waiting === undefined) return
    const asked = waiting
    waiting = undefined
    try {
      living ??= spawn()
    } catch (error) {
      const died = new EngineError('worker-died', `${NOT_STARTED} (${words(error)})`)
      trouble(died)
      asked.reject(died)
      return
    }
    runs += 1
    const mine: Running = { asked, run: runs, since: performance.now(), timer: undefined, cancelling: false }
    running = mine
    say({ state: living.heard ? 'busy' : 'starting' })
    watch(mine)
    living.remote.desk(mine.run, asked.request).then(
      (reply) => finished(mine, reply),
      (error: unknown) => finished(mine, { ok: false, ...reasonOf(error) }),
    )
  }

  const finished = (of: Running, reply: WireReply): void => {
    // The answer of a worker that was buried meanwhile: its run has been settled or started anew.
    if (running !== of) return
    stopWatching()
    if (!reply.ok && reply.kind === 'cancelled') {
      stopped(of)
      return
    }
    running = undefined
    if (reply.ok) {
      if (waiting === undefined) say({ state: 'idle' })
      of.asked.resolve(unpack(reply.wire))
    } else {
      const error = new EngineError(reply.kind, reply.message)
      trouble(error)
      of.asked.reject(error)
    }
    next()
  }

  try {
    living = spawn()
  } catch (error) {
    trouble(new EngineError('worker-died', `${NOT_STARTED} (${words(error)})`))
  }
  return {
    desk: (request) =>
      new Promise((resolve, reject) => {
        waiting?.resolve('superseded')
        waiting = { request, resolve, reject, retried: false }
        if (running === undefined) next()
        else watch(running)
      }),
    status: () => status,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    terminate: () => {
      if (living !== undefined) buried('it was ended')
    },
  }
}

/** What an `error` event says, where it says anything: a script that could not be fetched says nothing. */
function lastWords(event: Event): string {
  const message = 'message' in event ? event.message : undefined
  return typeof message === 'string' && message !== ''
    ? message
    : event.type === 'messageerror'
      ? 'a message was garbled'
      : 'no reason given'
}
