import type { Leg } from '../../domain/methodology.ts'
import type { GridValues } from '../../domain/scenario.ts'

/**
 * What depends on an immutable thing of one run, made once: the grid, the margin and the standard margin all look at the same legs, and the
 * engine asks twice where there are several accounts, with the same setting. Kept as long as the run's setting lives.
 */
export function once<S extends object, K extends object, V>(make: (key: K, setting: S) => V): (key: K, setting: S) => V {
  const runs = new WeakMap<S, Map<K, V>>()
  return (key, setting) => {
    let made = runs.get(setting)
    if (made === undefined) {
      made = new Map()
      runs.set(setting, made)
    }
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key, setting)
    made.set(key, value)
    return value
  }
}

/**
 * What is made of one answer of the core for the same legs under the same setting, made once: where several accounts share stablecoins the
 * engine margins each twice, with the same answer, and only the stablecoins differ. Kept as long as the answer lives.
 */
export function oncePerAnswer<V>(): (values: GridValues, legs: readonly Leg[], setting: object, make: () => V) => V {
  const answers = new WeakMap<GridValues, { readonly legs: readonly Leg[]; readonly setting: object; readonly value: V }>()
  return (values, legs, setting, make) => {
    const known = answers.get(values)
    if (known?.legs === legs && known.setting === setting) return known.value
    const value = make()
    answers.set(values, { legs, setting, value })
    return value
  }
}
