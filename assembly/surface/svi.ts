// Raw SVI (Gatheral): total variance of a smile against k = ln(K/F).

/**
 * Writes w, w', w'' and Durrleman's g at `out`: w(k) = a + b·(rho·(k - m) + √((k - m)² + sigma²)), total variance (vol²·years) at log
 * moneyness k, and g = (1 - k·w'/(2w))² - w'²/4·(1/w + 1/4) + w''/2, below 0 where the smile has a butterfly arbitrage (Gatheral,
 * Jacquier, Quantitative Finance 14, 2014). Each within 1e-15 of its largest term. NaN out of the domain b >= 0, |rho| <= 1, sigma >= 0;
 * g also where w <= 0.
 */
export function sviPoint(a: f64, b: f64, rho: f64, m: f64, sigma: f64, k: f64, out: i32): void {
  const x = k - m
  const R = !isNaN(a) && b >= 0 && abs(rho) <= 1 && sigma >= 0 ? sqrt(x * x + sigma * sigma) : NaN
  const u = R == 0 ? 0 : x / R
  const v = R == 0 ? Infinity : sigma / R
  const w = a + b * (rho * x + R)
  const w1 = b * (rho + u)
  const w2 = sigma == 0 && x != 0 ? b * 0 : (b * v * v) / R
  const first = 1 - (k * w1) / (2 * w)
  store<f64>(out, w)
  store<f64>(out, w1, 8)
  store<f64>(out, w2, 16)
  store<f64>(out, w > 0 ? first * first - 0.25 * w1 * w1 * (1 / w + 0.25) + 0.5 * w2 : NaN, 24)
}
