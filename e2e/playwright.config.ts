import { defineConfig } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from '../src/tools/browser.mjs'

const port = Number(process.env['E2E_PORT'] ?? 4319)
const executablePath = findBrowser()

/** The built app in Chromium: CHROMIUM_PATH, Playwright's own, or the system's. `npm test` builds it first. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: 1,
  fullyParallel: false,
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    launchOptions: { args: [...BROWSER_FLAGS], ...(executablePath === undefined ? {} : { executablePath }) },
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: `node ../node_modules/vite/bin/vite.js preview .. --port ${port} --strictPort --host localhost`,
    url: `http://localhost:${port}`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
})
