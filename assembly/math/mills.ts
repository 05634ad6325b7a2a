// Mills' ratio of the normal distribution, M(x) = N(-x)/n(x) for x >= 0, and its slope.
//
// Both come from one function, the excess e(x) = 1/M(x) - x, which falls from 0.798 to 0 like 1/x:
//   M = 1/(x + e),   G = -M' = 1 - x·M = e/(x + e).
// Nothing cancels, G keeps its digits where x·M is nearly 1, and the error of e counts only by its share of x + e.
// Below 7, e is a ratio of polynomials in x with positive terms; above, in 1/x². Fitted by least squares with Lawson's reweighting in
// mpmath at 60 digits; relative error of the fit 2.8e-18 below 7 and 6.2e-17 above (of M: a hundredth of that).

const SPLIT: f64 = 7

/** e(x) = 1/M(x) - x for x >= 0. Error below 2.5 ulp (measured 2.0). */
export function excess(x: f64): f64 {
  if (x >= SPLIT) return excessFar(x)
  // Even and odd powers are summed apart: short chains that run side by side.
  const s = x * x
  const a =
    0.7978845608028654 +
    s * (0.4443546825186467 + s * (0.03726270885092702 + s * (0.0007238791280201216 + s * 1.7971415686230774e-6))) +
    x * (0.8222248028795373 + s * (0.15472974863776365 + s * (0.006289256967969765 + s * 5.200381767823439e-5)))
  const b =
    1 +
    s * (1.0970352296611365 + s * (0.16700512766828307 + s * (0.006393299400231344 + s * 5.200385280351177e-5))) +
    x * (1.48593554601301 + s * (0.5145130485073514 + s * (0.03869904990181994 + s * (0.0007274720323315742 + s * 1.7971411370422927e-6))))
  return a / b
}

function excessFar(x: f64): f64 {
  const y = 1 / (x * x)
  const a = 1 + y * (44.60087982601299 + y * (611.6438511084897 + y * (2844.5780631016137 + y * 3228.591577767039)))
  const b =
    1 + y * (46.60087982601222 + y * (694.8456107620044 + y * (3842.2604852451573 + y * (6707.121982080213 + y * 1671.8933294181172))))
  return a / (b * x)
}

/** M(x) for x >= 0. Error below 1.5 ulp. */
export function mills(x: f64): f64 {
  return 1 / (x + excess(x))
}

/** G(x) = 1 - x·M(x) for x >= 0, the slope of -M. Error below 3 ulp. */
export function millsSlope(x: f64): f64 {
  const e = excess(x)
  return e / (x + e)
}
