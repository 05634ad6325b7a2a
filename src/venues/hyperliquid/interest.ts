import type { Numerics } from '../../domain/numerics.ts'
import type { Readings } from './params/readings.ts'
import type { InterestParams } from './params/types.ts'

/** Borrow APY of a stablecoin at a utilisation from 0 to 1 (section 6, official). */
export const borrowApy = (utilisation: number, p: InterestParams): number => p.base + p.slope * Math.max(0, utilisation - p.kink)

/** What a supplier earns: the borrowers' interest less the protocol's share, over all that is supplied (inferred from "the same curve"). */
export const supplyApy = (utilisation: number, p: InterestParams): number => borrowApy(utilisation, p) * utilisation * (1 - p.protocolShare)

/** Factor by which a balance grows in `years` at an APY. */
export const growth = (
  apy: number,
  years: number,
  compounding: Readings['hyperliquid.interest.compounding'],
  numerics: Numerics,
): number => (compounding === 'apy' ? numerics.exp(years * numerics.log1p(apy)) : numerics.exp(years * apy))
