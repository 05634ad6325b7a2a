import { type Bounds, join, type Reader } from './read.ts'

/** What holds for an amount up to `upTo`; the last tier of a table has no end. */
export interface Tier {
  readonly upTo?: number
  readonly rate: number
}

/** Each slice of a non-negative amount times its own tier's rate, added up. */
export function progressive(amount: number, tiers: readonly Tier[]): number {
  let from = 0
  let sum = 0
  for (const { upTo = Number.POSITIVE_INFINITY, rate } of tiers) {
    if (amount <= from) break
    sum += (Math.min(amount, upTo) - from) * rate
    from = upTo
  }
  return sum
}

/** The rate of the tier in which a non-negative amount lies, for tables that charge the whole amount at one rate. */
export const rateAt = (amount: number, tiers: readonly Tier[]): number =>
  tiers.find((t) => t.upTo === undefined || amount <= t.upTo)?.rate ?? 0

const MOST_TIERS = 100

/** The door for a table of tiers: `upTo` ascends, the last tier alone has none. */
export function restoreTiers(r: Reader, value: unknown, path: string, rate: Bounds): Tier[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_TIERS) {
    r.fail(path, Array.isArray(value) ? `${value.length} tiers` : value, `a list of 1 to ${MOST_TIERS} tiers`)
    return []
  }
  let from = 0
  return value.map((row: unknown, i): Tier => {
    const at = `${path}[${i}]`
    const o = r.object(row, at) ?? {}
    r.only(o, at, ['upTo', 'rate'])
    const own = { rate: r.number(o['rate'], join(at, 'rate'), rate) }
    if (i === value.length - 1) {
      if (o['upTo'] !== undefined) r.fail(join(at, 'upTo'), o['upTo'], 'no upTo: the last tier has no end')
      return own
    }
    const upTo = r.number(o['upTo'], join(at, 'upTo'), { above: from })
    from = Number.isNaN(upTo) ? from : upTo
    return { upTo, ...own }
  })
}
