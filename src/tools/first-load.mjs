// What a first visit waits for: the page's own scripts, all that they preload, and the worker, gzipped. The Recharts waterfall, the chain and
// every other late part are fetched after the first margin and do not count.
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const LIMIT_KB = 300

/** Throws where the first load has outgrown its limit. `dist` is the built app. */
export function checkFirstLoad(dist = 'dist') {
  const html = readFileSync(`${dist}/index.html`, 'utf8')
  const own = [...html.matchAll(/(?:src|href)="\/?(assets\/[^"]+\.js)"/g)].map(([, file]) => file)
  const worker = readdirSync(`${dist}/assets`)
    .filter((file) => /^worker-.*\.js$/.test(file))
    .map((file) => `assets/${file}`)
  if (own.length === 0 || worker.length === 0) throw new Error(`${dist}/index.html names no script, or there is no worker`)
  const bytes = [...new Set([...own, ...worker])].reduce(
    (sum, file) => sum + gzipSync(readFileSync(`${dist}/${file}`), { level: 9 }).length,
    0,
  )
  const said = `${(bytes / 1000).toFixed(1)} kB of script until the first margin, gzip; limit ${LIMIT_KB} kB`
  process.stdout.write(`${said}\n`)
  if (bytes > LIMIT_KB * 1000) throw new Error(said)
}
