// Inverse (coin-margined) options: pay max(cp·(S - K), 0)/S in coin, quoted without interest. Coin value = V/F.
import { INVERSE_COUNT } from '../layout'
import { excess } from '../math/mills'
import { deviationOf, limitValue, outOfDomain, step } from './edges'
import { density, deviation, moneyness, ratio, setDeviation, setMoneyness, timeValue } from './otm'

/**
 * Writes INVERSE_COUNT doubles at `out`: value, delta, gamma, vega, theta, vanna, volga, charm, speed in coin (derivatives of V/F by the
 * USD forward; theta and charm minus d/dT, per year) and the premium-adjusted delta F·dVc/dF = delta - V/F = cp·(K/F)·N(cp·d2), taken
 * in that last form, which does not cancel. So are the others: with p the premium-adjusted delta,
 *   delta p/F; gamma n/(F²·s) - 2p/F²; speed -n/(F³·s)·(4 + d1/s) + 6p/F³; vanna -n·d1/(F·vol); charm n·d1/(2TF); vega n·√T.
 * After Alexander, Chen, Imeraj (Mathematical Finance 2023). Edges as `blackGreeks`; NaN also where F is 0.
 */
export function inverseGreeks(cp: f64, F: f64, K: f64, T: f64, vol: f64, out: i32): void {
  if (outOfDomain(cp, F, K, T, vol, 0) || F == 0) {
    for (let i = 0; i < INVERSE_COUNT; i++) store<f64>(out + (i << 3), NaN)
    return
  }
  let s = deviationOf(T, vol)
  if (s == 0 || s == Infinity || K == 0) {
    const endless = s == Infinity
    put(out, F, limitValue(cp, F, K, endless) / F, cp * (K / F) * step(cp, endless ? -1 : F - K))
    return
  }
  setMoneyness(F, K)
  setDeviation(T, vol)
  s = deviation
  const share = min<f64>(K / F, 1)
  const value = max<f64>((cp * (F - K)) / F, 0) + timeValue(share)
  // n(d1) and n(d2) of the option as it stands, from one exponential: F·n(d1) = K·n(d2).
  const n = share * density
  const n2 = F <= K ? (F / K) * density : density
  const h = moneyness > 0 ? -ratio : ratio
  const d1 = h + 0.5 * s
  const d2 = h - 0.5 * s
  const a = abs(d2)
  const tail = n2 / (a + excess(a))
  const adjusted = cp * (K / F) * (cp * d2 > 0 ? 1 - tail : tail)
  put(out, F, value, adjusted)
  if (n == 0) return
  const rootT = sqrt(T)
  const vega = n * rootT
  const curve = n / (F * s) / F
  store<f64>(out, load<f64>(out, 16) + curve, 16)
  store<f64>(out, vega, 24)
  store<f64>(out, (-n * vol) / (2 * rootT), 32)
  store<f64>(out, (-n * d1) / (F * vol), 40)
  store<f64>(out, (vega * d1 * d2) / vol, 48)
  store<f64>(out, (n * d1) / (2 * T * F), 56)
  store<f64>(out, load<f64>(out, 64) - (curve / F) * (4 + d1 / s), 64)
}

/** The parts that come from the value and the premium-adjusted delta alone; the others 0. */
function put(out: i32, F: f64, value: f64, adjusted: f64): void {
  memory.fill(out, 0, INVERSE_COUNT << 3)
  store<f64>(out, value)
  store<f64>(out, adjusted / F, 8)
  store<f64>(out, (-2 * adjusted) / F / F, 16)
  store<f64>(out, (6 * adjusted) / F / F / F, 64)
  store<f64>(out, adjusted, 72)
}
