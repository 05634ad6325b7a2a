// `npm test`: everything that must hold before a change lands, cheapest first. Each step is a command of package.json or one line here;
// a failed step stops the run with its name.
import { spawnSync } from 'node:child_process'
import { ensureBrowser } from './browser.mjs'
import { buildCore } from './build-core.mjs'
import { checkFirstLoad } from './first-load.mjs'

const bin = (name) => `node_modules/.bin/${name}`

const STEPS = [
  ['format and lint', bin('biome'), ['ci', '.']],
  ['types', bin('tsc'), ['-p', '.']],
  ['core (asc)', () => buildCore()],
  ['dead code', bin('knip'), []],
  ['unit', bin('vitest'), ['run']],
  ['build', bin('vite'), ['build', '--logLevel', 'warn']],
  ['first load', () => checkFirstLoad()],
  ['sizes', bin('size-limit'), []],
  ['browser', () => ensureBrowser()],
  ['end to end', bin('playwright'), ['test', '--config', 'e2e/playwright.config.ts']],
]

const started = Date.now()
for (const [name, what, args] of STEPS) {
  const from = Date.now()
  process.stdout.write(`\n▶ ${name}\n`)
  let failed
  if (typeof what === 'function') {
    try {
      await what()
    } catch (error) {
      failed = String(error)
    }
  } else {
    const { status, error } = spawnSync(what, args, { stdio: 'inherit', shell: process.platform === 'win32' })
    if (status !== 0) failed = error ? String(error) : `exit ${status}`
  }
  if (failed !== undefined) {
    process.stdout.write(`✗ ${name}: ${failed}\n`)
    process.exit(1)
  }
  process.stdout.write(`✓ ${name} (${((Date.now() - from) / 1000).toFixed(1)} s)\n`)
}
process.stdout.write(`\nAll ${STEPS.length} steps passed in ${((Date.now() - started) / 1000).toFixed(0)} s.\n`)
