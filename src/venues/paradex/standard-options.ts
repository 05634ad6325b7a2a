import type { OptionView } from '../shared/option-view.ts'
import type { Readings } from './params/readings.ts'
import type { OptionParams } from './params/types.ts'
import type { View } from './views.ts'

/** Section 4.2, USD per coin held long: min(multiplier × mark, longItm × S); how the multiplier enters is inferred. */
export function longOption(view: View, p: OptionParams, r: Readings): number {
  const multiplier = r['paradex.crossOptions.premiumMultiplier'] === 'mark' ? p.premium_multiplier : 1
  return Math.min(multiplier * view.mark, p.long_itm * view.spot)
}

/** Section 4.2, USD per coin short: max(shortItm × S − OTM, shortOtm × S); a put at most its cap (inferred). */
export function shortOption(view: View, option: OptionView, p: OptionParams, r: Readings): number {
  const { spot } = view
  const otm = Math.max(0, option.cp * (option.strike - spot))
  const need = Math.max(p.short_itm * spot - otm, p.short_otm * spot)
  const cap = r['paradex.crossOptions.putCap']
  if (option.cp === 1 || cap === 'ignored') return need
  return Math.min(need, p.short_put_cap * (cap === 'strike' ? option.strike : spot))
}
