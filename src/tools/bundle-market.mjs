// Writes a bundled market from option chains: node src/tools/bundle-market.mjs ID "SOURCE" CHAIN [CHAIN …]
// Each chain (CSV or Deribit book summary) is fitted by src/market; only parameters, forwards, spreads and our own strike ladder are
// kept, never a row. SOURCE is shown to the user: what was fitted, with place and date. The time is the first chain's.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'
import { buildCore } from './build-core.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const load = async (file) => (await runnerImport(join(root, file), { configFile: false, logLevel: 'silent', root })).module
const percent = (x) => `${(100 * x).toFixed(3)}`

const [id, source, ...files] = process.argv.slice(2)
if (!/^[a-z0-9-]+$/.test(id ?? '') || !source || files.length === 0) {
  process.stderr.write('expected: ID (lower case, digits, hyphens) "SOURCE" CHAIN [CHAIN ...]\n')
  process.exit(2)
}

await buildCore({ ifStale: true })
const { createCore } = await load('src/engine/core.ts')
const { readMarketText } = await load('src/market/read.ts')
const { bundle } = await load('src/market/bundle.ts')
const { printMarket } = await load('src/domain/door/print.ts')
const { printFault } = await load('src/domain/result.ts')
const numerics = await createCore(readFileSync(join(root, 'build/core.wasm')))

let merged
for (const file of files) {
  const options = { smile: 'svi', numerics, report: true, ...(merged === undefined ? {} : { asOf: merged.asOf }) }
  const read = readMarketText(readFileSync(file, 'utf8'), options)
  if (!read.ok) {
    for (const f of read.faults) process.stderr.write(`${file}: ${printFault(f)}\n`)
    process.exit(2)
  }
  const { market, fits, skipped } = read.value
  for (const f of fits) {
    process.stdout.write(
      f.smile === 'svi'
        ? `${f.underlying} ${f.expiry}: n ${f.n}, rms ${percent(f.rms)} vol points, best of 100 ${percent(f.bestOf100)}, min g ${f.minG.toFixed(4)}, crossings ${f.crossings?.length ?? 0}\n`
        : `${f.underlying} ${f.expiry}: n ${f.n}, too few quotes to fit\n`,
    )
  }
  process.stdout.write(`${file}: ${skipped.length} rows left out\n`)
  merged = merged === undefined ? market : { ...merged, underlyings: { ...merged.underlyings, ...market.underlyings } }
}
const { market, dropped } = bundle(merged, source, numerics)
for (const d of dropped) process.stdout.write(`dropped ${d.underlying} ${d.expiry}: ${d.reason}\n`)
const target = join(root, 'src/market/bundled', `${id}.json`)
writeFileSync(target, `${printMarket(market)}\n`)
process.stdout.write(`wrote ${target}; list it in src/market/bundled/index.ts and run the formatter\n`)
