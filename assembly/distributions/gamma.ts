// The logarithm of the gamma function.
import { log } from '../math/log'
import { LOG_ROOT_TWO_PI } from '../math/normal'

/** From here on Stirling's series with nine terms is right to 1e-17. */
const FAR: f64 = 12

/**
 * ln Γ(x) for x > 0: Stirling's series (Abramowitz and Stegun 6.1.41) above 12, below it by the recurrence Γ(x + 1) = x·Γ(x). Absolute error
 * 5e-15. NaN for x <= 0.
 */
export function lnGamma(x: f64): f64 {
  if (!(x > 0)) return NaN
  let product: f64 = 1
  let y = x
  while (y < FAR) {
    product *= y
    y += 1
  }
  return (y - 0.5) * log(y) - y + LOG_ROOT_TWO_PI + stirling(y) - (product == 1 ? 0 : log(product))
}

/** ln Γ(y) − (y − ½)·ln y + y − ln √(2π) for y >= 12: Bernoulli numbers over 2k(2k − 1), lowest power of 1/y first. */
export function stirling(y: f64): f64 {
  const z = 1 / (y * y)
  let s: f64 = 43867.0 / 244188.0
  s = s * z - 3617.0 / 122400.0
  s = s * z + 1.0 / 156.0
  s = s * z - 691.0 / 360360.0
  s = s * z + 1.0 / 1188.0
  s = s * z - 1.0 / 1680.0
  s = s * z + 1.0 / 1260.0
  s = s * z - 1.0 / 360.0
  s = s * z + 1.0 / 12.0
  return s / y
}
