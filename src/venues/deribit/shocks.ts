import type { Numerics } from '../../domain/numerics.ts'
import type { Frame } from './frame.ts'
import type { Readings } from './params/readings.ts'
import type { PortfolioParams } from './params/types.ts'
import { type Base, conversionPrice } from './pnl.ts'
import type { LegView } from './views.ts'

/** Deltas of one leg, position included. */
export interface LegDelta {
  readonly view: LegView
  /** Black delta of the position in coin, decayed inside the settlement window. */
  readonly black: number
  /** Net transaction delta in coin: Black delta less the coin mark for an inverse option, both decayed (V-4, official). */
  readonly net: number
  /** USD per coin of delta in the frame, 1 in a coin frame. */
  readonly unit: number
}

/** `blackDelta` is the delta of one coin of the contract to its forward. */
export function deltaOf(view: LegView, blackDelta: number, base: Base, frame: Frame, r: Readings): LegDelta {
  const { quantity } = view.leg
  const premium = view.option !== undefined && view.inverse ? base.coin : 0
  const unit = frame.unit === 'coin' ? 1 : conversionPrice(view, frame, r)
  return { view, black: quantity * blackDelta * view.decay, net: quantity * (blackDelta - premium) * view.decay, unit }
}

export interface RollLine {
  readonly delta: number
  readonly rate: number
}

/** Section 5.7: gross over expiries, net within one. The floor is exact; the form above it is third-party. */
export function rollShock(deltas: readonly LegDelta[], pm: PortfolioParams, r: Readings, numerics: Numerics): readonly RollLine[] {
  const net = r['deribit.pm.rollShock.optionDelta'] === 'net'
  const apart = r['deribit.pm.rollShock.perpNetting'] === 'separate'
  const sums = new Map<string | number, { delta: number; years: number }>()
  for (const d of deltas) {
    const { view } = d
    const key = view.expiry === 'perpetual' && apart ? `perpetual ${view.inverse}` : view.expiry
    const sum = sums.get(key) ?? { delta: 0, years: view.years }
    sum.delta += (net ? d.net : d.black) * d.unit
    sums.set(key, sum)
  }
  return [...sums.values()].map(({ delta, years }) => {
    const grown =
      r['deribit.pm.rollShock.form'] === 'linear' ? pm.annualised_move_risk * years : numerics.exp(pm.annualised_move_risk * years) - 1
    return { delta: Math.abs(delta), rate: Math.max(pm.min_annualised_move, grown) }
  })
}

/** Section 5.8, in coin: third-party and inferred; 0 below the threshold in every known number. Long options cannot make it larger. */
export function deltaShock(
  deltas: readonly LegDelta[],
  pm: PortfolioParams,
  index: number,
  r: Readings,
): { delta: number; charge: number } {
  let long = 0
  let rest = 0
  for (const { view, black } of deltas) {
    if (view.option !== undefined && view.leg.quantity > 0) long += black
    else rest += black
  }
  const all = long + rest
  const delta = Math.abs(rest < 0 ? Math.min(Math.max(all, rest), 0) : Math.max(Math.min(all, rest), 0))
  if (r['deribit.pm.deltaShock'] === 'off') return { delta, charge: 0 }
  const over = Math.max(delta - pm.delta_total_liq_shock_threshold / index, 0)
  return { delta, charge: delta * Math.min(over * pm.m_inc, pm.max_delta_shock) }
}
