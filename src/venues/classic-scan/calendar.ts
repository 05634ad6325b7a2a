/** Net delta of one contract month. */
export interface MonthDelta {
  readonly month: string
  readonly tier: number
  /** For the months between two legs, and nearest first. */
  readonly number: number
  readonly delta: number
}

export interface CalendarSpread {
  readonly legs: readonly { readonly tier: number; readonly side: 'A' | 'B'; readonly deltas: number }[]
  /** Money per spread, and per spread and month between the legs. */
  readonly rate: number
  readonly perMonth: number
}

export interface CalendarResult {
  readonly charge: number
  /** Spreads formed, by priority. */
  readonly formed: readonly number[]
  /** Per month: delta used in spreads (absolute) and delta left (signed). */
  readonly months: readonly { readonly month: string; readonly used: number; readonly left: number }[]
}

interface Open {
  readonly m: MonthDelta
  left: number
  used: number
}

/**
 * The walk through the table of calendar spreads (section 6.1): priority order; A legs long and B legs short, then the reverse; n = the least of
 * |remaining delta| / deltas per spread, months nearest first, fractions allowed (unverified). A tier's long and short months stay apart, so
 * that it can spread against itself.
 */
export function calendarWalk(months: readonly MonthDelta[], spreads: readonly CalendarSpread[]): CalendarResult {
  const open = [...months].sort((p, q) => p.number - q.number).map((m): Open => ({ m, left: m.delta, used: 0 }))
  let charge = 0
  const formed = spreads.map(({ legs, rate, perMonth }) => {
    let made = 0
    for (const long of ['A', 'B'] as const) {
      for (;;) {
        const taken = legs.map((leg) => {
          const sign = leg.side === long ? 1 : -1
          return { leg, sign, from: open.find((o) => o.m.tier === leg.tier && o.left * sign > 0) }
        })
        const n = Math.min(...taken.map(({ leg, from }) => (from === undefined ? 0 : Math.abs(from.left) / leg.deltas)))
        if (!(n > 0)) break
        const numbers = taken.map(({ from }) => from?.m.number ?? 0)
        charge += n * (rate + perMonth * (Math.max(...numbers) - Math.min(...numbers)))
        for (const { leg, sign, from } of taken) {
          if (from === undefined) continue
          const used = n * leg.deltas
          // The leg that set n is used up whole: no crumb of rounding is left to spread again.
          from.left = Math.abs(from.left) - used <= 1e-12 * Math.abs(from.left) ? 0 : from.left - sign * used
          from.used += used
        }
        made += n
      }
    }
    return made
  })
  return { charge, formed, months: open.map(({ m, used, left }) => ({ month: m.month, used, left })) }
}

/** Delivery months: |delta used in spreads| × spread rate + |delta left| × outright rate (section 6.2). Rates in money per delta. */
export const deliveryCharge = (
  months: readonly { readonly used: number; readonly left: number }[],
  rates: { readonly spread: number; readonly outright: number },
): number => months.reduce((sum, m) => sum + m.used * rates.spread + Math.abs(m.left) * rates.outright, 0)
