import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { desk } from '../../src/engine/desk.ts'
import { digest } from '../../src/engine/digest.ts'
import { loadRelaxedCore } from '../../src/engine/load.ts'
import type { DeskAnswer, DeskRequest } from '../../src/engine/protocol.ts'
import { unpack } from '../../src/engine/wire.ts'
import { createWorkerApi } from '../../src/engine/worker-api.ts'
import { testCore } from '../support/core.ts'
import { mixed, request } from './fixture.ts'

const core = await testCore()

async function ask(api: ReturnType<typeof createWorkerApi>, asked: DeskRequest): Promise<DeskAnswer> {
  const reply = await api.desk(1, asked)
  if (!reply.ok) throw new Error(`not answered: ${reply.kind}`)
  return unpack(reply.wire)
}

test('the core for pictures draws the curves of a preview and nothing else', async () => {
  // A stand-in whose every value is a million times too much.
  const marked: typeof core = {
    ...core,
    revalue: (grid) => {
      const { base, values, delta } = core.revalue(grid)
      return { base, values: values.map((row) => row.map((v) => v * 1e6)), delta }
    },
  }
  const api = createWorkerApi(
    async () => core,
    async () => marked,
  )
  const plain = await ask(api, request(mixed))
  // The first preview asks for the other core, and does not wait for it.
  await ask(api, { ...request(mixed), preview: true })
  const preview = await ask(api, { ...request(mixed), preview: true })
  expect(digest(preview.margin)).toBe(digest(plain.margin))
  expect(digest(preview.greeks)).toBe(digest(plain.greeks))
  expect(Math.abs(preview.curves[0]?.now[0] ?? 0)).toBeGreaterThan(1e3 * Math.abs(plain.curves[0]?.now[0] ?? Number.NaN))
  expect(digest(await ask(api, request(mixed)))).toBe(digest(plain))
})

test('where the core for pictures cannot be had, previews are drawn by the other', async () => {
  const api = createWorkerApi(
    async () => core,
    async () => Promise.reject(new Error('none')),
  )
  const plain = desk(core, request(mixed))
  await ask(api, { ...request(mixed), preview: true })
  expect(digest(await ask(api, { ...request(mixed), preview: true }))).toBe(digest(plain))
})

test('a platform without relaxed SIMD is found out before its file is fetched', async () => {
  const fetchCore = () => Promise.reject(new Error('fetched'))
  await expect(loadRelaxedCore({ fetchCore, wasm: { validate: () => false } })).rejects.toThrow('no relaxed SIMD')
  await expect(loadRelaxedCore({ fetchCore, wasm: { validate: () => true } })).rejects.toThrow('fetched')
})

test('the probe for relaxed SIMD tells the truth: it is found where the relaxed core compiles, and only there', async () => {
  const bytes = new Uint8Array(readFileSync('build/core-relaxed.wasm'))
  const loaded = loadRelaxedCore({ fetchCore: async () => bytes, wasm: WebAssembly })
  if (WebAssembly.validate(bytes)) expect((await loaded).price(1, 100, 100, 1, 0.2)).toBeCloseTo(7.965567455405804, 12)
  else await expect(loaded).rejects.toThrow('no relaxed SIMD')
})
