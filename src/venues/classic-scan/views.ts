import { linearMark, ownMark } from '../../domain/mark.ts'
import type { Leg, Setting } from '../../domain/methodology.ts'
import { MILLIS_PER_DAY, utcDay } from '../../domain/units.ts'
import { once } from '../shared/once.ts'
import { optionNow } from '../shared/own-price.ts'
import { type ArrayOption, compositeDelta, type Ranges } from './array.ts'
import { readings } from './params/readings.ts'
import type { ScanCommon, ScanParams } from './params/types.ts'

export type ScanSetting = Setting<ScanParams, ScanCommon>

/** One contract of a combined commodity. USD per coin. */
export interface View {
  readonly name: string
  /** Signed, coins. */
  readonly quantity: number
  /** Present value of an option, mark of all else. */
  readonly value: number
  /** What a holding of it is worth: the market's own mark where it gives one, else `value`. */
  readonly mark: number
  /** Since entry; 0 where it was entered at mark, and for a premium-style option. */
  readonly pnl: number
  /** Composite delta of an option, 1 of all else. */
  readonly delta: number
  readonly month: { readonly key: string; readonly number: number; readonly days: number; readonly tier: number }
  /** Absent for futures and perpetuals. */
  readonly option?: ArrayOption
}

const monthNumber = (at: number): number => {
  const d = new Date(at)
  return 12 * d.getUTCFullYear() + d.getUTCMonth()
}

/** 1 for the nearest block of months; one more than there are bounds beyond the last. */
const tierOf = (days: number, bounds: readonly number[]): number => bounds.filter((b) => days > b).length + 1

/** The credits, the question, the answer and the standard look at the same leg. Undefined where its coin has no record. */
export const viewOf = once((leg: Leg, setting: ScanSetting): View | undefined => {
  const own = setting.params.underlyings[leg.instrument.underlying]
  return own && look(leg, own, setting)
})

/** The views of legs of coins that have a record. */
export const viewsOfLegs = (legs: readonly Leg[], setting: ScanSetting): View[] => {
  const views: View[] = []
  for (const leg of legs) {
    const view = viewOf(leg, setting)
    if (view !== undefined) views.push(view)
  }
  return views
}

function look(leg: Leg, own: ScanParams, setting: ScanSetting): View {
  const { market, numerics, params } = setting
  const { instrument: i, name, quantity, entry } = leg
  const at = i.kind === 'future' || i.kind === 'option' ? i.expiry : market.asOf
  const days = Math.max(0, at - market.asOf) / MILLIS_PER_DAY
  const month = {
    key: at === market.asOf ? 'perpetual' : String(utcDay(at)),
    number: monthNumber(at),
    days,
    tier: tierOf(days, own.tier_days),
  }
  const since = (value: number): number => (entry === undefined ? 0 : quantity * (value - entry))
  if (i.kind !== 'option') {
    const value = linearMark(market, i)
    return { name, quantity, value, mark: value, pnl: since(value), delta: 1, month }
  }
  const option = optionNow(i, market, numerics, own.standard.prices)
  const normalised = readings(params.common.assumptions)['scan.compositeDelta'] === 'normalised'
  const delta = compositeDelta(option, rangesOf(i.underlying, own, setting), params.common, normalised, numerics)
  const { value } = option
  const mark = ownMark(market, i, name) ?? value
  return { name, quantity, value, mark, pnl: own.premium_style === 'F' ? since(mark) : 0, delta, month, option }
}

/** A range given as a percentage becomes money before the scan: percentage × price. */
export const rangesOf = (coin: string, own: ScanParams, { market, params }: ScanSetting): Ranges => ({
  psr: own.price_scan_range * (market.underlyings[coin]?.index ?? Number.NaN),
  vsr: own.volatility_scan_range,
  priceFloor: params.common.price_floor,
  volFloor: params.common.volatility_floor,
})
