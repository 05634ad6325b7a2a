import { cashDelta } from './delta.ts'
import type { Readings } from './params/readings.ts'
import type { UnderlyingParams } from './params/types.ts'
import type { LegView } from './views.ts'

/** Legs that share a time: all perpetuals, each expiry, spot in use. */
export interface BasisBucket {
  readonly name: string
  readonly years: number
  /** Net cash delta, USD. */
  cash: number
}

function bucketsOf(views: readonly LegView[], r: Readings): BasisBucket[] {
  const byKey = new Map<number | string, BasisBucket>()
  for (const v of views) {
    if (v.kind === 'spot' && r['okx.mr4.spotLeg'] === 'free') continue
    const key = v.kind === 'spot' ? 'spot in use' : v.kind === 'perpetual' ? 'perpetuals' : v.years
    let bucket = byKey.get(key)
    if (bucket === undefined) {
      const name = typeof key === 'string' ? key : `${Number((key * 365).toFixed(2))} days`
      bucket = { name, years: v.years, cash: 0 }
      byKey.set(key, bucket)
    }
    bucket.cash += cashDelta(v, r)
  }
  return [...byKey.values()].sort((p, q) => p.years - q.years || (p.name < q.name ? -1 : 1))
}

/** Opposite amounts are matched from the nearest time on, each pair charged once on the time between its legs; the rest by itself. */
function netPairs(buckets: readonly BasisBucket[], { fixed, annualised }: UnderlyingParams['MR4']): number {
  const left = buckets.map((b) => b.cash)
  let sum = 0
  buckets.forEach((near, i) => {
    for (let j = i + 1; j < buckets.length; j++) {
      const [a = 0, b = 0] = [left[i], left[j]]
      if (!(a * b < 0)) continue
      const matched = Math.min(Math.abs(a), Math.abs(b))
      left[i] = a - Math.sign(a) * matched
      left[j] = b - Math.sign(b) * matched
      sum += matched * (fixed + annualised * ((buckets[j]?.years ?? 0) - near.years))
    }
    sum += Math.abs(left[i] ?? 0) * (fixed + annualised * near.years)
  })
  return sum
}

/**
 * MR4 (section 5.3, step 3), USD: exact for a book of perpetuals (rate × |cash delta|, reproduced); between expiries the rule is inferred.
 */
export function basisRisk(views: readonly LegView[], p: UnderlyingParams['MR4'], r: Readings): { mr4: number; buckets: BasisBucket[] } {
  const buckets = bucketsOf(views, r)
  const annualised = r['okx.mr4.expiryRule'] === 'sum' ? p.annualised : 0
  const mr4 =
    r['okx.mr4.expiryRule'] === 'net-pairs'
      ? netPairs(buckets, p)
      : buckets.reduce((sum, b) => sum + Math.abs(b.cash) * (p.fixed + annualised * b.years), 0)
  return { mr4, buckets }
}
