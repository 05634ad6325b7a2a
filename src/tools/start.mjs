// `npm start`: builds the core and the app, serves the production build, prints its address and opens it where there is a desktop.
import { spawn } from 'node:child_process'
import { build, preview } from 'vite'
import { buildCore } from './build-core.mjs'

/** True where a browser window could be shown. */
const hasDesktop =
  process.stdout.isTTY === true &&
  process.env.CI === undefined &&
  (process.platform !== 'linux' || process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined)

const OPENERS = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }

function open(url) {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open']
  spawn(command, [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}

await buildCore({ ifStale: true })
await build({ logLevel: 'warn' })
// Vite tries the next port when this one is busy.
const server = await preview({ preview: { port: Number(process.env.PORT ?? 4173), strictPort: false, host: 'localhost' } })
const url = server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0]
process.stdout.write(`Counterpoise is at ${url}\nStop it with Ctrl-C.\n`)
if (hasDesktop) open(url)
