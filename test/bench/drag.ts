import type { Page } from 'playwright'
import { settled } from './app.ts'

/** One drag: the time between frames, and the tasks that held the page for longer than 50 ms, all in milliseconds. */
export interface Drag {
  readonly frames: readonly number[]
  readonly long: readonly number[]
  /** How many different margins the strip showed while the hand moved. */
  readonly margins: number
}

/** Opens the surface with its smile in sight. */
export async function openSurface(page: Page): Promise<void> {
  await page.getByRole('tablist', { name: 'Pictures' }).getByRole('tab', { name: 'Surface' }).click()
  await page.getByTestId('handle-level').waitFor()
  await settled(page)
}

/**
 * Holds the level of the smile and moves it up and down for `ms`, a step in every frame, and notes when each frame began. The pointer's
 * events are made in the page: a driver that sends each one takes as long as a frame, and would be what is measured.
 */
export async function drag(page: Page, ms: number): Promise<Drag> {
  const seen = await page.evaluate(async (length) => {
    const handle = document.querySelector<HTMLElement>('[data-testid="handle-level"]')
    const figure = document.querySelector('[data-testid="figure-initial"]')
    if (handle === null || figure === null) throw new Error('no handle of the surface, or no initial margin')
    const box = handle.getBoundingClientRect()
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const send = (type: string, dy: number): void => {
      const at = { bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, button: 0, buttons: type === 'pointerup' ? 0 : 1 }
      handle.dispatchEvent(new PointerEvent(type, { ...at, clientX: x, clientY: y + dy }))
    }
    // A made-up pointer cannot be captured; the events go to the handle by themselves.
    handle.setPointerCapture = () => undefined
    const long: number[] = []
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) long.push(entry.duration)
    })
    observer.observe({ type: 'longtask' })
    const frames: number[] = []
    const margins = new Set<string | null>()
    send('pointerdown', 0)
    await new Promise<void>((done) => {
      let start: number | undefined
      let before = 0
      const step = (now: number): void => {
        if (start === undefined) start = now
        else frames.push(now - before)
        before = now
        margins.add(figure.getAttribute('data-value'))
        if (now - start >= length) {
          done()
          return
        }
        send('pointermove', -30 * Math.sin((2 * Math.PI * (now - start)) / 1000))
        requestAnimationFrame(step)
      }
      requestAnimationFrame(step)
    })
    send('pointerup', 0)
    for (const entry of observer.takeRecords()) long.push(entry.duration)
    observer.disconnect()
    return { frames, long, margins: margins.size }
  }, ms)
  await settled(page)
  return seen
}
