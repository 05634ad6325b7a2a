import { fail, fault, ok, type Result } from '../domain/result.ts'

/** JSON text as a value; a text that is none is a fault that shows where it begins and what the parser said. */
export function parseJson(text: string, expected = 'a JSON document'): Result<unknown> {
  try {
    return ok(JSON.parse(text))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return fail(fault('', text.length > 200 ? `${text.slice(0, 200)}…` : text, `${expected} (${why})`))
  }
}

/**
 * One line of JSON; numbers in their shortest form that reads back as the same double. Throws where a number is not finite: JSON would print
 * it as null, and no answer of ours may say that silently.
 */
export function printJson(value: unknown, indent = 0): string {
  const odd = oddNumber(value, '')
  if (odd !== undefined) throw new Error(`the answer has no finite number at ${odd}`)
  return JSON.stringify(value, null, indent)
}

/** Path of the first number in a value that JSON cannot carry. */
function oddNumber(value: unknown, path: string): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : path
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) {
    for (const [i, part] of value.entries()) {
      const odd = oddNumber(part, `${path}[${i}]`)
      if (odd !== undefined) return odd
    }
    return undefined
  }
  for (const [key, part] of Object.entries(value)) {
    const odd = oddNumber(part, path === '' ? key : `${path}.${key}`)
    if (odd !== undefined) return odd
  }
  return undefined
}
