/** Paths into plain JSON as they are printed and typed: `underlyings.BTC.scenarios[3].spotShock`. A name may hold any letter but `.` and `[`. */

type Step = string | number

function stepsOf(path: string): Step[] {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) => (index === undefined ? String(name) : Number(index)))
}

/** Every leaf (number, text, truth value) with its path. */
export function leaves(value: unknown, path = ''): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leaves(item, `${path}[${i}]`))
  if (typeof value !== 'object' || value === null) return [[path, value]]
  return Object.entries(value).flatMap(([key, item]) => leaves(item, path === '' ? key : `${path}.${key}`))
}

/** What stands at a path; undefined where there is nothing. */
export function at(value: unknown, path: string): unknown {
  let here = value
  for (const step of stepsOf(path)) {
    if (typeof here !== 'object' || here === null) return undefined
    here = (here as Record<Step, unknown>)[step]
  }
  return here
}

/** A copy of the document with one value replaced. Throws where the path's parent does not exist. */
export function withValue(document: unknown, path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(document)
  const steps = stepsOf(path)
  const last = steps.pop()
  let here = copy
  for (const step of steps) here = (here as Record<Step, unknown> | undefined)?.[step]
  if (typeof here !== 'object' || here === null || last === undefined) throw new Error(`there is nothing at ${path}`)
  const parent = here as Record<Step, unknown>
  parent[last] = value
  return copy
}

/** Whether a pattern with wildcards (`*` one name, `[*]` one index) stands for a path. */
export function covers(pattern: string, path: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
  const source = escaped.replaceAll('\\[*\\]', '\\[\\d+\\]').replaceAll('*', '[^.[\\]]+')
  return new RegExp(`^${source}$`).test(path)
}
