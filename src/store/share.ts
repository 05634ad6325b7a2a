import { deflateSync, Inflate } from 'fflate'
import { type Fault, fault } from '../domain/result.ts'
import type { Inputs } from './desk.ts'
import { deskDocument, type ReadDocument, readDocument } from './document.ts'

/** A link carries the desk in the part of the address that never leaves the browser: `#d=` and the deflated document in base64url. */
const MARK = '#d='
/** Longest link that is read, characters; and the most that it may unfold to, bytes: a small text can be made to unfold to gigabytes. */
const LONGEST = 400_000
const LARGEST = 8_000_000
/** Links longer than this are cut by some programs on the way. */
export const SAFE_LENGTH = 30_000

export const isLink = (hash: string): boolean => hash.startsWith(MARK)

function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** Unfolds at most `LARGEST` bytes; a message where it is damaged or larger. */
function unfold(bytes: Uint8Array): Uint8Array | string {
  const parts: Uint8Array[] = []
  let size = 0
  let done = false
  const inflate = new Inflate((part, final) => {
    size += part.length
    if (size > LARGEST) throw new RangeError(`more than ${LARGEST} bytes`)
    parts.push(part)
    done ||= final
  })
  try {
    // In small bites, so that a bomb is heard of before it has unfolded.
    for (let i = 0; i < bytes.length; i += 512) inflate.push(bytes.subarray(i, i + 512), i + 512 >= bytes.length)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  if (!done) return 'it is cut short'
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** The hash of a link to this desk. A kept book's place in this browser is nobody else's and does not travel. */
export function linkHash(inputs: Inputs, unit: string): string {
  const document = deskDocument({ ...inputs, bookId: undefined }, unit)
  return MARK + toBase64Url(deflateSync(new TextEncoder().encode(JSON.stringify(document)), { level: 9 }))
}

/** What a link carries. A damaged or too large one is a fault that says so; nothing of it is used then. */
export function readLink(hash: string): ReadDocument | { readonly faults: readonly [Fault, ...Fault[]] } {
  const refuse = (value: unknown, expected: string) => ({ faults: [fault('link', value, expected)] as const })
  if (hash.length > LONGEST) return refuse(`${hash.length} characters`, `at most ${LONGEST} characters`)
  const bytes = fromBase64Url(hash.slice(MARK.length))
  if (bytes === undefined) return refuse(hash.slice(0, 24), 'base64url')
  const text = unfold(bytes)
  if (typeof text === 'string') return refuse(`${bytes.length} bytes`, `a desk, deflated (${text})`)
  try {
    return readDocument(JSON.parse(new TextDecoder().decode(text)))
  } catch (error) {
    return refuse(`${text.length} bytes`, `a desk in JSON (${error instanceof Error ? error.message : String(error)})`)
  }
}
