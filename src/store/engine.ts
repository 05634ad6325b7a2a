import { createEngineClient } from '../engine/client.ts'
import type { EngineClient } from '../engine/protocol.ts'
import { spawnEngineWorker } from '../engine/spawn.ts'
import { desk } from './desk.ts'
import { followDesk } from './run.ts'

let client: EngineClient | undefined
let stop: (() => void) | undefined

/** Starts the worker and keeps the run in step with the desk. Called once, by the entry. */
export function startEngine(): EngineClient {
  client = createEngineClient({ spawn: spawnEngineWorker })
  stop = followDesk(desk(), client)
  return client
}

/** The worker's client. Throws where it is used before `startEngine`. */
export function engine(): EngineClient {
  if (client === undefined) throw new Error('the engine has not been started yet')
  return client
}

let second: EngineClient | undefined
/**
 * A second worker for the longer questions, started by the first of them: they run beside the desk's own numbers and never make them wait.
 */
export function background(): EngineClient {
  second ??= createEngineClient({ spawn: spawnEngineWorker })
  return second
}

let third: EngineClient | undefined
/** A worker for the picture in sight, which follows the hand: the other long questions, such as the margin of every quote, never hold it up. */
export function pictureEngine(): EngineClient {
  third ??= createEngineClient({ spawn: spawnEngineWorker })
  return third
}

/** Asks anew for the present inputs: the client starts a new worker where the old one died. */
export function restartEngine(): void {
  if (client === undefined) return
  stop?.()
  stop = followDesk(desk(), client)
}
