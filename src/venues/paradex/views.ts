import { linearMark } from '../../domain/mark.ts'
import type { Leg, Setting } from '../../domain/methodology.ts'
import { expiryOn, volAt } from '../../domain/smile.ts'
import { MILLIS_PER_DAY, yearsBetween } from '../../domain/units.ts'
import type { AssetParams, CommonParams } from './params/types.ts'

export type ParadexSetting = Setting<AssetParams, CommonParams>

/** What an option adds to a view: everything of it that no scenario moves. */
export interface OptionView {
  readonly cp: 1 | -1
  readonly strike: number
  readonly vol: number
  /** Black-76 runs on this time, ACT/365 (unverified). */
  readonly years: number
  readonly days: number
  /** USD; F = S × exp(f × T), so exp(f × T) is `forward` / spot. */
  readonly forward: number
  /** The part of the forward that still moves; less than the whole inside the settlement window alone. */
  readonly moving: number
}

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

/** Views already made in one run: grid, margin and standard all look at the same legs under the same setting. */
const made = new WeakMap<ParadexSetting, Map<Leg, View>>()

/** What the rules need to know of a leg. `buildBook` has made sure that the market prices it. */
export function viewOf(leg: Leg, setting: ParadexSetting): View {
  const known = made.get(setting) ?? new Map<Leg, View>()
  made.set(setting, known)
  const view = known.get(leg) ?? makeView(leg, setting)
  known.set(leg, view)
  return view
}

function makeView(leg: Leg, { market, numerics }: ParadexSetting): View {
  const { instrument, name, quantity, entry } = leg
  const u = market.underlyings[instrument.underlying]
  const shared = { name, coin: instrument.underlying, quantity, entry, spot: u?.index ?? Number.NaN }
  if (instrument.kind !== 'option') return { ...shared, mark: linearMark(market, instrument) }
  const expiry = u && expiryOn(u, instrument.expiry)
  if (expiry === undefined) return { ...shared, mark: Number.NaN }
  const { strike } = instrument
  const cp = instrument.type === 'call' ? 1 : -1
  const years = yearsBetween(market.asOf, expiry.at)
  const vol = volAt(numerics, expiry, years, strike)
  const { forward } = expiry
  return {
    ...shared,
    mark: numerics.price(cp, forward, strike, years, vol),
    option: {
      cp,
      strike,
      vol,
      years,
      days: Math.max(0, expiry.at - market.asOf) / MILLIS_PER_DAY,
      forward,
      moving: forward - expiry.forwardFixed,
    },
  }
}

/** USD per USDC: the venue's USDC oracle. */
export const usdcPrice = (setting: ParadexSetting): number => setting.market.stablecoins['USDC'] ?? 1
