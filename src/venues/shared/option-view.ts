import type { OptionInstrument } from '../../domain/instrument.ts'
import type { Market } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import type { Bucket, GridLeg } from '../../domain/scenario.ts'
import { expiryOn, volAt } from '../../domain/smile.ts'
import { MILLIS_PER_DAY, yearsBetween } from '../../domain/units.ts'
import { bucketNumbers } from './bucket-numbers.ts'

/** What no scenario moves of an option at a venue that quotes it in USD on the expiry's forward, by Black-76 without discount. */
export interface OptionView {
  readonly cp: 1 | -1
  readonly strike: number
  readonly vol: number
  /** ACT/365. */
  readonly years: number
  readonly days: number
  /** USD, the whole of it. */
  readonly forward: number
  /** The part of the forward that still moves; less than the whole inside a settlement window alone. */
  readonly moving: number
  /** Value of one coin's worth, USD. */
  readonly value: number
}

/** `buildBook` has made sure that the expiry and its smile are there; undefined where they are not. */
export function optionView(o: OptionInstrument, market: Market, numerics: Numerics): OptionView | undefined {
  const u = market.underlyings[o.underlying]
  const expiry = u && expiryOn(u, o.expiry)
  if (expiry === undefined) return undefined
  const { strike } = o
  const { forward } = expiry
  const cp = o.type === 'call' ? 1 : -1
  const years = yearsBetween(market.asOf, expiry.at)
  const vol = volAt(numerics, expiry, years, strike)
  const days = Math.max(0, expiry.at - market.asOf) / MILLIS_PER_DAY
  const value = numerics.price(cp, forward, strike, years, vol)
  return { cp, strike, vol, years, days, forward, moving: forward - expiry.forwardFixed, value }
}

/** What the core must know of a line of a grid. */
interface Valued {
  readonly name: string
  readonly coin: string
  readonly quantity: number
  /** USD. */
  readonly mark: number
  readonly option?: OptionView
}

/**
 * Lines as the core takes them, undiscounted. Options of one expiry of a coin share a bucket; each perpetual and future has its own. `first`
 * holds the first line of each bucket: what its shocks depend on.
 */
export function bucketed<V extends Valued>(
  views: readonly V[],
): { readonly legs: readonly GridLeg[]; readonly buckets: readonly Bucket[]; readonly first: readonly V[] } {
  const numberOf = bucketNumbers()
  const first: V[] = []
  const legs = views.map((v): GridLeg => {
    const { option, quantity } = v
    const bucket = numberOf(v.coin, option === undefined ? v.name : option.years)
    if (bucket === first.length) first.push(v)
    if (option === undefined) return { kind: 'forward', bucket, strike: 0, vol: 0, quantity }
    return { kind: option.cp === 1 ? 'call' : 'put', bucket, strike: option.strike, vol: option.vol, quantity }
  })
  const buckets = first.map(({ coin, mark, option }): Bucket => {
    if (option === undefined) return { underlying: coin, forward: mark, fixed: 0, years: 0, discount: 1 }
    const { moving, forward, years } = option
    return { underlying: coin, forward: moving, fixed: forward - moving, years, discount: 1 }
  })
  return { legs, buckets, first }
}
