import type { Bucket, BucketShock, GridLeg, GridValues, Revalue, Scenario, ScenarioGrid } from '../domain/scenario.ts'

/** Legs in their buckets, with every row of them that the core has priced. */
interface Priced {
  readonly grid: ScenarioGrid
  readonly base: Float64Array
  readonly delta: Float64Array
  /** By the first bucket's price move, where rows of unlike tables mostly differ. */
  readonly rows: Map<number, { readonly shocks: readonly BucketShock[]; readonly values: Float64Array }[]>
}

const sameBucket = (p: Bucket, q: Bucket | undefined): boolean =>
  q !== undefined && p.forward === q.forward && p.fixed === q.fixed && p.years === q.years && p.discount === q.discount

// The core does not look at quantities.
const sameLeg = (p: GridLeg, q: GridLeg | undefined): boolean =>
  q !== undefined && p.strike === q.strike && p.vol === q.vol && p.kind === q.kind && p.bucket === q.bucket

const sameBook = (p: ScenarioGrid, q: ScenarioGrid): boolean =>
  p.legs.length === q.legs.length &&
  p.buckets.length === q.buckets.length &&
  p.buckets.every((b, i) => sameBucket(b, q.buckets[i])) &&
  p.legs.every((leg, i) => sameLeg(leg, q.legs[i]))

const sameShock = (p: BucketShock, q: BucketShock | undefined): boolean =>
  q !== undefined &&
  p.forward.m === q.forward.m &&
  p.forward.a === q.forward.a &&
  p.vol.m === q.vol.m &&
  p.vol.a === q.vol.a &&
  p.volFloor === q.volFloor

const keyOf = ({ shocks }: Pick<Scenario, 'shocks'>): number => {
  const first = shocks[0]?.forward
  return first === undefined ? 0 : first.m + first.a
}

/**
 * The core for one comparison: a row that several venues ask of the same legs is priced once. Rows are told apart by their numbers, not by
 * their labels; a row that re-reads the smile leg by leg is always priced. The answers are the core's own, bit for bit, since a row's values
 * depend on no other row.
 */
export function withSharedRows(revalue: Revalue): Revalue {
  const books: Priced[] = []
  return (grid): GridValues => {
    if (grid.legs.length === 0 || grid.scenarios.length === 0) return revalue(grid)
    const known = books.find((b) => sameBook(b.grid, grid))
    const found = grid.scenarios.map((s) => known && pricedRow(known, s))
    const missing = grid.scenarios.filter((_, i) => found[i] === undefined)
    if (known !== undefined && missing.length === 0) return { base: known.base, delta: known.delta, values: found.flatMap((v) => v ?? []) }
    const fresh = revalue({ ...grid, scenarios: missing })
    const book = known ?? { grid, base: fresh.base, delta: fresh.delta, rows: new Map() }
    if (known === undefined) books.push(book)
    let next = 0
    const values = found.map((have, i) => {
      if (have !== undefined) return have
      const row = fresh.values[next++] ?? new Float64Array()
      const scenario = grid.scenarios[i]
      if (scenario !== undefined) keep(book, scenario, row)
      return row
    })
    return { base: book.base, delta: book.delta, values }
  }
}

function pricedRow(book: Priced, { shocks, volFactors }: Scenario): Float64Array | undefined {
  if (volFactors !== undefined) return undefined
  return book.rows
    .get(keyOf({ shocks }))
    ?.find((r) => r.shocks.length === shocks.length && r.shocks.every((shock, b) => sameShock(shock, shocks[b])))?.values
}

function keep(book: Priced, scenario: Scenario, values: Float64Array): void {
  if (scenario.volFactors !== undefined) return
  const key = keyOf(scenario)
  const rows = book.rows.get(key) ?? []
  rows.push({ shocks: scenario.shocks, values })
  book.rows.set(key, rows)
}
