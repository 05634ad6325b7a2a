import { spawn } from 'node:child_process'

export interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the command line as a user's shell does, with `input` on stdin. */
export function cli(args: readonly string[], input = ''): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['src/tools/cli.mjs', ...args])
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
    // A child that refuses its arguments does not read.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

export const linesIn = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
