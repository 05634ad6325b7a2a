// Black (1976): a European option on a forward, discounted.
import { exp } from '../math/exp'
import { deviationOf, discount, limitValue, outOfDomain } from './edges'
import { setDeviation, setMoneyness, timeValue } from './otm'

/**
 * exp(-rT)·cp·(F·N(cp·d1) - K·N(cp·d2)), as intrinsic value plus the time value of the out-of-the-money twin. `cp` +1 call, -1 put; T in
 * years, vol and r per year. Relative error below 10·2^-53 (measured 7.8, mpmath), whatever the
 * conditioning, where n(d1) is a normal number. Expired (T <= 0):
 * intrinsic value; zero vol, strike or forward: discounted intrinsic value; infinite deviation: F or K, discounted. NaN out of domain
 * (see `outOfDomain`).
 */
export function blackPrice(cp: f64, F: f64, K: f64, T: f64, vol: f64, r: f64): f64 {
  const s = vol * sqrt(T)
  if (s > 0 && s < Infinity && F > 0 && F < Infinity && K > 0 && K < Infinity && abs(r) < Infinity && (cp == 1 || cp == -1)) {
    setMoneyness(F, K)
    setDeviation(T, vol)
    const value = max<f64>(cp * (F - K), 0) + timeValue(min(F, K))
    return r == 0 ? value : exp(-r * T) * value
  }
  if (outOfDomain(cp, F, K, T, vol, r)) return NaN
  return discount(T, r) * limitValue(cp, F, K, deviationOf(T, vol) == Infinity)
}
