/** Paths into plain JSON as they are printed and typed: `underlyings.BTC.scenarios[3].spotShock`. A name may itself hold dots. */

interface Place {
  readonly parent: Record<string, unknown>
  readonly key: string
}

/** Where a path leads: the object or list and the key in it; undefined where there is no such place. */
function placeOf(document: unknown, path: string): Place | undefined {
  if (typeof document !== 'object' || document === null) return undefined
  const parent = document as Record<string, unknown>
  for (const key of Object.keys(parent)) {
    const step = Array.isArray(document) ? `[${key}]` : key
    if (path === step) return { parent, key }
    if (!path.startsWith(step)) continue
    const rest = path.slice(step.length)
    if (rest[0] !== '.' && rest[0] !== '[') continue
    const place = placeOf(parent[key], rest[0] === '.' ? rest.slice(1) : rest)
    if (place !== undefined) return place
  }
  return undefined
}

/** Every leaf (number, text, truth value) with its path. */
export function leaves(value: unknown, path = ''): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leaves(item, `${path}[${i}]`))
  if (typeof value !== 'object' || value === null) return [[path, value]]
  return Object.entries(value).flatMap(([key, item]) => leaves(item, path === '' ? key : `${path}.${key}`))
}

/** What stands at a path; undefined where there is nothing. */
export function at(document: unknown, path: string): unknown {
  const place = placeOf(document, path)
  return place?.parent[place.key]
}

/** A copy of the document with one value replaced. Throws where nothing stands at the path. */
export function withValue(document: unknown, path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(document)
  const place = placeOf(copy, path)
  if (place === undefined) throw new Error(`there is nothing at ${path}`)
  place.parent[place.key] = value
  return copy
}

/** Whether a pattern with wildcards (`*` one name without dots, `[*]` one index) stands for a path. */
export function covers(pattern: string, path: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
  const source = escaped.replaceAll('\\[*\\]', '\\[\\d+\\]').replaceAll('*', '[^.[\\]]+')
  return new RegExp(`^${source}$`).test(path)
}
