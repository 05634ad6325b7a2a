import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { PRICES } from './book.ts'

/** Something that prices the book, or a share of it, as often as it is told. */
export interface Contender {
  readonly name: string
  /** Prices that one repeat makes. */
  readonly prices: number
  /** Seconds for `repeats` times that many. */
  seconds(repeats: number): Promise<number>
  close(): Promise<void> | void
}

/** A process that answers each line (a number of repeats) with one that begins with the seconds taken. Rejects when it dies. */
export function processContender(name: string, command: string, args: readonly string[]): Contender {
  const child: ChildProcess = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error(`${name}: no pipes`)
  const died = new Promise<never>((_, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => reject(new Error(`${name} ended (${signal ?? code})`)))
  })
  died.catch(() => undefined)
  stdin.on('error', () => undefined)
  const lines = createInterface({ input: stdout })
  return {
    name,
    prices: PRICES,
    seconds: (repeats) => {
      const answer = new Promise<number>((resolve) => lines.once('line', (line) => resolve(Number.parseFloat(line))))
      stdin.write(`${repeats}\n`)
      return Promise.race([answer, died])
    },
    close: () => {
      stdin.end()
    },
  }
}

/** A function of this process that makes `prices` prices a call. */
export function localContender(name: string, prices: number, run: () => void): Contender {
  return {
    name,
    prices,
    seconds: async (repeats) => {
      const from = performance.now()
      for (let r = 0; r < repeats; r++) run()
      return (performance.now() - from) / 1000
    },
    close: () => undefined,
  }
}
