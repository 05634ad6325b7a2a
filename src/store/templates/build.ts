import type { Instrument, OptionType, Settle } from '../../domain/instrument.ts'
import type { Market } from '../../domain/market.ts'
import { commonStrike, type Ladder, ladderOf, strikesAt, wing } from './strikes.ts'

/** One leg of a strategy: signed coins of an instrument. */
export interface TemplateLeg {
  readonly instrument: Instrument
  readonly quantity: number
}

/** What a strategy is built on. */
export interface TemplateSetting {
  readonly market: Market
  readonly underlying: string
  /** The near expiry, milliseconds; strategies over two take the next one of the market with options too. */
  readonly expiry: number
  readonly settle: Settle
  /** Coins of one unit, above 0. */
  readonly size: number
}

/** The legs, or a sentence that says what the market lacks. */
export type Built = readonly TemplateLeg[] | string

/** Hands of a recipe: legs in one size and style, on the near and the next expiry. */
export interface Bench {
  readonly near: Ladder
  /** The next expiry with options, or what is said where there is none. */
  readonly next: Ladder | string
  /** An option of `times` sizes, signed: negative is sold. */
  readonly option: (times: number, type: OptionType, strike: number, on?: Ladder) => TemplateLeg
  readonly future: (times: number) => TemplateLeg
  readonly perpetual: (times: number) => TemplateLeg
  readonly spot: (times: number) => TemplateLeg
}

export const FEW = 'this expiry lists too few strikes for it'

/** A recipe on the bench of a setting; a sentence where the near expiry holds nothing. */
export function onBench(s: TemplateSetting, recipe: (bench: Bench) => Built): Built {
  const near = ladderOf(s.market, s.underlying, s.expiry)
  if (typeof near === 'string') return near
  const { underlying, settle, size } = s
  const leg = (times: number, instrument: Instrument): TemplateLeg => ({ instrument, quantity: times * size })
  return recipe({
    near,
    next: nextOf(s, near),
    option: (times, type, strike, on = near) => leg(times, { kind: 'option', underlying, settle, expiry: on.at, strike, type }),
    future: (times) => leg(times, { kind: 'future', underlying, settle, expiry: near.at }),
    perpetual: (times) => leg(times, { kind: 'perpetual', underlying, settle }),
    spot: (times) => leg(times, { kind: 'spot', underlying }),
  })
}

/** The first expiry after the near one on which options are listed. */
export function nextOf({ market, underlying }: TemplateSetting, near: { readonly at: number }): Ladder | string {
  for (const { at } of market.underlyings[underlying]?.expiries ?? []) {
    if (at <= near.at) continue
    const ladder = ladderOf(market, underlying, at)
    if (typeof ladder !== 'string') return ladder
  }
  return 'the market has no later expiry'
}

/** A recipe over strikes at these distances from the forward, in expected moves. */
export const over =
  (moves: readonly number[], legs: (bench: Bench, strikes: readonly number[]) => readonly TemplateLeg[]) =>
  (bench: Bench): Built => {
    const strikes = strikesAt(bench.near, moves)
    return strikes === undefined ? FEW : legs(bench, strikes)
  }

/** A recipe with wings of one width around two strikes (or one, twice) at these distances from the forward, the wings about `out` moves further. */
export const winged =
  (
    moves: readonly [number, number],
    out: number,
    legs: (bench: Bench, low: number, high: number, width: number) => readonly TemplateLeg[],
  ) =>
  (bench: Bench): Built => {
    const [at, upper] = moves
    const inner = strikesAt(bench.near, at === upper ? [at] : moves)
    const low = inner?.[0]
    const high = inner?.at(-1)
    if (low === undefined || high === undefined) return FEW
    const width = wing(bench.near, low, high, out * bench.near.move)
    return width === undefined ? FEW : legs(bench, low, high, width)
  }

/** A recipe at one strike that the near and the next expiry both list, nearest to the near forward. */
export const twice =
  (legs: (bench: Bench, strike: number, next: Ladder) => readonly TemplateLeg[]) =>
  (bench: Bench): Built => {
    if (typeof bench.next === 'string') return bench.next
    const strike = commonStrike(bench.near, bench.next, bench.near.forward)
    return strike === undefined ? 'the two expiries list no strike in common' : legs(bench, strike, bench.next)
  }
