// What a user waits for: the bytes of the first load, and the time from a key to the number that it changed.
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright'
import { dropBook, keystroke, serveApp, settled } from './app.ts'
import { openBrowser } from './browser.ts'
import { largeBook, portfolioFile, small } from './desks.ts'
import { median, quantile, type Row, skip } from './rows.ts'

const KEYS = 60
const WARM_KEYS = 10
const KINDS: readonly { name: string; match: RegExp; bar: number | null }[] = [
  { name: 'script', match: /\.js$/, bar: 300 },
  { name: 'style', match: /\.css$/, bar: null },
  { name: 'wasm', match: /\.wasm$/, bar: 40 },
  { name: 'font', match: /\.woff2$/, bar: null },
]

/** Opens the app and adds up, gzipped, what it asked for until its first margin stood. Fonts are compressed already and count as they are. */
async function firstLoad(page: Page, url: string): Promise<Row[]> {
  let stands = false
  const bodies: Promise<{ path: string; bytes: number }>[] = []
  page.on('request', (request) => {
    if (stands) return
    const { pathname } = new URL(request.url())
    const body = request.response().then((response) => response?.body())
    const sizeOf = (bytes: Buffer | undefined): number => {
      if (bytes === undefined) return 0
      return pathname.endsWith('.woff2') ? bytes.length : gzipSync(bytes, { level: 9 }).length
    }
    bodies.push(
      body.then(
        (bytes) => ({ path: pathname, bytes: sizeOf(bytes) }),
        () => ({ path: pathname, bytes: 0 }),
      ),
    )
  })
  await page.exposeFunction('firstMargin', () => {
    stands = true
  })
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      const value = document.querySelector('[data-testid="figure-initial"]')?.getAttribute('data-value')
      if (!Number.isFinite(Number.parseFloat(value ?? ''))) return
      watch.disconnect()
      ;(window as unknown as { firstMargin(): void }).firstMargin()
    })
    watch.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-value'] })
  })
  await page.goto(url)
  await settled(page)
  const loaded = await Promise.all(bodies)
  return KINDS.map(({ name, match, bar }) => ({
    name: `first load, ${name} (gzip)`,
    value: loaded.reduce((sum, f) => sum + (match.test(f.path) ? f.bytes : 0), 0) / 1000,
    unit: 'kB',
    better: 'lower',
    bar,
  }))
}

/** Presses the up and down arrows in the first quantity; half up first, so that each press moves the margin to a value it has not now. */
async function keyRows(page: Page, legs: number): Promise<Row[]> {
  await page.locator('[data-testid^="qty-"]').first().focus()
  const times: number[] = []
  for (let k = 0; k < WARM_KEYS + KEYS; k++) {
    const took = await keystroke(page, k % 20 < 10 ? 'ArrowUp' : 'ArrowDown')
    if (k >= WARM_KEYS) times.push(took)
  }
  const row = (what: string, value: number): Row => ({
    name: `${legs} legs, key to painted number, ${what}`,
    value,
    unit: 'ms',
    better: 'lower',
    bar: null,
  })
  return [row('median', median(times)), row('p95', quantile(times, 0.95))]
}

/** Builds and serves the app, opens it in Chromium; without one says so and measures nothing. */
export async function deskRows(root: string): Promise<Row[]> {
  const browser = await openBrowser('the desk')
  if (browser === undefined) return []
  const app = await serveApp(root)
  const rows: Row[] = []
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    rows.push(...(await firstLoad(page, app.url)))
    for (const book of [small, largeBook(1000)]) {
      const legs = book.positions.length
      try {
        await dropBook(page, portfolioFile(book))
        rows.push(...(await keyRows(page, legs)))
      } catch (error) {
        skip(`the desk at ${legs} legs`, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
      }
    }
  } finally {
    await browser.close()
    await app.close()
  }
  return rows
}
