// PROVISIONAL
import { log } from '../math/elementary'
/** Strikes ascending at `strikes`, vols at `vols`, n >= 1. */
export function pointsVol(strikes: i32, vols: i32, n: i32, strike: f64): f64 {
  if (isNaN(strike)) return NaN
  if (strike <= load<f64>(strikes)) return load<f64>(vols)
  for (let i = 1; i < n; i++) {
    const k1 = load<f64>(strikes + (i << 3))
    if (strike > k1) continue
    const v1 = load<f64>(vols + (i << 3))
    if (strike == k1) return v1
    const k0 = load<f64>(strikes + ((i - 1) << 3)),
      v0 = load<f64>(vols + ((i - 1) << 3))
    const t = log(strike / k0) / log(k1 / k0)
    return sqrt(v0 * v0 + t * (v1 * v1 - v0 * v0))
  }
  return load<f64>(vols + ((n - 1) << 3))
}
