/**
 * Distributions that risk measures and tests of them need: the core's own, the same bits everywhere. Degrees of freedom need not be whole.
 * Relative error about 1e-14 in either tail for degrees of freedom below 1000. Out of domain is NaN.
 */
export interface Distributions {
  /** ln Γ(x), x > 0. */
  lnGamma(x: number): number
  /** Lower and upper tail of the regularised incomplete gamma function: a > 0, x >= 0. */
  gammaP(a: number, x: number): number
  gammaQ(a: number, x: number): number
  /** Regularised incomplete beta function I_x(a, b). */
  betaI(x: number, a: number, b: number): number
  chi2Quantile(p: number, degrees: number): number
  studentPdf(x: number, degrees: number): number
  studentCdf(x: number, degrees: number): number
  studentQuantile(p: number, degrees: number): number
}
