import { readFileSync } from 'node:fs'
import { type Core, createCore } from '../../src/engine/core.ts'

/** The core that prints results, instantiated in this process. */
export const testCore = (): Promise<Core> => createCore(readFileSync(new URL('../../build/core.wasm', import.meta.url)))
