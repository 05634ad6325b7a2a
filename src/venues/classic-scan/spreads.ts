import type { SpreadParams } from './params/types.ts'

/** What a spread needs to know of a combined commodity. */
export interface Commodity {
  readonly name: string
  readonly netDelta: number
  readonly wpr: number
  /** Scan losses, sixteen rows, and their scan. */
  readonly losses: readonly number[]
  readonly scan: number
}

/**
 * Joint scan with gains cut down (section 6.4, official): loss_i = Σ losses − allowance × Σ gains, over the commodities in row i; its largest,
 * at least 0, and the first row that has it.
 */
export function jointScan(
  commodities: readonly Pick<Commodity, 'losses'>[],
  allowance: number,
): { scan: number; active: number; rows: readonly number[] } {
  const rows = (commodities[0]?.losses ?? []).map((_, i) =>
    commodities.reduce((sum, { losses }) => {
      const loss = losses[i] ?? 0
      return sum + (loss > 0 ? loss : allowance * loss)
    }, 0),
  )
  const largest = Math.max(...rows)
  return { scan: Math.max(0, largest), active: rows.indexOf(largest), rows }
}

/** Credit of each commodity, by name. */
export interface Credits {
  readonly credit: Readonly<Record<string, number>>
  /** Delta left after all spreads. */
  readonly left: Readonly<Record<string, number>>
}

/**
 * Inter-commodity credits in priority order (section 6.3, official, reproduced). Delta method: legs on their sides or all reversed,
 * n = least |delta| / deltas per spread, each leg is credited n × deltas × WPR × rate, then the delta is used up. Scanning method: what the joint
 * scan saves, shared in proportion to the scans; it takes all of a commodity's delta.
 */
export function interCommodityCredits(commodities: readonly Commodity[], spreads: readonly SpreadParams[]): Credits {
  const by = new Map(commodities.map((c) => [c.name, c]))
  const left = new Map(commodities.map((c) => [c.name, c.netDelta]))
  const credit = new Map<string, number>()
  const scanned = new Set<string>()
  const add = (name: string, money: number): void => {
    credit.set(name, (credit.get(name) ?? 0) + money)
  }
  for (const { kind, rate, legs } of spreads) {
    const members = legs.flatMap((leg) => {
      const c = by.get(leg.commodity)
      return c === undefined || scanned.has(c.name) ? [] : [{ leg, c }]
    })
    if (members.length < legs.length) continue
    if (kind === 'scanning') {
      const apart = members.reduce((sum, { c }) => sum + c.scan, 0)
      const saved =
        apart -
        jointScan(
          members.map((m) => m.c),
          rate,
        ).scan
      if (!(saved > 0)) continue
      for (const { c } of members) {
        add(c.name, (saved * c.scan) / apart)
        scanned.add(c.name)
        left.set(c.name, 0)
      }
      continue
    }
    const signs = members.map(({ leg, c }) => Math.sign(left.get(c.name) ?? 0) * (leg.side === 'A' ? 1 : -1))
    const direction = signs[0] ?? 0
    if (direction === 0 || signs.some((s) => s !== direction)) continue
    const n = Math.min(...members.map(({ leg, c }) => Math.abs(left.get(c.name) ?? 0) / leg.deltas))
    for (const { leg, c } of members) {
      const used = n * leg.deltas
      add(c.name, used * c.wpr * rate)
      const now = left.get(c.name) ?? 0
      left.set(c.name, now - Math.sign(now) * used)
    }
  }
  return { credit: Object.fromEntries(credit), left: Object.fromEntries(left) }
}
