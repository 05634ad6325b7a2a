// Compiles assembly/ into build/core.wasm (baseline SIMD, every printed number) and build/core-relaxed.wasm (pictures only).
// `ifStale` skips the work when the outputs are newer than every source, so that tests, cli and dev may all call it first.
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const TARGETS = [
  { file: 'build/core.wasm', features: ['simd'] },
  { file: 'build/core-relaxed.wasm', features: ['simd', 'relaxed-simd'] },
]

/** Newest modification time below a folder. */
export function newest(dir) {
  return readdirSync(dir, { withFileTypes: true }).reduce((latest, entry) => {
    const path = join(dir, entry.name)
    return Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs)
  }, 0)
}

const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

export async function buildCore({ ifStale = false } = {}) {
  const sources = newest(join(root, 'assembly'))
  if (ifStale && TARGETS.every((t) => modified(join(root, t.file)) > sources)) return
  // The compiler takes a second to load: only who compiles waits for it.
  const { default: asc } = await import('assemblyscript/asc')
  mkdirSync(join(root, 'build'), { recursive: true })
  for (const { file, features } of TARGETS) {
    const args = ['assembly/index.ts', '--outFile', file, '-O3', '--runtime', 'stub', '--noAssert', '--disableWarning', '112'] // 112: v128 stays inside the core
    for (const f of features) args.push('--enable', f)
    const { error, stderr } = await asc.main(args, { baseDir: root })
    if (error) {
      process.stderr.write(`${stderr.toString()}\n`)
      throw new Error(`the core does not compile: ${error.message}`)
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCore({ ifStale: process.argv.includes('--if-stale') })
