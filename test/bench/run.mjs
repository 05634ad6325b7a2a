// `npm run bench -- [--json] [--only …]`: builds what is measured, bundles the bench itself (Node runs no TypeScript) and starts it.
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import asc from 'assemblyscript/asc'
import { build } from 'vite'
import { buildCore } from '../../src/tools/build-core.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
process.chdir(root)

/** The scalar form, with the core's own flags. */
async function buildScalar() {
  const args = ['assembly/scenarios/scalar.ts', '--outFile', 'build/bench/scalar.wasm', '-O3', '--runtime', 'stub', '--noAssert']
  const { error, stderr } = await asc.main([...args, '--disableWarning', '112', '--enable', 'simd'], { baseDir: root })
  if (error) throw new Error(`the scalar form does not compile: ${error.message}\n${stderr.toString()}`)
}

await buildCore({ ifStale: true })
await build({
  configFile: false,
  root,
  publicDir: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    outDir: 'build/bench',
    target: 'node20',
    minify: false,
    rolldownOptions: {
      input: { main: 'test/bench/main.ts', child: 'test/bench/child.ts', 'margin-worker': 'test/bench/margin-worker.ts' },
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
    },
  },
})
await buildScalar()
const { main } = await import(pathToFileURL(join(root, 'build/bench/main.mjs')).href)
process.exitCode = await main(process.argv.slice(2), root)
