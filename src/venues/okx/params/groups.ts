import type { Tier } from '../../shared/tiers.ts'
import type { Entered, StandardFutureParams, StandardOptionParams, UnderlyingParams } from './types.ts'

/** Section 6.1, mid group of December 2025 (official). */
export const MID = ['SOL', 'DOGE', 'PEPE', 'XRP', 'BNB', 'SHIB', 'LTC', 'ORDI', 'WLD', 'BCH', 'ADA'] as const
/** The same section: the list that the notice of January 2025 gave for MR1 (official). */
export const MID_MR1_JAN_2025 = ['LTC', 'BCH', 'EOS', 'OKB', 'DOT', 'BSV', 'LINK', 'FIL', 'ADA', 'TRX', 'UNI', 'XRP'] as const

type Group = 'major' | 'mid' | 'others'

/** Section 6.1. */
const MOVES: Readonly<Record<Group, readonly number[]>> = {
  major: [0.04, 0.08, 0.12],
  mid: [0.06, 0.12, 0.18],
  others: [0.08, 0.16, 0.25],
}
const MOVES_2024: Readonly<Record<Group, readonly number[]>> = {
  major: [0.05, 0.1, 0.15],
  mid: [0.07, 0.14, 0.2],
  others: [0.08, 0.16, 0.25],
}
const EXTREME: Readonly<Record<Group, number>> = { major: 0.24, mid: 0.36, others: 0.5 }
const EXTREME_2024: Readonly<Record<Group, number>> = { major: 0.3, mid: 0.4, others: 0.5 }

/** Section 6.3. The fixed rate and MR7 of "others" are not known: 1.6 % and 1.0 % are unverified stand-ins. */
const BASIS = {
  major: { fixed: 0.002, annualised: 0.05 },
  mid: { fixed: 0.008, annualised: 0.15 },
  others: { fixed: 0.016, annualised: 0.3 },
}
/** Mid-2024 fixed rate of BTC, and the annualised moves of the announcement before January 2025; the other fixed rates are not known. */
const BASIS_2024 = {
  major: { fixed: 0.006, annualised: 0.075 },
  mid: { fixed: 0.008, annualised: 0.225 },
  others: { fixed: 0.016, annualised: 0.45 },
}
const REDUCTION: Readonly<Record<Group, number>> = { major: 0.0045, mid: 0.007, others: 0.01 }

const tiers = (...rows: readonly (readonly [upTo: number | undefined, rate: number])[]): readonly Tier[] =>
  rows.map(([upTo, rate]) => (upTo === undefined ? { rate } : { upTo, rate }))

/** Section 6.4, BTC and ETH, old (official). */
export const TIERS_OLD = tiers([10e3, 1], [70e3, 2], [170e3, 4], [300e3, 6], [470e3, 8], [700e3, 10], [undefined, 12])
/** Section 6.4, BTC and ETH from 15 January 2025 (third-party). */
export const TIERS_2025 = tiers([250e3, 1], [500e3, 2], [1e6, 4], [2e6, 6], [3e6, 8], [4e6, 10], [undefined, 12])
/** Section 6.4, the second group of 2021 (official); beyond 121,000 not known, × 7 is kept. Used for every coin but BTC and ETH. */
const TIERS_SECOND = tiers([7e3, 1], [16e3, 2], [29e3, 3], [43e3, 4], [69e3, 5], [95e3, 6], [undefined, 7])

/** No cap on spot in use: more coins than there are. */
const NO_CAP = 1e15
const ENTERED: Entered = { MR3: 0, MR5: 0, spotInUseAmt: 0, maxSpotInUseAmt: NO_CAP }

/**
 * Section 4.2: leverage is the user's and tiers are live data. The stand-in is the one tier of the official sample, that of borrowing:
 * IMR 10 % (leverage 10), MMR 2 %.
 */
const STANDARD_FUTURES: StandardFutureParams = { leverage: 10, tiers: tiers([undefined, 0.02]) }
/** Section 4.1, text of 1 May 2026; F is 1 in tier 1 (unverified). */
const standardOption = (c: number): StandardOptionParams => ({ a: 0.1, b: 0.15, c, order_min: 0.1, F: 1 })
const STANDARD_OPTIONS: Readonly<Record<string, StandardOptionParams>> = { BTC: standardOption(0.03), ETH: standardOption(0.05) }

/** Coins with a record of their own, then `*` for the rest. */
export const COINS: readonly string[] = [...new Set(['BTC', 'ETH', ...MID, ...MID_MR1_JAN_2025]), '*']

const includes = (list: readonly string[], coin: string): boolean => list.includes(coin)
const groupOf = (coin: string): Group => (coin === 'BTC' || coin === 'ETH' ? 'major' : includes(MID, coin) ? 'mid' : 'others')
const januaryGroupOf = (coin: string): Group => (groupOf(coin) === 'major' ? 'major' : includes(MID_MR1_JAN_2025, coin) ? 'mid' : 'others')

/** One coin's record: `2024` before 6 January 2025, `old-tiers` from then to 14 January, `2025` since. */
export function recordOf(coin: string, period: '2024' | 'old-tiers' | '2025'): UnderlyingParams {
  const group = groupOf(coin)
  const before = period === '2024'
  const moves = before ? MOVES_2024 : MOVES
  const options = STANDARD_OPTIONS[coin]
  const old = group === 'major' ? TIERS_OLD : TIERS_SECOND
  const record: UnderlyingParams = {
    MR1: { moves: moves[group], moves_jan2025: moves[januaryGroupOf(coin)] },
    MR4: (before ? BASIS_2024 : BASIS)[group],
    MR6: { move: (before ? EXTREME_2024 : EXTREME)[group] },
    MR7: { rate: REDUCTION[group], tiers: group === 'major' && period === '2025' ? TIERS_2025 : old, tiers_old: old },
    entered: ENTERED,
    standard: { futures: STANDARD_FUTURES, ...(options === undefined ? {} : { options }) },
  }
  // Nothing is shared with another record: a copy that keeps shared parts would let one edit move them all.
  return JSON.parse(JSON.stringify(record)) as UnderlyingParams
}
