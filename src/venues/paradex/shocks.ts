import type { Numerics } from '../../domain/numerics.ts'
import { type Affine, type BucketShock, scaledBy, UNCHANGED } from '../../domain/scenario.ts'
import type { OptionView } from '../shared/option-view.ts'
import type { Readings } from './params/readings.ts'
import type { PortfolioParams, ScenarioParams } from './params/types.ts'
import type { View } from './views.ts'

/** The vega powers change, and the vol shock is unscaled, at so many days. */
const SHORT_DAYS = 30

/** Days to expiry as the rule counts them. */
function daysLeft(days: number, r: Readings): number {
  const rule = r['paradex.dte']
  return rule === 'down' ? Math.floor(days) : rule === 'up' ? Math.ceil(days) : days
}

/** scale = (30 / max(floor, DTE))^p with p by the time left (section 5.3; official). */
export function vegaScale(option: OptionView, pm: PortfolioParams, r: Readings, numerics: Numerics): number {
  const { dte_floor_days, vega_power_short_dte, vega_power_long_dte } = pm.vol_shock_params
  const days = daysLeft(option.days, r)
  const power = days < SHORT_DAYS ? vega_power_short_dte : vega_power_long_dte
  return numerics.pow(SHORT_DAYS / Math.max(dte_floor_days, days), power)
}

/**
 * iv' = max(iv × (1 + x), 0), x = b × scale. In up rows min_vol_shock_up is a floor: on x (default), on iv', or none, as the reading says; the
 * official wording is ambiguous (section 5.3).
 */
function volShock(b: number, scale: number, pm: PortfolioParams, r: Readings): { vol: Affine; volFloor: number } {
  const { min_vol_shock_up } = pm.vol_shock_params
  const rule = r['paradex.minVolShockUp']
  const up = b > 0
  const x = up && rule === 'relative' ? Math.max(b * scale, min_vol_shock_up) : b * scale
  return { vol: scaledBy(Math.max(1 + x, 0)), volFloor: up && rule === 'level' ? min_vol_shock_up : 0 }
}

/** One row's shock of the price and vol that a view's bucket holds. */
export function shockOf(row: ScenarioParams, view: View, scale: number, pm: PortfolioParams, r: Readings): BucketShock {
  const a = row.spot_shock
  const bySpot = view.spot * a
  const { option } = view
  if (option === undefined) {
    const forward = r['paradex.perpShock'] === 'spot' ? { m: 1, a: bySpot } : scaledBy(1 + a)
    return { forward, vol: UNCHANGED, volFloor: 0 }
  }
  // Inside the settlement window only the part that is not yet averaged moves.
  const forward = r['paradex.forwardShock'] === 'spot' ? { m: 1, a: (bySpot * option.moving) / option.forward } : scaledBy(1 + a)
  return { forward, ...volShock(row.vol_shock, scale, pm, r) }
}
