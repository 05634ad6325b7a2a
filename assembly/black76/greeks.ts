// Price and Greeks of Black-76 in the order of GREEKS (see ../layout.ts).
import { GREEK_COUNT } from '../layout'
import { excess } from '../math/mills'
import { deviationOf, discount, limitValue, outOfDomain, step } from './edges'
import { density, deviation, moneyness, ratio, setDeviation, setMoneyness, timeValue } from './otm'

/**
 * Writes GREEK_COUNT doubles at `out`: price, delta, gamma, vega, theta, rho, vanna, volga, charm, speed, zomma, color. Derivatives at
 * fixed forward; theta, charm, color are minus d/dT, per year; vega per 1.00 of vol; rho = -T·price. Each within
 * 8·2^-53·(1 + max(d1², d2²)) of its largest term. Where n(d1) underflows, and at the edges of `blackPrice`, what is made of n(d1) is 0;
 * delta is then a step (one half at the money), theta r·price and charm r·delta; expired, those two and rho are 0.
 */
export function blackGreeks(cp: f64, F: f64, K: f64, T: f64, vol: f64, r: f64, out: i32): void {
  if (outOfDomain(cp, F, K, T, vol, r)) {
    for (let i = 0; i < GREEK_COUNT; i++) store<f64>(out + (i << 3), NaN)
    return
  }
  let s = deviationOf(T, vol)
  const D = discount(T, r)
  if (s == 0 || s == Infinity || F == 0 || K == 0) {
    const endless = s == Infinity
    put(out, D * limitValue(cp, F, K, endless), D * cp * step(cp, endless ? 1 : F - K), T, r)
    return
  }
  setMoneyness(F, K)
  setDeviation(T, vol)
  s = deviation
  const lower = min(F, K)
  const value = D * (max<f64>(cp * (F - K), 0) + timeValue(lower))
  const n = F <= K ? density : (lower / F) * density
  const h = moneyness > 0 ? -ratio : ratio
  const d1 = h + 0.5 * s
  const d2 = h - 0.5 * s
  if (n == 0) {
    put(out, value, D * cp * step(cp, d1), T, r)
    return
  }
  const a = abs(d1)
  const tail = n / (a + excess(a))
  const delta = D * cp * (cp * d1 > 0 ? 1 - tail : tail)
  const Dn = D * n
  const gamma = Dn / (F * s)
  const vega = D * lower * density * sqrt(T)
  const cross = d1 * d2
  put(out, value, delta, T, r)
  store<f64>(out, gamma, 16)
  store<f64>(out, vega, 24)
  store<f64>(out, load<f64>(out, 32) - (vega * vol) / (2 * T), 32)
  store<f64>(out, (-Dn * d2) / vol, 48)
  store<f64>(out, (vega * cross) / vol, 56)
  store<f64>(out, load<f64>(out, 64) + (Dn * d2) / (2 * T), 64)
  store<f64>(out, (-gamma / F) * (1 + d1 / s), 72)
  store<f64>(out, (gamma * (cross - 1)) / vol, 80)
  store<f64>(out, gamma * (r + (1 - cross) / (2 * T)), 88)
}

/** The Greeks that need no density; the others 0. */
function put(out: i32, price: f64, delta: f64, T: f64, r: f64): void {
  memory.fill(out, 0, GREEK_COUNT << 3)
  store<f64>(out, price)
  store<f64>(out, delta, 8)
  if (T <= 0) return
  store<f64>(out, r * price, 32)
  store<f64>(out, price == 0 ? 0 : -T * price, 40)
  store<f64>(out, r * delta, 64)
}
