import type { Readings } from './params/readings.ts'
import type { View } from './views.ts'

/**
 * Delta of one coin of a position: dV/dS = exp(f × T) × N(d1) for a call (inferred from "with respect to spot"), N(d1) under the other
 * reading; 1 for a perpetual. `black` is the delta to the forward. Inside the settlement window it decays with what still moves.
 */
export function deltaOf(view: View, black: number, r: Readings): number {
  const { option, spot } = view
  if (option === undefined) return 1
  return (black * option.moving) / (r['paradex.optionDelta'] === 'forward' ? option.forward : spot)
}

/** Cash Greeks as the venue shows them, USD for a move of 1 % of spot: delta × 1 % of S and 0.5 × gamma × (1 % of S)² (section 3, official). */
export function cashGreeks(spot: number, delta: number, gamma: number): { delta: number; gamma: number } {
  const move = spot / 100
  return { delta: delta * move, gamma: 0.5 * gamma * move * move }
}
