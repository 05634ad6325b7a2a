// A smile of listed points.
import { log } from '../math/log'

/**
 * Vol at `strike` of n >= 1 points: strikes ascending at `strikes`, their vols at `vols`. A listed strike has exactly its vol; between two,
 * total variance, and so vol², is linear in ln(strike); beyond the ends vol is flat. NaN for a strike that is NaN or below 0, or n < 1.
 */
export function pointsVol(strikes: i32, vols: i32, n: i32, strike: f64): f64 {
  if (n < 1 || !(strike >= 0)) return NaN
  // The first point at or above the strike is in (low, high].
  let low = -1
  let high = n
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (load<f64>(strikes + (middle << 3)) < strike) low = middle
    else high = middle
  }
  if (high == n) return load<f64>(vols + (low << 3))
  const above = load<f64>(vols + (high << 3))
  const k1 = load<f64>(strikes + (high << 3))
  if (high == 0 || k1 == strike) return above
  const k0 = load<f64>(strikes + (low << 3))
  const below = load<f64>(vols + (low << 3))
  const share = log(strike / k0) / log(k1 / k0)
  return sqrt(below * below + share * (above - below) * (above + below))
}
