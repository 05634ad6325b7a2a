/** P&L of one class at each of the ten points, USD. */
export type ClassPnl = readonly number[]

/**
 * P&L that a product group counts at one point: each class is netted in full before its sign is looked at, then gains count by the offset
 * (official; percentages partly). 10,000 lost and 8,000 gained at 90 %: −2,800.
 */
export function groupPnl(classes: readonly number[], offset: number): number {
  const losses = classes.reduce((sum, pnl) => sum + Math.max(0, -pnl), 0)
  const gains = classes.reduce((sum, pnl) => sum + Math.max(0, pnl), 0)
  return classes.length === 1 ? (classes[0] ?? 0) : offset * gains - losses
}

export interface GridNeed {
  /** What counts at each point, USD. */
  readonly counted: readonly number[]
  /** Largest loss, at least 0. */
  readonly loss: number
  /** 0-based; the first of a tie, counted from the lowest price. */
  readonly point: number
  readonly requirement: number
}

/** requirement = max(largest loss over all ten points, minimum) (section 4). */
export function gridNeed(classes: readonly ClassPnl[], offset: number, minimum: number): GridNeed {
  const points = classes[0]?.length ?? 0
  const counted = Array.from({ length: points }, (_, i) =>
    groupPnl(
      classes.map((c) => c[i] ?? Number.NaN),
      offset,
    ),
  )
  const lowest = Math.min(0, ...counted)
  const point = points === 0 ? -1 : counted.indexOf(Math.min(...counted))
  const loss = 0 - lowest
  return { counted, loss, point, requirement: Math.max(loss, minimum) }
}
