import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import type { EngineWorker } from '../../src/engine/client.ts'

/** Bundles the worker for Node; returns the file. */
export async function bundleNodeWorker(outDir: string): Promise<string> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: 'test/support/node-worker.ts',
      outDir,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'node-worker.mjs' } },
    },
  })
  return resolve(outDir, 'node-worker.mjs')
}

/** A worker thread in the shape of the browser's `Worker`: data arrives in events, a crash or an exit as `error`. */
export function nodeWorker(file: string, ill?: string): EngineWorker {
  const thread = new Worker(file, { workerData: { ill } })
  const wrapped = new Map<unknown, (value: unknown) => void>()
  const fire = (listener: (event: Event) => void, event: object): void => listener(event as Event)
  return {
    postMessage: (message, transfer) => thread.postMessage(message, transfer as never),
    addEventListener: (type, listener) => {
      const on =
        type === 'message'
          ? (data: unknown) => fire(listener, { type, data })
          : (error: unknown) => fire(listener, { type, message: error instanceof Error ? error.message : `exit ${String(error)}` })
      wrapped.set(listener, on)
      thread.on(type, on)
      if (type === 'error') thread.on('exit', on)
    },
    removeEventListener: (type, listener) => {
      const on = wrapped.get(listener)
      if (on === undefined) return
      thread.off(type, on)
      if (type === 'error') thread.off('exit', on)
    },
    terminate: () => {
      thread.terminate().catch(() => undefined)
    },
  }
}
