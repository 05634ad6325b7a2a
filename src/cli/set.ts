import type { VenueParams } from '../domain/methodology.ts'
import { fail, fault, ok, type Result } from '../domain/result.ts'

type Step = string | number
type Path = readonly Step[]

/** Steps of a written path: `a.b[2].c` and `a.b.2.c` are one. */
function stepsOf(name: string): string[] {
  return name
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((step) => step !== '')
}

const childrenOf = (node: unknown): [Step, unknown][] => {
  if (Array.isArray(node)) return node.map((part, i) => [i, part])
  if (typeof node === 'object' && node !== null) return Object.entries(node)
  return []
}

/** The path that `steps` name below a node; a key with dots in it (`0.5`) takes several of them. */
function find(node: unknown, steps: readonly string[]): Path | undefined {
  if (steps.length === 0) return []
  for (const [key, child] of childrenOf(node)) {
    const parts = String(key).split('.')
    if (parts.length > steps.length || parts.some((part, i) => part !== steps[i])) continue
    const rest = find(child, steps.slice(parts.length))
    if (rest !== undefined) return [key, ...rest]
  }
  return undefined
}

function everyPath(node: unknown, at: Path = []): Path[] {
  return childrenOf(node).flatMap(([key, child]) => [[...at, key], ...everyPath(child, [...at, key])])
}

const print = (path: Path): string =>
  path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`), '')

/** One path for the same parameter of every underlying. */
const kindOf = (path: Path): string => (path[0] === 'underlyings' ? print(['underlyings', '*', ...path.slice(2)]) : print(path))

/**
 * Where a name of `--set` stands in a parameter record: its path from the root; else inside `common`; else inside each underlying that has it;
 * else the end of exactly one kind of path, wherever that stands. A name that is unknown or means several is a fault with the nearest names.
 */
function resolve(record: VenueParams, name: string): Result<readonly Path[]> {
  const steps = stepsOf(name)
  const exact = steps.length === 0 ? undefined : find(record, steps)
  if (exact !== undefined) return ok([exact])
  const common = find(record.common, steps)
  if (common !== undefined && common.length > 0) return ok([['common', ...common]])
  const each = Object.entries(record.underlyings).flatMap(([coin, own]): Path[] => {
    const path = find(own, steps)
    return path === undefined || path.length === 0 ? [] : [['underlyings', coin, ...path]]
  })
  if (each.length > 0) return ok(each)
  const all = everyPath(record)
  const wanted = steps.join('.')
  const ends = all.filter((path) => path.join('.') === wanted || path.join('.').endsWith(`.${wanted}`))
  const kinds = [...new Set(ends.map(kindOf))]
  if (kinds.length === 1) return ok(ends)
  if (kinds.length > 1) return fail(fault('--set', name, `the name of one parameter; it may mean ${list(kinds)}`))
  const leaves = all.filter((path) => childrenOf(path.reduce(childAt, record)).length === 0)
  return fail(fault('--set', name, `the name of a parameter; near it are ${list(nearest(steps, leaves))}`))
}

const list = (names: readonly string[]): string => (names.length > 8 ? `${names.slice(0, 8).join(', ')}, …` : names.join(', ') || 'none')

const childAt = (node: unknown, step: Step): unknown => childrenOf(node).find(([key]) => key === step)?.[1]

/** The five kinds of path whose last step is nearest to what was written. */
function nearest(steps: readonly string[], all: readonly Path[]): string[] {
  const wanted = (steps.at(-1) ?? '').toLowerCase()
  const scored = new Map<string, number>()
  for (const path of all) {
    const last = String(path.at(-1)).toLowerCase()
    const close = (last.length > 2 && wanted.includes(last)) || (wanted.length > 2 && last.includes(wanted))
    const score = close ? 0.5 : editDistance(wanted, last)
    const kind = kindOf(path)
    if (typeof path.at(-1) === 'string' && score < (scored.get(kind) ?? Infinity)) scored.set(kind, score)
  }
  return [...scored]
    .sort(([, p], [, q]) => p - q)
    .slice(0, 5)
    .map(([kind]) => kind)
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** What stands right of the `=`: JSON, or a plain word as a string. */
function settingOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A copy of `node` with `value` at `path`. */
function withValue(node: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(node)) return node.map((part, i) => (i === step ? withValue(part, rest, value) : part))
  return Object.fromEntries(childrenOf(node).map(([key, child]) => [key, key === step ? withValue(child, rest, value) : child]))
}

/** The record with every `name=value` put in; every fault at once. The venue's own door judges the values. */
export function withSettings(record: VenueParams, settings: readonly string[]): Result<unknown> {
  let edited: unknown = record
  const faults = settings.flatMap((setting) => {
    const at = setting.indexOf('=')
    if (at < 1) return [fault('--set', setting, 'name=value')]
    const paths = resolve(record, setting.slice(0, at).trim())
    if (!paths.ok) return paths.faults
    for (const path of paths.value) edited = withValue(edited, path, settingOf(setting.slice(at + 1)))
    return []
  })
  return faults.length > 0 ? fail(...faults) : ok(edited)
}
