import { progressive } from '../shared/tiers.ts'
import { cashDelta } from './delta.ts'
import type { Readings } from './params/readings.ts'
import type { CommonParams, UnderlyingParams } from './params/types.ts'
import type { LegView, OptionView } from './views.ts'

/** Taker fee of an option in USD per coin: of the underlying, at most a part of its premium (section 11, third-party). */
export const optionFee = (index: number, premium: number, fees: CommonParams['fees']): number =>
  Math.min(fees.option * index, fees.option_premium_cap * premium)

/**
 * Cost of closing an option, USD: fee + slippage × index, slippage = max(x, x × |delta|), for a long option at most its mark. A third-party
 * text of before 2025; that slippage is in coin per coin is inferred from its being capped at the mark price.
 */
function optionCost(v: LegView, option: OptionView, common: CommonParams): number {
  const x = common.MR7.option_slippage
  const premium = v.inverse ? (option.value * v.index) / v.price : option.value
  const slippage = Math.max(x, x * Math.abs(option.delta)) * v.index
  const counted = v.quantity > 0 ? Math.min(slippage, premium) : slippage
  return Math.abs(v.quantity) * (optionFee(v.index, premium, common.fees) + counted)
}

/**
 * MR7 (section 5.3, step 6), USD: raw charge over positions, then each slice of it times its tier's multiplier (official). Perpetuals:
 * rate × |cash delta| (reproduced); futures likewise; spot in use adds nothing.
 */
export function reductionCost(
  views: readonly LegView[],
  p: UnderlyingParams['MR7'],
  common: CommonParams,
  r: Readings,
): { raw: number; mr7: number } {
  const raw = views.reduce((sum, v) => {
    if (v.kind === 'spot') return sum
    if (v.option === undefined) return sum + p.rate * Math.abs(cashDelta(v, r))
    return r['okx.mr7.options'] === 'off' ? sum : sum + optionCost(v, v.option, common)
  }, 0)
  return { raw, mr7: progressive(raw, r['okx.mr7.tiers'] === 'old' ? p.tiers_old : p.tiers) }
}
