// What an option is worth where the formula has no numbers to work with: expired, no vol, a zero price, an infinite deviation.
import { exp } from '../math/exp'

/** True for arguments that have no price: any NaN, a negative or infinite forward or strike, a negative vol, an infinite rate, a `cp` not ±1. */
export function outOfDomain(cp: f64, F: f64, K: f64, T: f64, vol: f64, r: f64): bool {
  return !((cp == 1 || cp == -1) && F >= 0 && F < Infinity && K >= 0 && K < Infinity && !isNaN(T) && vol >= 0 && abs(r) < Infinity)
}

/** exp(-rT); 1 from expiry on. */
export function discount(T: f64, r: f64): f64 {
  return T <= 0 || r == 0 ? 1 : exp(-r * T)
}

/** Deviation vol·√T of arguments in the domain: 0 from expiry on and for zero vol, whatever the other is. */
export function deviationOf(T: f64, vol: f64): f64 {
  return T <= 0 || vol == 0 ? 0 : vol * sqrt(T)
}

/** Undiscounted value of the limit: with an endless deviation a call is worth F and a put K, else intrinsic value. */
export function limitValue(cp: f64, F: f64, K: f64, endless: bool): f64 {
  if (endless) return cp > 0 ? F : K
  return max<f64>(cp * (F - K), 0)
}

/** N(cp·d1) of the limit, `d` being the sign of F - K where the deviation is 0: a step with one half at the money. */
export function step(cp: f64, d: f64): f64 {
  return cp * d > 0 ? 1 : d == 0 ? 0.5 : 0
}
