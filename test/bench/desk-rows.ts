// What a user waits for: the bytes of the first load, and the time from a key to the number that it changed.
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright'
import { dropBook, keystroke, serveApp, settled } from './app.ts'
import { openBrowser } from './browser.ts'
import { mixedBook, portfolioFile, small } from './desks.ts'
import { drag, openSurface } from './drag.ts'
import { median, quantile, type Row, skip } from './rows.ts'

const KEYS = 60
const WARM_KEYS = 10
const DRAGS = 5
const DRAG_MS = 5000
/** A frame that took longer than this has left at least one of 60 Hz out. */
const FRAME_MS = 1000 / 60
/** Key to painted number at the 95th percentile, milliseconds, by legs. */
const KEY_BARS: Readonly<Record<number, number>> = { 200: 34, 1000: 100 }
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
  const long = await longTasks(page)
  const times: number[] = []
  for (let k = 0; k < WARM_KEYS + KEYS; k++) {
    const took = await keystroke(page, k % 20 < 10 ? 'ArrowUp' : 'ArrowDown')
    if (k >= WARM_KEYS) times.push(took)
  }
  const row = (what: string, value: number, bar: number | null): Row => ({
    name: `${legs} legs, key to painted number, ${what}`,
    value,
    unit: 'ms',
    better: 'lower',
    bar,
  })
  return [
    row('median', median(times), null),
    row('p95', quantile(times, 0.95), KEY_BARS[legs] ?? null),
    { ...row('tasks over 50 ms', (await longTasks(page)) - long, null), unit: `of ${KEYS + WARM_KEYS} keys` },
  ]
}

/** How many tasks have held the page for longer than 50 ms since the first call. */
function longTasks(page: Page): Promise<number> {
  return page.evaluate(() => {
    const own = window as unknown as { longTasks?: { count: number } }
    if (own.longTasks === undefined) {
      const tally = { count: 0 }
      own.longTasks = tally
      new PerformanceObserver((list) => {
        tally.count += list.getEntries().length
      }).observe({ type: 'longtask' })
    }
    return own.longTasks.count
  })
}

/** Five drags of five seconds in the smile; a frame is dropped for each whole sixtieth of a second that a frame took beyond its own. */
async function dragRows(page: Page, legs: number): Promise<Row[]> {
  await openSurface(page)
  await drag(page, 1000)
  const drags: Awaited<ReturnType<typeof drag>>[] = []
  for (let k = 0; k < DRAGS; k++) drags.push(await drag(page, DRAG_MS))
  const frames = drags.flatMap((d) => d.frames)
  const barred = legs === 200
  const row = (what: string, value: number, unit: string): Row => ({
    name: `${legs} legs, surface drag, ${what}`,
    value,
    unit,
    better: 'lower',
    bar: null,
  })
  const dropped = drags.map((d) => d.frames.reduce((sum, f) => sum + Math.max(0, Math.round(f / FRAME_MS) - 1), 0))
  return [
    { ...row('frames a second, median', 1000 / median(frames), '/s'), better: 'higher', bar: barred ? 50 : null },
    row('frame, median', median(frames), 'ms'),
    row('frame, p95', quantile(frames, 0.95), 'ms'),
    { ...row('frame, p99', quantile(frames, 0.99), 'ms'), bar: barred ? 50 : null },
    row('frames dropped in 5 s, median', median(dropped), ''),
    row('tasks over 50 ms in 5 s, median', median(drags.map((d) => d.long.length)), ''),
    { ...row('margins shown in 5 s, median', median(drags.map((d) => d.margins)), ''), better: 'higher' },
  ]
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
    // Books with legs in every expiry: a drag of a smile that no leg stands on would cost nothing and move no margin.
    for (const book of [small, mixedBook(200), mixedBook(1000)]) {
      const legs = book.positions.length
      try {
        await dropBook(page, portfolioFile(book))
        rows.push(...(await keyRows(page, legs)), ...(await dragRows(page, legs)))
        await page.getByRole('tablist', { name: 'Pictures' }).getByRole('tab').first().click()
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
