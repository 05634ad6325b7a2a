import { type Core, createCore } from './core.ts'
import type { EngineTrouble } from './protocol.ts'

/** Why the engine cannot answer: the kind for the program, one plain sentence for the user. */
export class EngineError extends Error {
  readonly kind: EngineTrouble
  constructor(kind: EngineTrouble, message: string) {
    super(message)
    this.name = 'EngineError'
    this.kind = kind
  }
}

/**
 * The smallest module that uses 128-bit SIMD: (func (result v128) i32.const 0 i8x16.splat). Bytes by the binary format of the WebAssembly
 * specification: type section () → v128, one function, opcode fd 0f.
 */
const SIMD_PROBE = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0, 10, 8, 1, 6, 0, 0x41, 0, 0xfd, 0x0f, 0x0b,
])

/** The same for relaxed SIMD: (func (param v128 v128 v128) (result v128) f64x2.relaxed_madd), opcode fd 87 02. */
const RELAXED_PROBE = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 8, 1, 0x60, 3, 0x7b, 0x7b, 0x7b, 1, 0x7b, 3, 2, 1, 0, 10, 13, 1, 11, 0, 0x20, 0, 0x20, 1, 0x20, 2,
  0xfd, 0x87, 0x02, 0x0b,
])

const NO_WASM = 'This browser does not run WebAssembly here, which all the calculations need. A private or lockdown mode may forbid it.'
const NO_SIMD = 'This browser is too old for the calculations: it does not run WebAssembly SIMD. Any browser from 2023 or later does.'
const NOT_LOADED = 'The calculation core could not be loaded. The next change tries again.'

/** What the loader asks of the platform; tests stand in for a browser that lacks some of it. */
export interface Platform {
  /** Bytes of the core's file. Rejects where they cannot be had. */
  readonly fetchCore: () => Promise<BufferSource>
  readonly wasm: { validate(bytes: BufferSource): boolean } | undefined
}

/**
 * The core that prints results. Rejects with an `EngineError`: `no-wasm` where there is no WebAssembly or its file cannot be had or is
 * damaged, `no-simd` where the platform refuses SIMD.
 */
export async function loadCore({ fetchCore, wasm }: Platform): Promise<Core> {
  if (wasm === undefined) throw new EngineError('no-wasm', NO_WASM)
  if (!wasm.validate(SIMD_PROBE)) throw new EngineError('no-simd', NO_SIMD)
  let bytes: BufferSource
  try {
    bytes = await fetchCore()
  } catch (error) {
    throw new EngineError('no-wasm', `${NOT_LOADED} (${words(error)})`)
  }
  try {
    return await createCore(bytes)
  } catch (error) {
    throw new EngineError('no-wasm', `${NOT_LOADED} Its file is damaged or too new for this browser (${words(error)})`)
  }
}

/** The core with relaxed SIMD, for pictures only: its last digits depend on the processor. Rejects where the platform lacks it. */
export async function loadRelaxedCore({ fetchCore, wasm }: Platform): Promise<Core> {
  if (wasm?.validate(RELAXED_PROBE) !== true) throw new EngineError('no-simd', 'There is no relaxed SIMD here.')
  return createCore(await fetchCore())
}

/** Downloads a wasm file; an answer that is not the file (404 page, proxy's login) is an error. */
export async function download(url: string | URL): Promise<ArrayBuffer> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
  return answer.arrayBuffer()
}

/** Any error as a kind and a sentence that can cross to another thread. */
export function reasonOf(error: unknown): { kind: EngineTrouble; message: string } {
  if (error instanceof EngineError) return { kind: error.kind, message: error.message }
  return { kind: 'failed', message: `The calculation failed: ${words(error)}.` }
}

export const words = (error: unknown): string => (error instanceof Error ? error.message : String(error))
