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
