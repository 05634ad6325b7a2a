import type { Numerics } from '../../domain/numerics.ts'
import type { Affine, BucketShock } from '../../domain/scenario.ts'
import type { ScanCommon, ScanParams } from './params/types.ts'
import { type Row, rowsOf } from './table.ts'

/** What every row of a commodity shares. Range in USD per coin. */
export interface Ranges {
  readonly psr: number
  readonly vsr: ScanParams['volatility_scan_range']
  readonly priceFloor: number
  readonly volFloor: number
}

const volShift = (row: Row, { kind, size }: Ranges['vsr']): Affine => {
  const sign = row.vol === 'up' ? 1 : row.vol === 'down' ? -1 : 0
  return kind === 'absolute' ? { m: 1, a: sign * size } : { m: 1 + sign * size, a: 0 }
}

/**
 * F + fraction × PSR, vol ± VSR or vol × (1 ± VSR), both floored above zero. `forward` is the part that still moves, `share` its share of the
 * whole (1 outside a settlement window).
 */
export function shockOf(row: Row, forward: number, share: number, r: Ranges): BucketShock {
  const shift = row.move * r.psr * share
  const moved: Affine = forward + shift > r.priceFloor * forward ? { m: 1, a: shift } : { m: r.priceFloor, a: 0 }
  return { forward: moved, vol: volShift(row, r.vsr), volFloor: row.vol === 'same' ? 0 : r.volFloor }
}

export interface ArrayOption {
  readonly cp: 1 | -1
  readonly forward: number
  readonly fixed: number
  readonly strike: number
  readonly years: number
  readonly vol: number
  readonly rate: number
  /** Settlement price or model price today, per coin. */
  readonly value: number
}

/** The shocks of all rows; the same for all options on one future. */
export const shocksOf = ({ forward, fixed }: Pick<ArrayOption, 'forward' | 'fixed'>, r: Ranges, common: ScanCommon): BucketShock[] =>
  rowsOf(common.extreme).map((row) => shockOf(row, forward - fixed, (forward - fixed) / forward, r))

/**
 * The array of one long option, per coin: A[i] = weight × (value now − value in row i, a look-ahead later), loss positive (official layout;
 * the model is Black-76 on the option's own future). USD.
 */
export function optionArray(
  o: ArrayOption,
  r: Ranges,
  common: ScanCommon,
  numerics: Numerics,
  shocks: readonly BucketShock[] = shocksOf(o, r, common),
): number[] {
  const years = yearsAfter(o.years, common)
  const moving = o.forward - o.fixed
  return rowsOf(common.extreme).map((row, i) => {
    const { forward, vol, volFloor } = shocks[i] as BucketShock
    const moved = o.fixed + forward.m * moving + forward.a
    const value = numerics.price(o.cp, moved, o.strike, years, Math.max(vol.m * o.vol + vol.a, volFloor), o.rate)
    return row.weight * (o.value - value)
  })
}

/** The array of one long future or perpetual, per coin: −weight × fraction × PSR, unless the fall ends at the price floor. */
export const futureArray = (price: number, r: Ranges, common: ScanCommon): number[] =>
  rowsOf(common.extreme).map((row) => {
    const { forward } = shockOf(row, price, 1, r)
    return -row.weight * ((forward.m - 1) * price + forward.a) + 0
  })

const DAYS = 365
export const yearsAfter = (years: number, common: ScanCommon): number => Math.max(0, years - common.look_ahead_days / DAYS)

/**
 * Composite delta of a long option: weighted mean of its deltas at the seven price points, at base vol, a look-ahead later (definition official,
 * weights unverified).
 */
export function compositeDelta(o: ArrayOption, r: Ranges, common: ScanCommon, normalised: boolean, numerics: Numerics): number {
  const { at_0, at_third, at_two_thirds, at_range } = common.composite_weights
  const years = yearsAfter(o.years, common)
  const sd = o.vol * Math.sqrt(years)
  const share = (o.forward - o.fixed) / o.forward
  const delta = (move: number): number => {
    const forward = Math.max(o.forward + move * r.psr * share, r.priceFloor * o.forward)
    if (!(sd > 0)) return o.cp * (forward - o.strike) > 0 ? o.cp : 0
    return o.cp * numerics.normalCdf(o.cp * (numerics.log(forward / o.strike) / sd + sd / 2))
  }
  const both = (move: number): number => delta(move) + delta(-move)
  const sum = at_0 * delta(0) + at_third * both(1 / 3) + at_two_thirds * both(2 / 3) + at_range * both(1)
  return normalised ? sum / (at_0 + 2 * (at_third + at_two_thirds + at_range)) : sum
}
