/**
 * Exponentially weighted variance of returns taken around 0: s²(1) = r(1)², s²(t + 1) = λ·s²(t) + (1 − λ)·r(t)². One value more than returns:
 * the last is the forecast for the period after them. 0 < λ < 1.
 */
export function ewma(returns: ArrayLike<number>, lambda: number): Float64Array {
  const n = returns.length
  const s2 = new Float64Array(n + 1)
  const first = returns[0] ?? 0
  s2[0] = first * first
  for (let t = 0; t < n; t++) {
    const r = returns[t] ?? 0
    s2[t + 1] = lambda * (s2[t] ?? 0) + (1 - lambda) * r * r
  }
  return s2
}
