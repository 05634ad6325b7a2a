// PROVISIONAL
import { exp, log } from '../math/elementary'
import { normalCdf } from '../math/normal'
export function blackPrice(cp: f64, F: f64, K: f64, T: f64, vol: f64, r: f64): f64 {
  const D = exp(-r * T)
  const sd = vol * sqrt(T)
  if (!(sd > 0)) return isNaN(sd) ? NaN : D * max<f64>(cp * (F - K), 0)
  const d1 = log(F / K) / sd + sd / 2
  return D * cp * (F * normalCdf(cp * d1) - K * normalCdf(cp * (d1 - sd)))
}
