import { proxy, type Remote, wrap } from 'comlink'
import { EngineError, reasonOf, words } from './load.ts'
import type { EngineClient, EngineStatus } from './protocol.ts'
import type { TaskName } from './tasks/index.ts'
import { type Refusal, type Reply, unpack, type WorkerApi } from './wire.ts'

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
  /** For one of the longer questions; one that a newer waits behind is stopped at once. */
  readonly task: number
  /** From the soft cancellation to the hard one. */
  readonly grace: number
}

export interface EngineClientOptions {
  readonly spawn: () => EngineWorker
  readonly patience?: Partial<Patience>
}

const PATIENCE: Patience = { start: 30_000, alone: 20_000, waitedFor: 1_000, task: 600_000, grace: 1_000 }
const isTask = (kind: Kind): boolean => kind.startsWith('task ')

const DIED = 'The calculation engine stopped. The next change starts it again.'
const NOT_STARTED = 'The calculation engine could not start. The next change tries again.'

/** `task …` for the longer questions, each name a kind of its own. */
type Kind = 'desk' | 'compare' | `task ${TaskName}`
/** Which waits longest: the numbers on the desk come before the table of all venues, and that before the longer questions. */
const rank = (kind: Kind): number => (kind === 'desk' ? 0 : kind === 'compare' ? 1 : 2)

interface Asked {
  readonly kind: Kind
  /** Asks the worker; a good answer comes back as the way to hand it over. */
  readonly send: (remote: Remote<WorkerApi>, run: number) => Promise<{ readonly ok: true; readonly deliver: () => void } | Refusal>
  readonly supersede: () => void
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
  const waiting: Partial<Record<Kind, Asked>> = {}
  const queue = (): Asked[] => Object.values(waiting).sort((a, b) => rank(a.kind) - rank(b.kind))
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
    else if (waiting[lost.asked.kind] !== undefined) lost.asked.supersede()
    else if (!lost.asked.retried) waiting[lost.asked.kind] = { ...lost.asked, retried: true }
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
    const long = isTask(of.asked.kind)
    const limit = waiting[of.asked.kind] === undefined ? (long ? patience.task : patience.alone) : long ? 0 : patience.waitedFor
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
    if (waiting[of.asked.kind] !== undefined) of.asked.supersede()
    else {
      const error = new EngineError('failed', `The calculation took longer than ${patience.alone / 1000} s and was stopped.`)
      trouble(error)
      of.asked.reject(error)
    }
    next()
  }

  /** Starts what waits, if nothing runs. */
  const next = (): void => {
    const [asked] = queue()
    if (running !== undefined || asked === undefined) return
    delete waiting[asked.kind]
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
    asked.send(living.remote, mine.run).then(
      (reply) => finished(mine, reply),
      (error: unknown) => finished(mine, { ok: false, ...reasonOf(error) }),
    )
  }

  const finished = (of: Running, reply: Awaited<ReturnType<Asked['send']>>): void => {
    // The answer of a worker that was buried meanwhile: its run has been settled or started anew.
    if (running !== of) return
    stopWatching()
    if (!reply.ok && reply.kind === 'cancelled') {
      stopped(of)
      return
    }
    running = undefined
    if (reply.ok) {
      if (queue().length === 0) say({ state: 'idle' })
      reply.deliver()
    } else {
      const error = new EngineError(reply.kind, reply.message)
      trouble(error)
      of.asked.reject(error)
    }
    next()
  }

  /** Puts a request in its place: in flight, or waiting in place of an older one of its kind. */
  const ask = <W, A>(
    kind: Kind,
    send: (remote: Remote<WorkerApi>, run: number) => Promise<Reply<W>>,
    read: (wire: W) => A,
  ): Promise<A | 'superseded'> =>
    new Promise((resolve, reject) => {
      waiting[kind]?.supersede()
      waiting[kind] = {
        kind,
        send: async (remote, run) => {
          const reply = await send(remote, run)
          return reply.ok ? { ok: true, deliver: () => resolve(read(reply.wire)) } : reply
        },
        supersede: () => resolve('superseded'),
        reject,
        retried: false,
      }
      if (running === undefined) next()
      else watch(running)
    })

  try {
    living = spawn()
  } catch (error) {
    trouble(new EngineError('worker-died', `${NOT_STARTED} (${words(error)})`))
  }
  return {
    desk: (request) => ask('desk', (remote, run) => remote.desk(run, request), unpack),
    compare: (request) =>
      ask(
        'compare',
        (remote, run) => remote.compare(run, request),
        (answer) => answer,
      ),
    task: (name, request, report) => {
      // Parts cross by a port of their own and may arrive after the whole: what is late is dropped.
      let settled = false
      const heard = proxy((part: Parameters<NonNullable<typeof report>>[0]) => {
        if (!settled) report?.(part)
      })
      return ask(
        `task ${name}`,
        (remote, run) => (remote as unknown as WorkerApi).task(run, name, request, heard),
        (answer) => answer,
      ).finally(() => {
        settled = true
      })
    },
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
