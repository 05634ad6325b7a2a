import { linearMark, ownMark } from '../../domain/mark.ts'
import type { Leg, Setting } from '../../domain/methodology.ts'
import { once } from '../shared/once.ts'
import { type OptionView, optionView } from '../shared/option-view.ts'
import type { AssetParams, CommonParams } from './params/types.ts'

export type ParadexSetting = Setting<AssetParams, CommonParams>

/** One position or order as the rules look at it. Prices in USD per coin. */
export interface View {
  readonly name: string
  readonly coin: string
  /** Signed, coins. */
  readonly quantity: number
  /** Average entry of a position, limit price of an order; absent = at mark. */
  readonly entry: number | undefined
  readonly spot: number
  readonly mark: number
  /** Absent for a perpetual. */
  readonly option?: OptionView
}

/** What the rules need to know of a leg. `buildBook` has made sure that the market prices it. */
export const viewOf = once((leg: Leg, { market, numerics }: ParadexSetting): View => {
  const { instrument, name, quantity, entry } = leg
  const u = market.underlyings[instrument.underlying]
  const shared = { name, coin: instrument.underlying, quantity, entry, spot: u?.index ?? Number.NaN }
  if (instrument.kind !== 'option') return { mark: linearMark(market, instrument), ...shared }
  const option = optionView(instrument, market, numerics)
  if (option === undefined) return { mark: Number.NaN, ...shared }
  return { mark: ownMark(market, instrument, name) ?? option.value, option, ...shared }
})
