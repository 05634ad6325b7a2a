import { mkdtempSync, rmSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createEngineClient, type EngineWorker, type Patience } from '../../src/engine/client.ts'
import type { EngineClient, EngineStatus } from '../../src/engine/protocol.ts'
import { bundleNodeWorker, nodeWorker } from '../support/node-engine.ts'
import { mixed, request } from './fixture.ts'

let dir = ''
let file = ''
beforeAll(async () => {
  dir = mkdtempSync('build/test-')
  file = await bundleNodeWorker(dir)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

let open: EngineClient[] = []
afterEach(() => {
  for (const client of open) client.terminate()
  open = []
})

/** A client whose n-th worker suffers the n-th ill; the last one counts for all that follow. */
function client(ills: readonly (string | undefined)[] = [undefined], patience: Partial<Patience> = {}) {
  const spawned: EngineWorker[] = []
  const engine = createEngineClient({
    spawn: () => {
      const worker = nodeWorker(file, ills[Math.min(spawned.length, ills.length - 1)])
      spawned.push(worker)
      return worker
    },
    patience,
  })
  open.push(engine)
  return { engine, spawned }
}
const ask = (name = '') => request(mixed, name)
const isAnswer = (answer: unknown): boolean => typeof answer === 'object' && answer !== null && 'margin' in answer

test('latest wins: of ten requests at once the first and the last are answered, the others are superseded', async () => {
  const { engine } = client([undefined], { waitedFor: 60_000 })
  const answers = await Promise.all(Array.from({ length: 10 }, () => engine.desk(ask())))
  expect(answers.map(isAnswer)).toEqual([true, ...Array.from({ length: 8 }, () => false), true])
  expect(answers.slice(1, 9)).toEqual(Array.from({ length: 8 }, () => 'superseded'))
})

test('status goes from starting over busy to idle, and whoever listens hears it', async () => {
  const { engine } = client()
  const heard: string[] = []
  const stop = engine.subscribe((s) => heard.push(s.state))
  expect(engine.status().state).toBe('starting')
  await engine.desk(ask())
  await engine.desk(ask())
  expect(heard).toEqual(['busy', 'idle', 'busy', 'idle'])
  stop()
  await engine.desk(ask())
  expect(heard.length).toBe(4)
})

test('a worker that dies under a run is replaced and the run is tried once more', async () => {
  const { engine, spawned } = client([undefined, 'second life'])
  expect(isAnswer(await engine.desk(ask('crash once')))).toBe(true)
  expect(spawned.length).toBe(2)
})

test('a run that kills two workers is rejected in words, and the next request is answered', async () => {
  const { engine, spawned } = client()
  await expect(engine.desk(ask('crash'))).rejects.toMatchObject({ kind: 'worker-died', message: expect.stringContaining('stopped') })
  expect(engine.status()).toMatchObject({ state: 'trouble', kind: 'worker-died' })
  expect(isAnswer(await engine.desk(ask()))).toBe(true)
  expect(engine.status()).toEqual({ state: 'idle' })
  expect(spawned.length).toBe(3)
})

test('a crash under a run with a newer one waiting loses nothing: the newer one is answered', async () => {
  const { engine } = client()
  const [first, second] = await Promise.all([engine.desk(ask('crash')), engine.desk(ask())])
  expect(first).toBe('superseded')
  expect(isAnswer(second)).toBe(true)
})

test('terminate while idle is trouble until the next request, which is answered', async () => {
  const { engine } = client()
  await engine.desk(ask())
  engine.terminate()
  expect(engine.status()).toMatchObject({ state: 'trouble', kind: 'worker-died' })
  expect(isAnswer(await engine.desk(ask()))).toBe(true)
})

test('terminate under a run: the run is answered by a new worker', async () => {
  const { engine } = client()
  const answer = engine.desk(ask())
  engine.terminate()
  expect(isAnswer(await answer)).toBe(true)
})

test('soft cancellation: a run that waits for its core gives way to a newer one, and the worker lives on', async () => {
  const { engine, spawned } = client(['loads for ever'], { waitedFor: 20, alone: 200, grace: 5_000 })
  const first = engine.desk(ask())
  const second = engine.desk(ask())
  expect(await first).toBe('superseded')
  await expect(second).rejects.toMatchObject({ kind: 'failed', message: expect.stringContaining('took longer than 0.2 s') })
  expect(spawned.length).toBe(1)
})

test('hard cancellation: a run that does not hear is ended with its worker, and the newer one is answered', async () => {
  const { engine, spawned } = client([undefined], { waitedFor: 20, grace: 50 })
  await engine.desk(ask())
  const [first, second] = await Promise.all([engine.desk(ask('block')), engine.desk(ask())])
  expect(first).toBe('superseded')
  expect(isAnswer(second)).toBe(true)
  expect(spawned.length).toBe(2)
})

test('a run that takes for ever is ended and said so, and the next request is answered', async () => {
  const { engine } = client([undefined], { alone: 100, grace: 50 })
  await engine.desk(ask())
  await expect(engine.desk(ask('block'))).rejects.toMatchObject({ kind: 'failed', message: expect.stringContaining('was stopped') })
  expect(isAnswer(await engine.desk(ask()))).toBe(true)
})

test('a worker that never says a word is given up, twice, and the request rejected', async () => {
  const { engine, spawned } = client(['mute'], { start: 100 })
  await expect(engine.desk(ask())).rejects.toMatchObject({ kind: 'worker-died', message: expect.stringContaining('did not start') })
  expect(spawned.length).toBe(2)
})

test('a worker that cannot be made rejects in words', async () => {
  const engine = createEngineClient({
    spawn: () => {
      throw new Error('workers are forbidden here')
    },
  })
  expect(engine.status()).toMatchObject({ state: 'trouble', kind: 'worker-died' })
  await expect(engine.desk(ask())).rejects.toThrow('workers are forbidden here')
})

test.each([
  ['no wasm', 'no-wasm', 'does not run WebAssembly'],
  ['no simd', 'no-simd', 'SIMD'],
  ['no file', 'no-wasm', 'the server answered 404'],
  ['damaged file', 'no-wasm', 'damaged'],
])('%s is said in a plain sentence', async (ill, kind, words) => {
  const { engine } = client([ill])
  await expect(engine.desk(ask())).rejects.toMatchObject({ kind, message: expect.stringContaining(words) })
  const status: EngineStatus = engine.status()
  expect(status).toMatchObject({ state: 'trouble', kind })
})

test('a core that could not be had, at the start nor for a request, is asked for again by the next request', async () => {
  const { engine, spawned } = client(['no file twice'])
  await expect(engine.desk(ask())).rejects.toMatchObject({ kind: 'no-wasm' })
  expect(isAnswer(await engine.desk(ask()))).toBe(true)
  expect(spawned.length).toBe(1)
})

test('a request that cannot be cloned is rejected, and the next one is answered', async () => {
  const { engine } = client()
  const odd = { ...ask(), fill: (() => undefined) as never }
  await expect(engine.desk(odd)).rejects.toMatchObject({ kind: 'failed' })
  expect(isAnswer(await engine.desk(ask()))).toBe(true)
})

test('a comparison and a desk run side by side: each supersedes its own kind alone, the desk goes first', async () => {
  const { engine } = client([undefined], { waitedFor: 60_000 })
  const { portfolio, market } = ask()
  const done: string[] = []
  const said = (what: string) => (answer: unknown) => {
    done.push(answer === 'superseded' ? `${what} superseded` : what)
  }
  await Promise.all([
    engine.desk(ask()).then(said('desk 1')),
    engine.compare({ portfolio, market }).then(said('compare 1')),
    engine.compare({ portfolio, market }).then(said('compare 2')),
    engine.desk(ask()).then(said('desk 2')),
  ])
  expect(done).toEqual(['compare 1 superseded', 'desk 1', 'desk 2', 'compare 2'])
})

test('a comparison whose worker dies is asked once more', async () => {
  const { engine, spawned } = client([undefined, 'second life'])
  const { portfolio, market } = ask('crash once')
  const answer = await engine.compare({ portfolio, market })
  expect(answer !== 'superseded' && answer.results.length > 10).toBe(true)
  expect(spawned.length).toBe(2)
})
