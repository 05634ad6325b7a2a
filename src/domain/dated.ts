import type { Dated, Methodology, VenueParams } from './methodology.ts'

const newestFirst = <T extends { from: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0))

const inForce = <U>(rows: readonly Dated<U>[], underlying: string, date: string | undefined): Dated<U> | undefined =>
  newestFirst(rows.filter((r) => r.underlying === underlying && (date === undefined || r.from <= date)))[0]

export interface DatedParams {
  readonly params: VenueParams
  /** Per underlying, the `from` of the set taken. */
  readonly rules: Readonly<Record<string, string>>
}

/** The venue's whole record on a date: for each underlying (and for what is common) the newest set not after it. */
export function paramsOn(venue: Methodology, date?: string): DatedParams {
  const underlyings: Record<string, unknown> = {}
  const rules: Record<string, string> = {}
  for (const underlying of new Set(venue.versions.map((v) => v.underlying))) {
    const set = inForce(venue.versions, underlying, date)
    if (set === undefined) continue
    underlyings[underlying] = set.params
    rules[underlying] = set.from
  }
  const common = inForce(venue.common, '*', date) ?? newestFirst(venue.common).at(-1)
  return { params: { underlyings, common: common?.params }, rules }
}
