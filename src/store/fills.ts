import type { Order, Portfolio } from '../domain/portfolio.ts'

/** Where the what-if orders stand in the list of all orders, in the order in which they fill. */
export const whatIfPlaces = (orders: readonly Order[]): readonly number[] => orders.flatMap((o, i) => (o.status === 'whatif' ? [i] : []))

/** The orders that stand at some places of the list, put into those same places in another order; the rest keep theirs. */
function rearranged(orders: readonly Order[], places: readonly number[], next: readonly number[]): readonly Order[] {
  const moved = new Map(places.map((place, k) => [place, orders[next[k] ?? place]]))
  return orders.map((o, i) => moved.get(i) ?? o)
}

/** Pure edits of the order in which what-if orders fill; resting orders between them stay where they are. */
export const fills = {
  /** Takes the what-if order at one rank to another: the others close up. */
  move:
    (from: number, to: number) =>
    (p: Portfolio): Portfolio => {
      const places = whatIfPlaces(p.orders)
      const taken = places[from]
      const at = Math.max(0, Math.min(to, places.length - 1))
      if (taken === undefined || at === from) return p
      const rest = places.filter((x) => x !== taken)
      return { ...p, orders: rearranged(p.orders, places, [...rest.slice(0, at), taken, ...rest.slice(at)]) }
    },
  /** Puts the orders that are switched on into an order given by their ranks among themselves; those switched off stay in their places. */
  reorder:
    (ranks: readonly number[]) =>
    (p: Portfolio): Portfolio => {
      const places = whatIfPlaces(p.orders).filter((i) => p.orders[i]?.enabled !== false)
      const next = ranks.flatMap((r) => places[r] ?? [])
      const whole = ranks.length === places.length && new Set(next).size === places.length
      return whole && next.some((x, k) => x !== places[k]) ? { ...p, orders: rearranged(p.orders, places, next) } : p
    },
}
