import type { Reader } from './read.ts'

/**
 * Points on which a venue's rule is not official, as named switches: the sheet's section "Assumptions". They stand in the parameter record as
 * a tree (`common.assumptions.paradex.dte`), so that a path names each; the rules read them flat, by id.
 */
interface Switch {
  /** The sheet's own default. */
  readonly default: string
  /** Setting → what it means, in words for the user. */
  readonly options: Readonly<Record<string, string>>
}
export type Switches = Readonly<Record<string, Switch>>
export type Settings<S extends Switches> = { readonly [K in keyof S]: keyof S[K]['options'] & string }

export interface SettingTree {
  readonly [name: string]: SettingTree | string
}

/** What stands at a dotted id in the tree, or under the id itself as one flat key; undefined where neither does. */
function atId(tree: unknown, id: string): unknown {
  const step = (node: unknown, key: string): unknown =>
    typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? (node as Record<string, unknown>)[key] : undefined
  return step(tree, id) ?? id.split('.').reduce(step, tree)
}

function treeOf(flat: readonly (readonly [string, string])[]): SettingTree {
  const root: Record<string, unknown> = {}
  for (const [id, setting] of flat) {
    const parts = id.split('.')
    let node = root
    parts.forEach((part, i) => {
      if (i === parts.length - 1) node[part] = setting
      else {
        const next = (node[part] ?? {}) as Record<string, unknown>
        node[part] = next
        node = next
      }
    })
  }
  return root as SettingTree
}

/** Every switch at its default. */
export const defaultSettings = (switches: Switches): SettingTree => treeOf(Object.entries(switches).map(([id, s]) => [id, s.default]))

/** Records are values and never change, so a tree is read once and not at every account of every run. */
const flattened = new WeakMap<SettingTree, Map<Switches, object>>()

/** The settings in force, flat; what the tree leaves out is at its default. The door has checked the rest. */
export function settingsOf<S extends Switches>(switches: S, tree: SettingTree): Settings<S> {
  const known = flattened.get(tree) ?? new Map<Switches, object>()
  flattened.set(tree, known)
  const found = known.get(switches) ?? Object.fromEntries(Object.entries(switches).map(([id, s]) => [id, atId(tree, id) ?? s.default]))
  known.set(switches, found)
  return found as Settings<S>
}

/** One sentence a switch for the user: id, setting, meaning. */
export function settingSentences(switches: Switches, tree: SettingTree): string[] {
  const settings = settingsOf(switches, tree)
  return Object.entries(switches).map(([id, s]) => `${id} = ${settings[id]}: ${s.options[settings[id] ?? ''] ?? ''}`)
}

/** The door for the tree: unknown ids and settings are faults; what is left out is at its default. */
export function restoreSettings(r: Reader, value: unknown, path: string, switches: Switches): SettingTree {
  if (value === undefined) return defaultSettings(switches)
  if (r.object(value, path) === undefined) return {}
  for (const [id, setting] of leaves(value)) {
    if (!Object.hasOwn(switches, id)) r.fail(`${path}.${id}`, setting, `no such switch; known here: ${Object.keys(switches).join(', ')}`)
  }
  return treeOf(
    Object.entries(switches).map(([id, s]) => {
      const found = atId(value, id) ?? s.default
      // A setting such as "0" may be typed as the number.
      const setting = typeof found === 'number' ? String(found) : found
      return [id, r.oneOf(setting, `${path}.${id}`, Object.keys(s.options)) ?? s.default]
    }),
  )
}

function leaves(node: unknown, path = ''): [string, unknown][] {
  if (typeof node !== 'object' || node === null) return [[path, node]]
  return Object.entries(node).flatMap(([key, child]) => leaves(child, path === '' ? key : `${path}.${key}`))
}
