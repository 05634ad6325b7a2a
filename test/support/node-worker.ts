import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { expose } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter'
import { loadCore } from '../../src/engine/load.ts'
import { createWorkerApi } from '../../src/engine/worker-api.ts'

// The engine's worker with Node's message port in place of the browser's. Test doubles of a platform's ills come in `workerData`.
const { ill } = workerData as { ill: string | undefined }
if (parentPort === null) throw new Error('this is a worker')
const port = parentPort
let loads = 0

const api = createWorkerApi(async () => {
  loads += 1
  if (ill === 'loads for ever') return new Promise<never>(() => undefined)
  return loadCore({
    fetchCore: async () => {
      if (ill === 'no file' || (ill === 'no file twice' && loads <= 2)) throw new Error('the server answered 404')
      if (ill === 'damaged file') return new Uint8Array([0, 0x61, 0x73, 0x6d, 9, 9, 9, 9])
      return new Uint8Array(await readFile('build/core.wasm'))
    },
    wasm: ill === 'no wasm' ? undefined : ill === 'no simd' ? { validate: () => false } : WebAssembly,
  })
})
const suffer = ({ name }: { readonly name: string }): void => {
  if (name === 'crash') process.exit(7)
  if (name === 'crash once' && ill !== 'second life') process.exit(7)
  if (name === 'block') for (;;);
}
const desk: typeof api.desk = (run, request) => {
  suffer(request.portfolio)
  return api.desk(run, request)
}
const compare: typeof api.compare = (run, request) => {
  suffer(request.portfolio)
  return api.compare(run, request)
}
if (ill === 'mute') setInterval(() => undefined, 1000)
else expose({ ...api, desk, compare }, nodeEndpoint(port))
