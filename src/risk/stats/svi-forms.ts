/** Raw SVI: w(k) = a + b(ρ(k − m) + √((k − m)² + σ²)). */
export interface RawForm {
  readonly a: number
  readonly b: number
  readonly rho: number
  readonly m: number
  readonly sigma: number
}

/**
 * The same slice in Gatheral and Jacquier's other forms (2014, section 3): natural (Δ, μ, ρ, ω, ζ) and, where its years are known, jump-wings
 * (v, ψ, p, c, ṽ); its least total variance, and Lee's bound on the wings' slope, b(1 + |ρ|) <= 2.
 */
export function forms({ a, b, rho, m, sigma }: RawForm, years?: number): object {
  const flat = Math.sqrt(1 - rho * rho)
  const zeta = flat / sigma
  const omega = (2 * b * sigma) / flat
  const root = Math.sqrt(m * m + sigma * sigma)
  const atMoney = a + b * (-rho * m + root)
  const least = a + b * sigma * flat
  const slope = b * (1 + Math.abs(rho))
  const unit = Math.sqrt(atMoney)
  return {
    natural: [a - (omega / 2) * (1 - rho * rho), m + rho / zeta, rho, omega, zeta],
    ...(years === undefined || !(atMoney > 0)
      ? {}
      : { jw: [atMoney / years, (b / (2 * unit)) * (rho - m / root), (b * (1 - rho)) / unit, (b * (1 + rho)) / unit, least / years] }),
    min_total_variance: least,
    wing_slope_max: slope,
    lee_ok: slope <= 2,
  }
}
