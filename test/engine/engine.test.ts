import { mkdtempSync, rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createEngineClient } from '../../src/engine/client.ts'
import { createInProcessEngine } from '../../src/engine/desk.ts'
import { testCore } from '../support/core.ts'
import { bundleNodeWorker, nodeWorker } from '../support/node-engine.ts'
import { engineSuite } from './suite.ts'

const here = engineSuite('in process', async () => ({ ...createInProcessEngine(await testCore()), close: () => undefined }))

const there = engineSuite('through a worker', async () => {
  const dir = mkdtempSync('build/test-')
  const file = await bundleNodeWorker(dir)
  const client = createEngineClient({ spawn: () => nodeWorker(file) })
  return {
    desk: client.desk,
    compare: client.compare,
    close: () => {
      client.terminate()
      rmSync(dir, { recursive: true, force: true })
    },
  }
})

test('both faces answer with the same digits', () => {
  expect(there.size).toBeGreaterThan(0)
  expect(there).toEqual(here)
})
