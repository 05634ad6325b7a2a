import type { Settle } from '../../domain/instrument.ts'
import { linearMark, ownMark } from '../../domain/mark.ts'
import type { Leg, Setting } from '../../domain/methodology.ts'
import { once } from '../shared/once.ts'
import { type OptionView, optionView } from '../shared/option-view.ts'
import type { CoinParams, CommonParams } from './params/types.ts'

export type BybitSetting = Setting<CoinParams, CommonParams>

/** One leg as the rules look at it. Prices in USD per coin. */
export interface View {
  readonly name: string
  readonly coin: string
  readonly settle: Settle
  /** Signed, coins. */
  readonly quantity: number
  /** Average entry of a position, limit price of an order; absent = at mark. */
  readonly entry: number | undefined
  readonly index: number
  readonly mark: number
  /** Absent for perpetuals and futures. */
  readonly option?: OptionView
  /** The mark that the market lists for this very option. */
  readonly published?: number | undefined
}

/** The record of a coin, or that of all other coins. */
export const coinParams = (coin: string, { params }: BybitSetting): CoinParams | undefined =>
  params.underlyings[coin] ?? params.underlyings['*']

/** What the rules need to know of a leg. `buildBook` has made sure that the market prices it. */
export const viewOf = once((leg: Leg, { market, numerics }: BybitSetting): View => {
  const { instrument, name, quantity, entry } = leg
  const u = market.underlyings[instrument.underlying]
  const settle = instrument.kind === 'spot' ? 'coin' : instrument.settle
  const shared = { name, coin: instrument.underlying, settle, quantity, entry, index: u?.index ?? Number.NaN }
  if (instrument.kind !== 'option') return { mark: linearMark(market, instrument), ...shared }
  const option = optionView(instrument, market, numerics)
  if (option === undefined) return { mark: Number.NaN, ...shared }
  const published = ownMark(market, instrument, name)
  return { mark: published ?? option.value, option, published, ...shared }
})
