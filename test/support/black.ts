/**
 * Textbook Black-76, undiscounted, for expected values: the difference form with Marsaglia's series of the normal distribution
 * (J. Stat. Softw. 11, 2004), absolute error about 1e-15. Nothing of the code under test.
 */
export function referenceBlack(type: 'call' | 'put', forward: number, strike: number, years: number, vol: number): number {
  const s = vol * Math.sqrt(years)
  const d1 = Math.log(forward / strike) / s + s / 2
  const call = forward * phi(d1) - strike * phi(d1 - s)
  return type === 'call' ? call : call - forward + strike
}

function phi(x: number): number {
  if (x < -8) return 0
  if (x > 8) return 1
  let term = x
  let sum = x
  for (let i = 3; sum + term !== sum; i += 2) {
    term *= (x * x) / i
    sum += term
  }
  return 0.5 + sum * Math.exp(-0.5 * x * x - 0.9189385332046728)
}
