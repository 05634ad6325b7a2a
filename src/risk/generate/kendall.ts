/** Kendall's τ (a pair of equal values counts for neither side): concordant less discordant pairs, over all pairs. */
export function kendall(x: Float64Array, y: Float64Array): number {
  const n = x.length
  let sum = 0
  for (let i = 1; i < n; i++) {
    const xi = x[i] ?? 0
    const yi = y[i] ?? 0
    for (let j = 0; j < i; j++) {
      const product = (xi - (x[j] ?? 0)) * (yi - (y[j] ?? 0))
      sum += product > 0 ? 1 : product < 0 ? -1 : 0
    }
  }
  return (2 * sum) / (n * (n - 1))
}

/** sin(πx/2) for |x| <= 1 by its Taylor series: absolute error below 1e-15. The correlation of an elliptical copula with Kendall's τ = x. */
export function sinHalfPi(x: number): number {
  const a = 1.5707963267948966 * x
  let term = a
  let sum = a
  for (let n = 1; n < 14; n++) {
    term *= -(a * a) / (2 * n * (2 * n + 1))
    sum += term
  }
  return sum
}
