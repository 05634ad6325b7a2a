/**
 * Numbers the buckets of a grid in the order in which they are first asked for. `part` tells the buckets of one coin apart: the time of an
 * option's expiry, the name of all else. Two steps, because a text of coin and time takes longer to make than an option to price.
 */
export function bucketNumbers(): (coin: string, part: string | number) => number {
  const coins = new Map<string, Map<string | number, number>>()
  let next = 0
  return (coin, part) => {
    let parts = coins.get(coin)
    if (parts === undefined) {
      parts = new Map()
      coins.set(coin, parts)
    }
    const known = parts.get(part)
    if (known !== undefined) return known
    parts.set(part, next)
    return next++
  }
}
