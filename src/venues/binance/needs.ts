import type { Requirement } from '../../domain/margin.ts'
import type { Readings } from './params/readings.ts'
import type { Bracket, CoinParams, OptionRatios } from './params/types.ts'
import type { FutureView, OptionView } from './views.ts'

/** The bracket in which a notional lies; `brackets` ascend and hold at least one (the door's word). */
export function bracketOf(notional: number, brackets: readonly Bracket[]): Bracket {
  const found = brackets.findLast((b) => notional >= (b.notionalFloor ?? 0)) ?? brackets[0]
  return found ?? { maintMarginRatio: Number.NaN, cum: 0 }
}

/** Section 4.1 (official): |MMR × size × mark| − cum, never below 0. USD at index. */
export function futureMaintenance(v: FutureView, p: CoinParams, r: Readings): number {
  const { maintMarginRatio, cum } = bracketOf(v.notional, p[v.kind])
  const usd = v.kind === 'cm' && r['binance.cm.divideByMark'] === 'no'
  const need = Math.max(0, maintMarginRatio * (usd ? v.notionalUsd : v.notional) - cum)
  return usd ? need : need * v.rate
}

/** Notional / leverage (unverified), at least maintenance. USD. */
export function futureNeed(v: FutureView, p: CoinParams, r: Readings): Requirement {
  const maintenance = futureMaintenance(v, p, r)
  return { initial: Math.max(maintenance, (v.notional * v.rate) / p.leverage), maintenance }
}

/** Section 4.2 (unverified), per coin in USDT: max(ratio × S − OTM, least × S) + mark. */
export function shortOption(v: Pick<OptionView, 'mark' | 'index' | 'otm'>, p: OptionRatios): Requirement {
  const need = (ratio: number, least: number): number => Math.max(ratio * v.index - v.otm, least * v.index) + v.mark
  const maintenance = need(p.maintenanceMargin, p.minMaintenanceMargin)
  return { initial: Math.max(maintenance, need(p.initialMargin, p.minInitialMargin)), maintenance }
}

/** One option line in USD: a short by its formula, a long by its premium. */
export function optionNeed(v: OptionView, p: OptionRatios, r: Readings): Requirement {
  if (v.quantity > 0) {
    const premium = v.quantity * v.mark * v.rate
    return { initial: premium, maintenance: r['binance.options.long'] === 'both' ? premium : 0 }
  }
  const each = shortOption(v, p)
  const usd = -v.quantity * v.rate
  return { initial: usd * each.initial, maintenance: usd * each.maintenance }
}
