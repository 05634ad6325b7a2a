import type { Numerics } from '../domain/numerics.ts'
import type { Fault } from '../domain/result.ts'
import { download, loadCore } from '../engine/load.ts'
import { desk } from './desk.ts'
import { notify, openImport } from './ui.ts'

/** Largest file that is read, in bytes: a whole chain with depth is a tenth of it. */
const LARGEST = 40_000_000

/** The core on the page itself: fitting a dropped chain needs its elementary functions. Loaded the first time one is dropped. */
let numerics: Promise<Numerics> | undefined
export function pageNumerics(): Promise<Numerics> {
  numerics ??= import('../../build/core.wasm?url').then(({ default: url }) =>
    loadCore({ fetchCore: () => download(url), wasm: typeof WebAssembly === 'undefined' ? undefined : WebAssembly }),
  )
  numerics.catch(() => {
    numerics = undefined
  })
  return numerics
}

/** What a text was taken for and what came of it. */
export type Taken =
  | { readonly kind: 'positions' }
  | { readonly kind: 'market'; readonly message: string }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] }

/** Loads a market from a text, or says that it holds positions, which the import dialog reads. */
export async function takeText(text: string, name: string): Promise<Taken> {
  const { kindOfText, readMarketText } = await import('../market/read.ts')
  const kind = kindOfText(text)
  if (kind === 'portfolio' || kind === 'unknown') return { kind: 'positions' }
  const source = kind === 'market' ? {} : { source: name === '' ? 'pasted chain' : name }
  const read = readMarketText(text, { smile: 'svi', numerics: await pageNumerics(), ...source })
  if (!read.ok) return { kind: 'refused', faults: read.faults }
  const { market, skipped } = read.value
  desk().getState().setMarket(market)
  const [first] = skipped
  const left = first === undefined ? '' : ` ${skipped.length} rows left out, the first: row ${first.row}, ${first.name}, ${first.reason}.`
  return { kind: 'market', message: `Market loaded: ${market.source}.${left}` }
}

/** Takes dropped or chosen files one after the other: markets are loaded, positions open the import dialog with every row listed. */
export async function takeFiles(files: Iterable<File>): Promise<void> {
  for (const file of files) {
    if (file.size > LARGEST) {
      notify(`${file.name}: ${file.size} bytes: expected at most ${LARGEST}`)
      continue
    }
    try {
      notify(`Reading ${file.name}`)
      const text = await file.text()
      const taken = await takeText(text, file.name)
      notify(taken.kind === 'market' ? taken.message : undefined)
      if (taken.kind !== 'market') openImport(text, file.name)
    } catch (error) {
      notify(`${file.name} could not be read: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
