// All rule sets of one book in one run, asked of the engine's own worker as the app asks: in a thread of Node, and in Chromium, where the
// promise is made.
import { join } from 'node:path'
import { build, preview } from 'vite'
import { createEngineClient } from '../../src/engine/client.ts'
import { bundleNodeWorker, nodeWorker } from '../support/node-engine.ts'
import { openBrowser } from './browser.ts'
import { compareTimes, type Times } from './compare-times.ts'
import { median, quantile, type Row } from './rows.ts'

const WARM = 40
const SIZES: readonly { legs: number; runs: number; bar: number }[] = [
  { legs: 60, runs: 200, bar: 8 },
  { legs: 1000, runs: 60, bar: 60 },
]

const rowsOf = (name: string, times: readonly number[], bar: number | null): Row[] => [
  { name: `${name}, median`, value: median(times), unit: 'ms', better: 'lower', bar },
  { name: `${name}, least`, value: Math.min(...times), unit: 'ms', better: 'lower', bar: null },
  { name: `${name}, p95`, value: quantile(times, 0.95), unit: 'ms', better: 'lower', bar: null },
]

const allRows = (where: string, legs: number, { took, whole, ruleSets }: Times, bar: number | null): Row[] => [
  ...rowsOf(`${legs} legs, all ${ruleSets} rule sets, ${where}`, took, bar),
  ...rowsOf(`${legs} legs, all ${ruleSets} rule sets, ${where}, asked and answered`, whole, null),
]

async function inNode(root: string): Promise<Row[]> {
  const file = await bundleNodeWorker(join(root, 'build/bench/engine'))
  const client = createEngineClient({ spawn: () => nodeWorker(file) })
  const rows: Row[] = []
  for (const { legs, runs } of SIZES) rows.push(...allRows("Node's worker", legs, await compareTimes(client, legs, WARM, runs), null))
  client.terminate()
  return rows
}

async function inChromium(root: string): Promise<Row[]> {
  const browser = await openBrowser('all rule sets in Chromium')
  if (browser === undefined) return []
  const outDir = join(root, 'build/bench/compare')
  const common = { root: join(root, 'test/bench'), configFile: false, publicDir: false, logLevel: 'warn' } as const
  await build({
    ...common,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2023', rolldownOptions: { input: join(root, 'test/bench/compare-page.html') } },
  })
  const server = await preview({ ...common, build: { outDir }, preview: { port: 4391, strictPort: false, host: 'localhost' } })
  const rows: Row[] = []
  try {
    const page = await browser.newPage()
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}compare-page.html`)
    await page.waitForFunction(() => window.compareTimes !== undefined)
    for (const { legs, runs, bar } of SIZES) {
      const times = await page.evaluate(([n, warm, r]) => window.compareTimes?.(n, warm, r), [legs, WARM, runs] as const)
      if (times === undefined) throw new Error('the page of the bench has no comparison')
      rows.push(...allRows("Chromium's worker", legs, times, bar))
    }
  } finally {
    await browser.close()
    await server.close()
  }
  return rows
}

/** Needs build/core.wasm. */
export const compareRows = async (root: string): Promise<Row[]> => [...(await inNode(root)), ...(await inChromium(root))]
