import type { EngineWorker } from './client.ts'

/** Starts the engine's worker in a browser. Its own module, so that whoever has no `Worker` need not load it. */
export const spawnEngineWorker = (): EngineWorker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' })
