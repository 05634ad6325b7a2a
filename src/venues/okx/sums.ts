import { readings } from './params/readings.ts'
import type { CommonParams } from './params/types.ts'

/** What the account's sums are made of. USD, requirements positive. */
export interface SumsInput {
  /** Adjusted equity: after discounts, with unrealised P&L and option values. */
  readonly equity: number
  /** MMR of each risk unit. */
  readonly units: readonly number[]
  /** Value of all that is borrowed, with its requirements. */
  readonly borrowed: number
  readonly borrowMmr: number
  readonly borrowImr: number
  /** Signed notional of each position: size × mark. */
  readonly notionals: readonly number[]
}

export interface AccountSums {
  readonly derivMmr: number
  readonly totalMmr: number
  readonly totalImr: number
  /** Liquidation at 1 or below. Infinity where nothing is required. */
  readonly marginRatio: number
  readonly acctLever: number
}

/** Account sums of section 5.3, step 8 (reproduced), under the names of the position builder. */
export function accountSums(x: SumsInput, common: CommonParams): AccountSums {
  const derivMmr = x.units.reduce((sum, mmr) => sum + mmr, 0)
  const totalMmr = derivMmr + x.borrowMmr
  const closing =
    readings(common.assumptions)['okx.feeInRatio'] === 'borrowing'
      ? 0
      : x.notionals.reduce((sum, n) => sum + common.fees.perpetual * Math.abs(n), 0)
  const needed = totalMmr + common.liquidation_fee * (x.borrowed + x.borrowMmr) + closing
  return {
    derivMmr,
    totalMmr,
    totalImr: common.IMR_factor * derivMmr + x.borrowImr,
    marginRatio: needed > 0 ? x.equity / needed : Number.POSITIVE_INFINITY,
    acctLever: x.notionals.reduce((sum, n) => sum + n, 0) / x.equity,
  }
}
