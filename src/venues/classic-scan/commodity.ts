import type { BucketShock } from '../../domain/scenario.ts'
import { futureArray, optionArray, type Ranges, shocksOf } from './array.ts'
import { type CalendarSpread, calendarWalk, deliveryCharge, type MonthDelta } from './calendar.ts'
import type { ScanParams } from './params/types.ts'
import { type ShortCounts, shortOptionMinimum } from './requirement.ts'
import { type Scan, scanOf, sumRows, weightedPriceRisk } from './risk.ts'
import type { ScanSetting, View } from './views.ts'

/** A combined commodity with everything but the credits, which need the others. USD. */
export interface Assessment {
  readonly name: string
  readonly scan: Scan
  readonly calendar: number
  readonly delivery: number
  readonly minimum: number
  readonly counts: ShortCounts
  readonly nov: number
  readonly netDelta: number
  readonly wpr: number
}

/** Net delta a month, nearest first. */
function monthsOf(views: readonly View[]): MonthDelta[] {
  const sums = new Map<string, MonthDelta>()
  for (const { quantity, month, delta: unit } of views) {
    const { key, tier, number } = month
    const delta = (sums.get(key)?.delta ?? 0) + quantity * unit
    sums.set(key, { month: key, tier, number, delta })
  }
  return [...sums.values()].sort((p, q) => p.number - q.number || (p.month < q.month ? -1 : 1))
}

const spreadsOf = (own: ScanParams, index: number): CalendarSpread[] =>
  own.calendar.map((c) => ({
    legs: [
      { tier: c.near, side: 'A', deltas: c.near_deltas },
      { tier: c.far, side: 'B', deltas: c.far_deltas },
    ],
    rate: c.per_spread * index,
    perMonth: c.per_month * index,
  }))

/** Net short coins by type; a series is netted already. */
function shortCounts(views: readonly View[]): ShortCounts {
  const short = (cp: 1 | -1): number => views.reduce((sum, v) => (v.option?.cp === cp ? sum + Math.max(0, -v.quantity) : sum), 0)
  return { calls: short(1), puts: short(-1) }
}

/** Scan, calendar, delivery, minimum, option value and net delta of one commodity, given the array of each of its contracts. */
export function assess(
  name: string,
  views: readonly View[],
  arrays: readonly (readonly number[])[],
  own: ScanParams,
  ranges: Ranges,
  setting: ScanSetting,
): Assessment {
  const index = setting.market.underlyings[name]?.index ?? Number.NaN
  const scan = scanOf(sumRows(views.map(({ quantity }, i) => ({ quantity, array: arrays[i] ?? [] }))))
  const months = monthsOf(views)
  const walk = calendarWalk(months, spreadsOf(own, index))
  const near = new Set(views.filter((v) => v.month.key !== 'perpetual' && v.month.days <= own.delivery.within_days).map((v) => v.month.key))
  const delivering = walk.months.filter((m) => near.has(m.month))
  const netDelta = months.reduce((sum, m) => sum + m.delta, 0)
  const counts = shortCounts(views)
  const premium = views.filter((v) => v.option !== undefined && own.premium_style === 'P')
  return {
    name,
    scan,
    calendar: walk.charge,
    delivery: deliveryCharge(delivering, { spread: own.delivery.spread * index, outright: own.delivery.outright * index }),
    minimum: shortOptionMinimum(counts, own.minimum_of_outright * ranges.psr, setting.params.common.minimum_method),
    counts,
    nov: premium.reduce((sum, v) => sum + v.quantity * v.mark, 0),
    netDelta,
    wpr: weightedPriceRisk(scan, netDelta, ranges.psr, own.weighted_price_risk),
  }
}

/** Arrays of a commodity's contracts, each priced alone: for credits between commodities, before the core is asked. */
export function arraysOf(views: readonly View[], ranges: Ranges, { params, numerics }: ScanSetting): readonly (readonly number[])[] {
  const { common } = params
  const shocks = new Map<string, BucketShock[]>()
  return views.map(({ option, value, month }) => {
    if (option === undefined) return futureArray(value, ranges, common)
    const own = shocks.get(month.key) ?? shocksOf(option, ranges, common)
    shocks.set(month.key, own)
    return optionArray(option, ranges, common, numerics, own)
  })
}
