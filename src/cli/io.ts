import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import type { Writable } from 'node:stream'
import { bad } from './faults.ts'

/** The text of a file in pieces, `-` being stdin; read no faster than it is used. `flag` names it in a fault. */
export async function* textOf(name: string, flag: string): AsyncGenerator<string> {
  const stream = name === '-' ? process.stdin.setEncoding('utf8') : createReadStream(name, { encoding: 'utf8', highWaterMark: 1 << 16 })
  try {
    let first = true
    for await (const piece of stream) {
      const text = String(piece)
      // A byte order mark is no part of the document.
      yield first && text.startsWith('\uFEFF') ? text.slice(1) : text
      first = false
    }
  } catch (error) {
    throw bad(flag, name, `a file that can be read (${error instanceof Error && 'code' in error ? error.code : String(error)})`)
  }
}

export async function wholeText(name: string, flag: string): Promise<string> {
  let text = ''
  for await (const piece of textOf(name, flag)) text += piece
  return text
}

/**
 * The lines of a text, in batches of what one piece of it completes. A last line without an end counts; empty lines at the very end do not,
 * in the middle they do (a filter answers line by line).
 */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string[]> {
  let rest = ''
  let blanks: string[] = []
  const settle = (lines: readonly string[]): string[] => {
    const out: string[] = []
    for (const raw of lines) {
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
      if (line.trim() === '') {
        blanks.push(line)
        continue
      }
      out.push(...blanks, line)
      blanks = []
    }
    return out
  }
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    const batch = settle(lines)
    if (batch.length > 0) yield batch
  }
  const last = settle([rest])
  if (last.length > 0) yield last
}

const FULL = 1 << 16

/** Writes lines, many at a time, and waits where the reader is slower than we are: memory stays constant however long the stream. */
export class Output {
  readonly #stream: Writable
  #held = ''
  constructor(stream: Writable) {
    this.#stream = stream
  }
  async line(text: string): Promise<void> {
    this.#held += `${text}\n`
    if (this.#held.length >= FULL) await this.flush()
  }
  async flush(): Promise<void> {
    if (this.#held === '') return
    const text = this.#held
    this.#held = ''
    if (!this.#stream.write(text)) await once(this.#stream, 'drain')
  }
}
