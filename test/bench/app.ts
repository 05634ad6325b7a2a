import { join } from 'node:path'
import type { Page } from 'playwright'
import { build, preview } from 'vite'

export interface ServedApp {
  readonly url: string
  close(): Promise<void>
}

/** The production build of the app as it stands now, in a folder of the bench's own, on a free port. */
export async function serveApp(root: string): Promise<ServedApp> {
  const outDir = join(root, 'build/bench/app')
  await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  const server = await preview({ root, logLevel: 'warn', build: { outDir }, preview: { port: 4390, strictPort: false, host: 'localhost' } })
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('the built app has no address')
  return { url, close: () => server.close() }
}

/** Waits until the strip shows the answer to the present inputs. */
export async function settled(page: Page): Promise<void> {
  await page.locator('[data-testid="strip"][data-stale="false"]').waitFor()
}

/** Replaces the book by dropping a file on the page. */
export async function dropBook(page: Page, text: string): Promise<void> {
  const data = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([content], 'book.json'))
    return transfer
  }, text)
  await page.dispatchEvent('body', 'drop', { dataTransfer: data })
  await page.getByTestId('import-replace').click()
  await page.getByTestId('import-dialog').waitFor({ state: 'hidden' })
  await settled(page)
}

/**
 * Milliseconds from a key's press in the first quantity to the frame that shows the new initial margin: the event's own time stamp, then
 * the change of the figure, then the end of the frame after it.
 */
export async function keystroke(page: Page, key: 'ArrowUp' | 'ArrowDown'): Promise<number> {
  // Armed before the key is sent: the page's handle resolves once the listeners stand, the promise in it with the frame.
  const armed = await page.evaluateHandle(() => {
    const painted = new Promise<number>((resolve, reject) => {
      const figure = document.querySelector('[data-testid="figure-initial"]')
      if (figure === null) return reject(new Error('the strip has no initial margin'))
      let pressed = Number.NaN
      addEventListener(
        'keydown',
        (event) => {
          pressed = event.timeStamp
        },
        { capture: true, once: true },
      )
      const timer = setTimeout(() => reject(new Error('the initial margin did not change within 10 s of the key')), 10_000)
      const observer = new MutationObserver(() => {
        observer.disconnect()
        clearTimeout(timer)
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => {
            port1.close()
            resolve(performance.now() - pressed)
          }
          port2.postMessage(0)
        })
      })
      observer.observe(figure, { attributes: true, attributeFilter: ['data-value'] })
    })
    return { painted }
  })
  await page.keyboard.press(key)
  const took = await armed.evaluate(({ painted }) => painted)
  await armed.dispose()
  await settled(page)
  return took
}
