import { expose } from 'comlink'
import coreUrl from '../../build/core.wasm?url'
import { download, loadCore } from './load.ts'
import { createWorkerApi } from './worker-api.ts'

// Exposed before anything is awaited: a call that arrives while the core loads waits for it instead of being lost.
expose(
  createWorkerApi(() =>
    loadCore({
      fetchCore: () => download(coreUrl),
      wasm: typeof WebAssembly === 'undefined' ? undefined : WebAssembly,
    }),
  ),
)
