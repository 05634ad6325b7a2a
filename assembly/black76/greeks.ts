// PROVISIONAL: only price, delta, gamma, vega
import { exp, log } from '../math/elementary'
import { normalCdf, normalPdf } from '../math/normal'
import { blackPrice } from './price'
export function blackGreeks(cp: f64, F: f64, K: f64, T: f64, vol: f64, r: f64, out: i32): void {
  memory.fill(out, 0, 96)
  const D = exp(-r * T),
    sd = vol * sqrt(T)
  store<f64>(out, blackPrice(cp, F, K, T, vol, r))
  const d1 = log(F / K) / sd + sd / 2
  store<f64>(out + 8, D * cp * normalCdf(cp * d1))
  store<f64>(out + 16, (D * normalPdf(d1)) / (F * sd))
  store<f64>(out + 24, D * F * normalPdf(d1) * sqrt(T))
}
