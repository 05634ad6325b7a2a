import { transfer } from 'comlink'
import type { Core } from './core.ts'
import { compareInBlocks, deskInBlocks, type Pause, taskInBlocks } from './desk.ts'
import { reasonOf } from './load.ts'
import { pack, type Reply, type WorkerApi } from './wire.ts'

class Cancelled extends Error {}

/** One turn of the event loop, in which a `cancel` may be heard. A channel, since timers wait 4 ms once nested. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(0)
  })
}

/**
 * The engine behind a message port. Exposed before the core has loaded: each method awaits the core itself, so that no call is lost. A load
 * that failed is tried again by the next run. `loadPictures` gets the core of previews: asked for by the first of them, used once it is there.
 */
export function createWorkerApi(load: () => Promise<Core>, loadPictures?: () => Promise<Core>): WorkerApi {
  let core: Promise<Core> | undefined
  const ready = (): Promise<Core> => {
    core ??= load().catch((error: unknown) => {
      core = undefined
      throw error
    })
    return core
  }
  let pictures: Core | undefined
  let asked = false
  const wantPictures = (): void => {
    if (asked || loadPictures === undefined) return
    asked = true
    loadPictures().then(
      (loaded) => {
        pictures = loaded
      },
      // Without it the core itself draws: slower, no less true.
      () => undefined,
    )
  }
  /** Runs under way that were told to stop, by id, with the way to wake one that still waits for the core. */
  const runs = new Map<number, { cancelled: boolean; wake: (why: Cancelled) => void }>()
  // Starts the download at once. Should it fail, the first run tries again and hears of it.
  ready().catch(() => undefined)

  /** One run: waits for the core, works in blocks, stops when told to. What it throws crosses in words. */
  const answerTo = async <A>(run: number, work: (core: Core, pause: Pause) => Promise<A>): Promise<Reply<A>> => {
    const state = { cancelled: false, wake: (_why: Cancelled): void => undefined }
    const stopped = new Promise<never>((_, reject) => {
      state.wake = reject
    })
    stopped.catch(() => undefined)
    runs.set(run, state)
    try {
      const loaded = await Promise.race([ready(), stopped])
      const pause = async (): Promise<void> => {
        await turn()
        if (state.cancelled) throw new Cancelled('cancelled')
      }
      return { ok: true, wire: await work(loaded, pause) }
    } catch (error) {
      if (error instanceof Cancelled) return { ok: false, kind: 'cancelled' }
      return { ok: false, ...reasonOf(error) }
    } finally {
      runs.delete(run)
    }
  }
  return {
    hello: async () => true,
    desk: async (run, request) => {
      let buffers: ArrayBuffer[] = []
      const reply = await answerTo(run, async (loaded, pause) => {
        if (request.preview === true) wantPictures()
        const packed = pack(await deskInBlocks(loaded, request, pause, pictures))
        buffers = packed.transfer
        return packed.wire
      })
      return transfer(reply, buffers)
    },
    compare: (run, request) => answerTo(run, (loaded, pause) => compareInBlocks(loaded, request, pause)),
    task: (run, name, request, report) => answerTo(run, (loaded, pause) => taskInBlocks(loaded, name, request, report, pause)),
    cancel: (run) => {
      const state = runs.get(run)
      if (state === undefined) return
      state.cancelled = true
      state.wake(new Cancelled('cancelled'))
    },
  }
}
