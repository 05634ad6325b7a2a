// `npm run --silent cli -- …`: builds the core and the command line where a source is newer than what was built, silently, then runs it.
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { buildCore, newest } from './build-core.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const bundle = join(root, 'build/cli.mjs')
const core = join(root, 'build/core.wasm')
const SOURCES = ['cli', 'domain', 'engine', 'market', 'risk', 'venues']

const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
const isStale = () =>
  modified(core) <= newest(join(root, 'assembly')) ||
  modified(bundle) <= Math.max(modified(join(root, 'package-lock.json')), ...SOURCES.map((name) => newestOf(join(root, 'src', name))))
const newestOf = (dir) => (modified(dir) === 0 ? 0 : newest(dir))

/** Bundles src/cli into one file. It is put in place whole: another process may be running the old one. */
async function bundleCli() {
  const started = new Date()
  const { build } = await import('vite')
  const outDir = mkdtempSync(join(root, 'build/cli-'))
  try {
    await build({
      configFile: false,
      root,
      publicDir: false,
      logLevel: 'silent',
      ssr: { noExternal: true },
      build: { ssr: 'src/cli/main.ts', outDir, target: 'node20', rolldownOptions: { output: { entryFileNames: 'cli.mjs' } } },
    })
    // A source saved while we built is newer than the bundle.
    utimesSync(join(outDir, 'cli.mjs'), started, started)
    renameSync(join(outDir, 'cli.mjs'), bundle)
  } finally {
    rmSync(outDir, { recursive: true, force: true })
  }
}

/** Is the process that wrote the lock still there? A lock without a number is being written this moment. */
function isHeld(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    if (pid > 0) process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** One build at a time, however many of us start at once; the lock of a process that died is taken over. */
async function withLock(work) {
  const lock = join(root, 'build/cli.lock')
  mkdirSync(dirname(lock), { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (!isHeld(lock)) rmSync(lock, { force: true })
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  try {
    await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

async function buildIfStale() {
  if (!isStale()) return
  await withLock(async () => {
    if (!isStale()) return
    await buildCore({ ifStale: true })
    await bundleCli()
  })
}

try {
  await buildIfStale()
} catch (error) {
  process.stderr.write(`the command line does not build: ${error.message}\n`)
  process.exit(1)
}
const { main } = await import(pathToFileURL(bundle).href)
process.exitCode = await main(process.argv.slice(2), () => readFileSync(core))
