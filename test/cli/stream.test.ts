import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'

const LINES = 200_000
const line = (i: number): string => `{"forward":${60_000 + (i % 1000)},"strike":65000,"years":0.25,"vol":0.6,"type":"call"}\n`

test(`${LINES} lines go through in constant memory, in order, however late they are read`, async () => {
  // 24 MB of heap: the answers alone are 60 MB.
  const child = spawn(process.execPath, ['--max-old-space-size=24', 'src/tools/cli.mjs', 'black76'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const feed = (async () => {
    for (let i = 0; i < LINES; i += 1000) {
      const text = Array.from({ length: 1000 }, (_, j) => line(i + j)).join('')
      if (!child.stdin.write(text)) await once(child.stdin, 'drain')
    }
    child.stdin.end()
  })()
  // A reader that sleeps first: whoever writes without waiting for it would hold everything meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 1500))
  let count = 0
  let bytes = 0
  const firsts: string[] = []
  let rest = ''
  for await (const piece of child.stdout.setEncoding('utf8')) {
    const lines = (rest + String(piece)).split('\n')
    rest = lines.pop() ?? ''
    bytes += String(piece).length
    for (const text of lines) {
      if (count < 1000) firsts.push(text)
      else if (text !== firsts[count % 1000]) throw new Error(`line ${count} is not that of its input`)
      count += 1
    }
  }
  await feed
  const [code] = child.exitCode === null ? await once(child, 'close') : [child.exitCode]
  expect([code, count, rest]).toEqual([0, LINES, ''])
  expect(bytes).toBeGreaterThan(40e6)
  expect(new Set(firsts).size).toBe(1000)
})

test('a reader that stops reading ends the work without a word', async () => {
  const child = spawn(process.execPath, ['src/tools/cli.mjs', 'black76'])
  let err = ''
  child.stderr.on('data', (text) => {
    err += String(text)
  })
  child.stdin.on('error', () => undefined)
  child.stdout.once('data', () => child.stdout.destroy())
  const pump = setInterval(() => child.stdin.write(line(0).repeat(1000)), 5)
  const [code] = await once(child, 'close')
  clearInterval(pump)
  expect([code, err]).toEqual([0, ''])
})
