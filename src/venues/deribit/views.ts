import { linearMark } from '../../domain/mark.ts'
import type { Expiry } from '../../domain/market.ts'
import type { Account, Leg, Setting } from '../../domain/methodology.ts'
import { expiryOn, volAt } from '../../domain/smile.ts'
import { secondsBetween, yearsBetween } from '../../domain/units.ts'
import type { Readings } from './params/readings.ts'
import type { CommonParams, UnderlyingParams } from './params/types.ts'

export type DeribitSetting = Setting<UnderlyingParams, CommonParams>

/** Seconds before expiry in which deltas decay (5.12, official). */
const SETTLEMENT_WINDOW = 1800

/** One leg as the rules look at it: everything of it that no scenario moves. Prices in USD per coin. */
export interface LegView {
  readonly leg: Leg
  readonly coin: string
  readonly inverse: boolean
  readonly index: number
  /** Key of the expiry among which deltas net; perpetuals have their own. */
  readonly expiry: number | 'perpetual'
  readonly years: number
  /** Quoted price: the mark of a future or perpetual, the forward of an option. */
  readonly quoted: number
  /** `quoted`, or inside the settlement window what it has become: moving + fixed. */
  readonly price: number
  readonly moving: number
  readonly fixed: number
  /** Share of the delta that is left, 1 outside the settlement window. */
  readonly decay: number
  /** Absent for futures and perpetuals. */
  readonly option:
    | {
        readonly cp: 1 | -1
        readonly strike: number
        readonly vol: number
        /** In coin, where the reading asks for it and the market has one. */
        readonly publishedMark: number | undefined
      }
    | undefined
}

interface Window {
  readonly moving: number
  readonly fixed: number
  readonly decay: number
}

/**
 * Section 5.12 (official). The part of the price that a forward may give as fixed is taken as it is; else time decays the moving part and
 * the fixed part stands at the estimated delivery price.
 */
function settlementWindow(quoted: number, expiry: Expiry | undefined, seconds: number, readings: Readings): Window {
  const whole = { moving: quoted, fixed: 0, decay: 1 }
  if (seconds >= SETTLEMENT_WINDOW || readings['deribit.settlementDecay'] === 'off') return whole
  if (expiry !== undefined && expiry.forwardFixed > 0) {
    const decay = (expiry.forward - expiry.forwardFixed) / expiry.forward
    return { moving: quoted * decay, fixed: quoted * (1 - decay), decay }
  }
  const decay = seconds / SETTLEMENT_WINDOW
  return { moving: quoted * decay, fixed: (expiry?.estimatedDelivery ?? quoted) * (1 - decay), decay }
}

/** The published mark of an inverse option in coin. A chain quotes inverse options in coin, so its marks say nothing about a linear leg. */
function publishedMark(leg: Leg, expiry: Expiry | undefined): number | undefined {
  const i = leg.instrument
  if (i.kind !== 'option' || i.settle !== 'coin') return undefined
  return expiry?.quotes.find((q) => q.strike === i.strike && q.type === i.type)?.mark
}

/** What the rules need to know of a leg. `buildBook` has made sure that the market prices it. */
export function viewOf(leg: Leg, setting: DeribitSetting, r: Readings): LegView {
  const { market, numerics } = setting
  const i = leg.instrument
  const u = market.underlyings[i.underlying]
  const dated = i.kind === 'option' || i.kind === 'future'
  const expiry = u !== undefined && dated ? expiryOn(u, i.expiry) : undefined
  const at = dated ? (expiry?.at ?? i.expiry) : undefined
  const years = at === undefined ? 0 : yearsBetween(market.asOf, at)
  const seconds = at === undefined ? Number.POSITIVE_INFINITY : secondsBetween(market.asOf, at)
  const quoted = i.kind === 'option' ? (expiry?.forward ?? Number.NaN) : linearMark(market, i)
  const window = settlementWindow(quoted, expiry, seconds, r)
  return {
    leg,
    coin: i.underlying,
    inverse: i.kind !== 'spot' && i.settle === 'coin',
    index: u?.index ?? Number.NaN,
    expiry: at ?? 'perpetual',
    years,
    quoted,
    price: window.fixed === 0 ? window.moving : window.moving + window.fixed,
    moving: window.moving,
    fixed: window.fixed,
    decay: window.decay,
    option:
      i.kind === 'option' && expiry !== undefined
        ? {
            cp: i.type === 'call' ? 1 : -1,
            strike: i.strike,
            vol: volAt(numerics, expiry, years, i.strike),
            publishedMark: r['deribit.pm.option.basePrice'] === 'mark' ? publishedMark(leg, expiry) : undefined,
          }
        : undefined,
  }
}

export const viewsOf = (account: Account, setting: DeribitSetting, readings: Readings): readonly LegView[] =>
  account.legs.map((leg) => viewOf(leg, setting, readings))
