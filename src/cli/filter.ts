import type { Fault, Result } from '../domain/result.ts'
import { linesOf, type Output } from './io.ts'
import { printJson } from './json.ts'

/** A bad line's answer: its first fault, as `formats.md` promises, and all of them where there are more. */
function errorLine(faults: readonly Fault[]): string {
  const shown = faults.map(({ path, value, expected }) => ({ path, value: jsonValue(value), expected }))
  return JSON.stringify(shown.length > 1 ? { error: shown[0], faults: shown } : { error: shown[0] })
}

/** JSON has no undefined, NaN or infinity: nothing there is null, the others are written as words. */
const jsonValue = (value: unknown): unknown => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : (value ?? null))

/**
 * One line out for each line in, in order, in constant memory. Returns the exit code: 2 where any line was bad. `answer` gives the value of a
 * line or its faults; an exception of its own ends the stream.
 */
export async function filterLines(
  batches: AsyncIterable<readonly string[]>,
  answer: (line: string) => Result<unknown>,
  out: Output,
): Promise<0 | 2> {
  let code: 0 | 2 = 0
  try {
    for await (const batch of batches) {
      for (const line of batch) {
        const result = answer(line)
        if (!result.ok) code = 2
        await out.line(result.ok ? printJson(result.value) : errorLine(result.faults))
      }
      // What is known is said at once: the other end of the pipe may be waiting for it.
      await out.flush()
    }
  } finally {
    await out.flush()
  }
  return code
}

/** Either one JSON document, or many, one a line. */
export type Documents =
  | { readonly kind: 'one'; readonly text: string }
  | { readonly kind: 'lines'; readonly batches: AsyncIterable<string[]> }

/**
 * Tells a document (on one line or laid out over many) from a stream of them, reading no more than it must. A text is a stream when a first
 * line is whole, or no beginning of a document at all, and a second follows; and when a later line is itself a document with one of `keys`
 * at its top (the first was then a bad line). A first line that `isHeader` begins a table, which is one document.
 */
export async function documentsOf(
  pieces: AsyncIterable<string>,
  keys: readonly string[],
  isHeader: (line: string) => boolean,
): Promise<Documents> {
  const batches = linesOf(pieces)[Symbol.asyncIterator]()
  const read: string[] = []
  let stream = false
  let from = 0
  while (!stream) {
    const batch = await batches.next()
    if (batch.done === true) break
    for (const line of batch.value) read.push(line)
    stream = !isHeader(read[0] ?? '') && isStream(read, from, keys)
    from = read.length
  }
  if (!stream) return { kind: 'one', text: read.join('\n') }
  return { kind: 'lines', batches: chain(read, batches) }
}

async function* chain(first: string[], rest: AsyncIterator<string[]>): AsyncGenerator<string[]> {
  yield first
  for (;;) {
    const batch = await rest.next()
    if (batch.done === true) return
    yield batch.value
  }
}

function isStream(lines: readonly string[], from: number, keys: readonly string[]): boolean {
  const [first] = lines
  if (first === undefined || lines.length < 2) return false
  if (objectOf(first) !== undefined || !opens(first)) return true
  return lines.slice(Math.max(from, 1)).some((line) => {
    const value = objectOf(line)
    return value !== undefined && keys.some((key) => Object.hasOwn(value, key))
  })
}

function objectOf(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** Does a line leave a bracket open, as the first line of a document laid out over many does? */
function opens(line: string): boolean {
  const start = line.trimStart()
  if (!start.startsWith('{') && !start.startsWith('[')) return false
  let depth = 0
  let quoted = false
  for (let i = 0; i < start.length; i++) {
    const c = start[i]
    if (quoted) {
      if (c === '\\') i += 1
      else if (c === '"') quoted = false
    } else if (c === '"') quoted = true
    else if (c === '{' || c === '[') depth += 1
    else if (c === '}' || c === ']') depth -= 1
  }
  return depth > 0
}
