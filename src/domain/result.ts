/** One thing wrong with an input: where, what stood there, and what was expected instead. */
export interface Fault {
  /** Path from the root of the document, e.g. `positions[3].quantity`; empty for the document itself. */
  readonly path: string
  /** The offending value, as found. */
  readonly value: unknown
  /** What was expected, in words: `a number`. */
  readonly expected: string
}

/** Success with a value, or failure with every fault that was found. Bad input is a value, never an exception. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly Fault[] }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const fail = <T = never>(...faults: readonly Fault[]): Result<T> => ({ ok: false, faults })
export const fault = (path: string, value: unknown, expected: string): Fault => ({ path, value, expected })

/** `positions[3].quantity: "two": expected a number`, the one way a fault is printed. */
export function printFault(f: Fault): string {
  const shown = f.value === undefined ? 'missing' : (JSON.stringify(f.value) ?? String(f.value))
  const short = shown.length > 120 ? `${shown.slice(0, 117)}...` : shown
  return f.path === '' ? `${short}: expected ${f.expected}` : `${f.path}: ${short}: expected ${f.expected}`
}

/** Why a venue (or the core) does not take a leg. The rest of the book goes on. */
export interface Failure {
  /** Canonical name of the instrument, or the text that could not be read; `*` with `FAULT`: the whole book. */
  readonly instrument: string
  readonly reason:
    | 'UNSUPPORTED'
    | 'NO_COUNTERPART'
    | 'NO_MARKET'
    | 'NO_EXPIRY'
    | 'NO_VOL'
    | 'NO_PARAMETERS'
    | 'NO_PRICE'
    | 'OUT_OF_DOMAIN'
    /** A fault of the program at one venue of a comparison; see `src/engine/compare.ts`. */
    | 'FAULT'
  /** One sentence for the user: what is missing and what to do. */
  readonly message: string
  /** Set where the leg is in the portfolio margin and only the venue's standard margin leaves it out. */
  readonly only?: 'standard'
}
