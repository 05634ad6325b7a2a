import type { Bucket, BucketShock, GridLeg, GridValues, Revalue, Scenario, ScenarioGrid } from '../domain/scenario.ts'

const sameShock = (p: BucketShock | undefined, q: BucketShock | undefined): boolean =>
  p === q ||
  (p !== undefined &&
    q !== undefined &&
    p.forward.m === q.forward.m &&
    p.forward.a === q.forward.a &&
    p.vol.m === q.vol.m &&
    p.vol.a === q.vol.a &&
    p.volFloor === q.volFloor)

const bucketKey = (b: Bucket): string => `${b.underlying} ${b.forward} ${b.fixed} ${b.years} ${b.discount}`
const legKey = (leg: GridLeg, bucket: Bucket | undefined): string =>
  `${leg.kind} ${leg.strike} ${leg.vol} ${bucket === undefined ? '' : bucketKey(bucket)}`

interface Known {
  readonly grid: ScenarioGrid
  readonly values: GridValues
  readonly legs: ReadonlyMap<string, number>
  readonly buckets: ReadonlyMap<string, number>
}

/** Where each leg and bucket of a grid stands in a known one; undefined where it does not hold them all or asks something else of them. */
function placesIn(known: Known, grid: ScenarioGrid): readonly number[] | undefined {
  if (grid.scenarios.length !== known.grid.scenarios.length) return undefined
  const buckets: number[] = []
  for (const b of grid.buckets) {
    const at = known.buckets.get(bucketKey(b))
    if (at === undefined) return undefined
    buckets.push(at)
  }
  const legs: number[] = []
  for (const leg of grid.legs) {
    const at = known.legs.get(legKey(leg, grid.buckets[leg.bucket]))
    if (at === undefined) return undefined
    legs.push(at)
  }
  const asked = (s: Scenario, t: Scenario | undefined): boolean =>
    t !== undefined &&
    buckets.every((at, b) => sameShock(s.shocks[b], t.shocks[at])) &&
    legs.every((at, i) => (s.volFactors?.[i] ?? 1) === (t.volFactors?.[at] ?? 1))
  return grid.scenarios.every((s, i) => asked(s, known.grid.scenarios[i])) ? legs : undefined
}

/**
 * The core for one market state: a grid whose legs were all asked of it before, under the same shocks, is answered from memory. Taking a leg
 * out of a book or changing a quantity then prices nothing anew. A leg's value depends on no other leg, so the digits are the core's own.
 */
export function withSubsets(revalue: Revalue): Revalue {
  const known: Known[] = []
  return (grid) => {
    if (grid.legs.length === 0) return revalue(grid)
    for (const k of known) {
      const legs = placesIn(k, grid)
      if (legs === undefined) continue
      const pick = (row: Float64Array): Float64Array => {
        const out = new Float64Array(legs.length)
        for (let i = 0; i < legs.length; i++) out[i] = row[legs[i] ?? 0] ?? Number.NaN
        return out
      }
      return { base: pick(k.values.base), delta: pick(k.values.delta), values: k.values.values.map(pick) }
    }
    const values = revalue(grid)
    known.push({
      grid,
      values,
      legs: new Map(grid.legs.map((leg, i) => [legKey(leg, grid.buckets[leg.bucket]), i])),
      buckets: new Map(grid.buckets.map((b, i) => [bucketKey(b), i])),
    })
    return values
  }
}
