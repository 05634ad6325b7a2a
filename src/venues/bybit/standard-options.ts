import type { Requirement } from '../../domain/margin.ts'
import type { OptionView } from '../shared/option-view.ts'
import type { CommonParams, OptionParams } from './params/types.ts'
import type { View } from './views.ts'

/** Short MM of one coin, USD: max(MMf × index, MMf × mark) + mark + liquidation fee × index (official, reproduced). */
const shortMaintenance = ({ index, mark }: View, p: OptionParams): number =>
  Math.max(p.mmf * index, p.mmf * mark) + mark + p.liquidation_fee * index

/** Short IM of one coin, USD: max(max(0.15 index - OTM, 0.10 index) + max(average price, mark), MM) (official, reproduced). */
function shortInitial(view: View, { cp, strike }: OptionView, p: OptionParams): number {
  const { index, mark, entry = mark } = view
  const otm = Math.max(0, cp * (strike - index))
  return Math.max(Math.max(p.im_short * index - otm, p.im_short_min * index) + Math.max(entry, mark), shortMaintenance(view, p))
}

/** A position, USD. A long option is paid and needs nothing (third-party). */
export function optionPosition(view: View, option: OptionView, p: OptionParams): Requirement {
  if (view.quantity >= 0) return { initial: 0, maintenance: 0 }
  const size = -view.quantity
  return { initial: size * shortInitial(view, option, p), maintenance: size * shortMaintenance(view, p) }
}

/** A resting order, USD: short position IM + fee - premium, long premium + fee (third-party); fee = min(rate × index, cap × price) (official). */
export function optionOrder(view: View, option: OptionView, { options, fees }: CommonParams): number {
  const { index, mark, entry = mark, quantity } = view
  const fee = Math.min(fees.option_taker * index, fees.option_cap * entry)
  if (quantity >= 0) return quantity * (entry + fee)
  return -quantity * (shortInitial(view, option, options) + fee - entry)
}
