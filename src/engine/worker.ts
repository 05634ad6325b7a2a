import { expose } from 'comlink'
import coreUrl from '../../build/core.wasm?url'
import relaxedUrl from '../../build/core-relaxed.wasm?url'
import { download, loadCore, loadRelaxedCore } from './load.ts'
import { createWorkerApi } from './worker-api.ts'

const wasm = typeof WebAssembly === 'undefined' ? undefined : WebAssembly

// Exposed before anything is awaited: a call that arrives while the core loads waits for it instead of being lost.
expose(
  createWorkerApi(
    () => loadCore({ fetchCore: () => download(coreUrl), wasm }),
    () => loadRelaxedCore({ fetchCore: () => download(relaxedUrl), wasm }),
  ),
)
