// The browser's side of the comparison bench: the engine's client with its own worker, as in the app, without the app.
import { createEngineClient } from '../../src/engine/client.ts'
import { spawnEngineWorker } from '../../src/engine/spawn.ts'
import { compareTimes, type Times } from './compare-times.ts'

declare global {
  interface Window {
    compareTimes?: (legs: number, warm: number, runs: number) => Promise<Times>
  }
}

const client = createEngineClient({ spawn: spawnEngineWorker })
window.compareTimes = (legs, warm, runs) => compareTimes(client, legs, warm, runs)
