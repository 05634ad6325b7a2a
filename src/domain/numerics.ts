/**
 * The elementary functions and prices that an official number may use. They are the core's own, so that every browser and
 * Node give the same bits; `Math.exp`, `Math.log`, `Math.pow` and `**` may differ between engines and are kept out by lint.
 */
export interface Numerics {
  exp(x: number): number
  log(x: number): number
  log1p(x: number): number
  /** x to the power y, x >= 0. */
  pow(x: number, y: number): number
  /** Standard normal distribution function. */
  normalCdf(x: number): number
  normalInverse(p: number): number
  /** Black-76 price, discounted by exp(-rate·years). `cp` is +1 for a call, -1 for a put. */
  price(cp: 1 | -1, forward: number, strike: number, years: number, vol: number, rate?: number): number
  greeks(cp: 1 | -1, forward: number, strike: number, years: number, vol: number, rate?: number): Greeks
  impliedVol(cp: 1 | -1, forward: number, strike: number, years: number, price: number, rate?: number): ImpliedVol
  /** Raw SVI total variance w(k), its first two derivatives and Durrleman's g(k). */
  svi(a: number, b: number, rho: number, m: number, sigma: number, k: number): SviPoint
  /** Vol of a smile of points at a strike: w linear in ln(K) between points, flat beyond. */
  pointsVol(strikes: readonly number[], vols: readonly number[], strike: number): number
}

/** As `formats.md`: discounted price; delta, gamma to the forward; vega per 1.00 of vol; theta, charm, color minus d/dT per year. */
export interface Greeks {
  readonly price: number
  readonly delta: number
  readonly gamma: number
  readonly vega: number
  readonly theta: number
  readonly rho: number
  readonly vanna: number
  readonly volga: number
  readonly charm: number
  readonly speed: number
  readonly zomma: number
  readonly color: number
}

export type ImpliedVol = { readonly vol: number; readonly reason?: undefined } | { readonly vol: null; readonly reason: string }

export interface SviPoint {
  readonly w: number
  readonly w1: number
  readonly w2: number
  readonly g: number
}
