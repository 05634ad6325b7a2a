import type { Market } from '../../domain/market.ts'
import { parseInstrument } from '../../domain/names/parse.ts'
import type { GreeksResult, LegGreeks } from '../../engine/protocol.ts'
import { addGreeks, type Convention, type GreekValues, greeksIn, NO_GREEKS } from '../ui/greeks.ts'

export interface LadderLeg {
  readonly leg: LegGreeks
  readonly strike: number
  readonly values: GreekValues
}
export interface LadderExpiry {
  /** ISO day; undefined for perpetuals and spot. */
  readonly expiry: string | undefined
  readonly legs: readonly LadderLeg[]
  readonly sum: GreekValues
}
export interface Ladder {
  readonly expiries: readonly LadderExpiry[]
  readonly total: GreekValues
  readonly legs: number
}

/** The Greeks of one underlying by expiry, then strike, calls before puts; what never expires comes last. */
export function ladderOf(greeks: GreeksResult, market: Market, coin: string, convention: Convention): Ladder {
  const byDay = new Map<string, LadderLeg[]>()
  for (const leg of greeks.legs) {
    if (leg.underlying !== coin) continue
    const read = parseInstrument(leg.instrument, 'deribit')
    const strike = read.ok && read.value.kind === 'option' ? read.value.strike : 0
    const key = leg.expiry ?? ''
    byDay.set(key, [...(byDay.get(key) ?? []), { leg, strike, values: greeksIn(convention, leg, market) }])
  }
  const days = [...byDay].sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1))
  const expiries = days.map(
    ([day, legs]): LadderExpiry => ({
      expiry: day === '' ? undefined : day,
      legs: legs.sort((a, b) => a.strike - b.strike || (a.leg.instrument < b.leg.instrument ? -1 : 1)),
      sum: legs.reduce((all, l) => addGreeks(all, l.values), NO_GREEKS),
    }),
  )
  return {
    expiries,
    total: expiries.reduce((all, e) => addGreeks(all, e.sum), NO_GREEKS),
    legs: expiries.reduce((n, e) => n + e.legs.length, 0),
  }
}
