import type { Greeks } from '../domain/numerics.ts'

/** Greeks as they are read on a screen, in the order of lists. */
export const MEASURES = ['delta', 'gamma', 'vega', 'theta', 'vanna', 'volga', 'charm'] as const
export type Measure = (typeof MEASURES)[number]

const POINT = 0.01
const YEAR_DAYS = 365

/**
 * A raw Greek (per unit of forward and of vol, per year) in the steps that people speak of, `forward` in USD.
 *
 * Delta in coins. Gamma: change of delta, in coins, for a 1 % move. Vega: USD a vol point. Theta: USD a day. Vanna: change of delta, in coins,
 * for a vol point. Volga: change of vega, in USD a point, for a vol point. Charm: change of delta, in coins, a day.
 */
export function measured(measure: Measure, greeks: Pick<Greeks, Measure>, forward: number): number {
  const raw = greeks[measure]
  switch (measure) {
    case 'delta':
      return raw
    case 'gamma':
      return raw * forward * POINT
    case 'vega':
    case 'vanna':
      return raw * POINT
    case 'volga':
      return raw * POINT * POINT
    case 'theta':
    case 'charm':
      return raw / YEAR_DAYS
  }
}

/** True for what is counted in coins of the underlying, false for USD. */
export const inCoins = (measure: Measure): boolean => measure !== 'vega' && measure !== 'theta' && measure !== 'volga'
