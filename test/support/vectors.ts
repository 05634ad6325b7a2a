import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folder of independent vectors; not part of this project. */
export const vectorsFolder = process.env['COUNTERPOISE_VECTORS'] ?? '../shared/vectors'
/** Python's json writes Infinity bare, which JSON has no word for; 1e999 reads as the same number. */
const BARE_INFINITY = /(?<=[[,:\s])Infinity(?=[\s,\]}])/g
const present = existsSync(vectorsFolder)

/**
 * A file of the vectors folder, parsed. Undefined, with a printed line that says how many files were skipped so far, where the folder is
 * missing: use with `describe.skipIf(v === undefined)`.
 */
let skipped = 0
export function vectors<T>(file: string): T | undefined {
  const path = join(vectorsFolder, file)
  if (present && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8').replace(BARE_INFINITY, '1e999')) as T
  skipped += 1
  console.warn(`skipped: vectors file ${file} is not in ${vectorsFolder} (${skipped} skipped so far in this test file)`)
  return undefined
}
