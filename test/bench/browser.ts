import { type Browser, chromium } from 'playwright'
import { skip } from './rows.ts'

/** A headless Chromium, or undefined with the reason said. */
export async function openBrowser(what: string): Promise<Browser | undefined> {
  const { findBrowser, BROWSER_FLAGS } = (await import('../../src/tools/browser.mjs' as string)) as {
    findBrowser(): string | undefined
    BROWSER_FLAGS: readonly string[]
  }
  const executablePath = findBrowser()
  if (executablePath === undefined) {
    skip(what, 'no Chromium on this machine')
    return undefined
  }
  try {
    return await chromium.launch({ executablePath, headless: true, args: [...BROWSER_FLAGS] })
  } catch (error) {
    skip(what, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
    return undefined
  }
}
