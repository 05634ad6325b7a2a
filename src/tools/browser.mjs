// Finds a Chromium for the end-to-end tests and the bench: CHROMIUM_PATH, Playwright's own, the system's, Playwright's download, and last
// the distribution's package (as root, by apt). Prints nothing when one is there.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** What a headless browser in a container or on a closed network needs. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const onPath = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((dir) => NAMES.map((name) => join(dir, name)))
    .find((path) => existsSync(path))

const playwrights = () => {
  const path = chromium.executablePath()
  return path !== '' && existsSync(path) ? path : undefined
}

/** Path of a Chromium that is already on the machine, or undefined. */
export function findBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && existsSync(named)) return named
  return playwrights() ?? onPath()
}

const run = (command, args, timeout) =>
  spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    .status === 0

/** Path of a Chromium, fetched where there is none. Throws with what to do where none can be had. */
export function ensureBrowser() {
  const found = findBrowser()
  if (found !== undefined) return found
  process.stdout.write('No Chromium on this machine: fetching one for the tests.\n')
  run(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium-headless-shell', 'chromium'], 300_000)
  const downloaded = findBrowser()
  if (downloaded !== undefined) {
    // The browser is there, its system libraries may not be; harmless where they are, or where this user may not install.
    run(process.execPath, ['node_modules/playwright/cli.js', 'install-deps', 'chromium'], 300_000)
    return downloaded
  }
  if (run('apt-get', ['update'], 300_000)) run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], 600_000)
  const installed = findBrowser()
  if (installed !== undefined) return installed
  throw new Error('no Chromium could be had: install one (apt-get install chromium) or name one in CHROMIUM_PATH')
}
