import coreUrl from '../../build/core.wasm?url'
import type { Core } from './core.ts'
import { download, loadCore } from './load.ts'

let core: Promise<Core> | undefined

/**
 * The core on the page's own thread, for pictures that must follow a hand within its frame. The same file as the worker's, so that the browser
 * has it already. Rejects with an `EngineError`; the next call then tries again.
 */
export function pageCore(): Promise<Core> {
  core ??= loadCore({ fetchCore: () => download(coreUrl), wasm: typeof WebAssembly === 'undefined' ? undefined : WebAssembly }).catch(
    (error: unknown) => {
      core = undefined
      throw error
    },
  )
  return core
}
