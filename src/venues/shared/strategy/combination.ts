import { shortBox } from './formulas.ts'
import type { OptionLot, StrategyClass, StrategyCommon } from './types.ts'

/** A short and a long, so many units of each. */
export interface SpreadPair {
  readonly short: OptionLot
  readonly long: OptionLot
  readonly units: number
}

interface Signed {
  readonly lot: OptionLot
  readonly units: number
}

const payoff = (legs: readonly Signed[], settled: number): number =>
  legs.reduce((sum, { lot, units }) => sum + units * Math.max(0, lot.cp * (settled - lot.strike)), 0)

const legsOf = (pairs: readonly SpreadPair[]): readonly Signed[] => {
  const sum = new Map<OptionLot, number>()
  const add = (lot: OptionLot, units: number): void => {
    sum.set(lot, (sum.get(lot) ?? 0) + units)
  }
  for (const { short, long, units } of pairs) {
    add(short, -units)
    add(long, units)
  }
  return [...sum].map(([lot, units]) => ({ lot, units }))
}

/**
 * Greatest loss at expiry over 0 and every strike, USD, premium aside. Every short has a long of its type beside it, so nothing lies beyond the
 * highest strike. A long that expires later counts at its intrinsic value.
 */
function greatestLoss(legs: readonly Signed[]): number {
  let lowest = payoff(legs, 0)
  for (const { lot } of legs) lowest = Math.min(lowest, payoff(legs, lot.strike))
  return -lowest
}

/** The four legs of one short box, whole: what they cost to close and their width, per unit; undefined where they are something else. */
function asShortBox(legs: readonly Signed[]): { readonly units: number; readonly close: number; readonly between: number } | undefined {
  const find = (cp: 1 | -1, sign: 1 | -1): Signed | undefined => legs.find((l) => l.lot.cp === cp && l.units * sign > 0)
  const [shortCall, longCall, shortPut, longPut] = [find(1, -1), find(1, 1), find(-1, -1), find(-1, 1)]
  if (legs.length !== 4 || shortCall === undefined || longCall === undefined || shortPut === undefined || longPut === undefined)
    return undefined
  const units = longCall.units
  const same = legs.every((l) => Math.abs(l.units) === units && l.lot.expiry === longCall.lot.expiry)
  const low = shortCall.lot.strike
  const high = longCall.lot.strike
  if (!same || low >= high || longPut.lot.strike !== low || shortPut.lot.strike !== high) return undefined
  const close = shortCall.lot.value + shortPut.lot.value - longCall.lot.value - longPut.lot.value
  return { units, close, between: high - low }
}

export interface CombinationNeed {
  readonly amount: number
  /** Option value inside the amount (short box alone). */
  readonly value: number
  readonly loss: number
  readonly premium: number
}

/**
 * All spreads of one expiry as one combination (butterfly, condor, box, ...): greatest loss at expiry plus net premium paid, never below 0 and
 * never more than the sum of its spreads (third-party, reproduced). A cash-settled short box has its own rule.
 */
export function combination(pairs: readonly SpreadPair[], of: StrategyClass, common: StrategyCommon): CombinationNeed {
  const legs = legsOf(pairs)
  const premium = legs.reduce((sum, { lot, units }) => sum + units * lot.value, 0)
  const loss = greatestLoss(legs)
  const box = of.cash_settled ? asShortBox(legs) : undefined
  if (box !== undefined) {
    const { units, close, between } = box
    return { amount: units * shortBox(close, between, common), value: units * close, loss, premium }
  }
  return { amount: Math.max(0, loss + premium), value: 0, loss, premium }
}
