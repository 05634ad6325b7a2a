// PROVISIONAL
export function sviPoint(a: f64, b: f64, rho: f64, m: f64, sigma: f64, k: f64, out: i32): void {
  const x = k - m,
    R = sqrt(x * x + sigma * sigma)
  const w = a + b * (rho * x + R),
    w1 = b * (rho + x / R),
    w2 = (b * sigma * sigma) / (R * R * R)
  const u = 1 - (k * w1) / (2 * w)
  store<f64>(out, w)
  store<f64>(out + 8, w1)
  store<f64>(out + 16, w2)
  store<f64>(out + 24, u * u - ((w1 * w1) / 4) * (1 / w + 0.25) + w2 / 2)
}
