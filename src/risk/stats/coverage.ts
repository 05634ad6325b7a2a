import type { RiskNumerics } from '../numerics.ts'

/** Survival function of chi-square: P(X > x). Exact forms for one and two degrees of freedom, else the incomplete gamma function. */
export function chi2Sf(numerics: RiskNumerics, x: number, degrees: number): number {
  if (!(x > 0)) return 1
  if (degrees === 1) return 2 * numerics.normalCdf(-Math.sqrt(x))
  if (degrees === 2) return numerics.exp(-x / 2)
  return numerics.gammaQ(degrees / 2, x / 2)
}

/** P(X <= x) of a binomial count out of n with chance p each: I_{1−p}(n − x, x + 1). Whole numbers 0 <= x <= n. */
export function binomialCdf(numerics: RiskNumerics, n: number, x: number, p: number): number {
  if (x >= n) return 1
  return numerics.betaI(1 - p, n - x, x + 1)
}

/** a·b as a rounded product and what the rounding lost (Dekker 1971), exact for |a|, |b| below 1e140. */
function product(a: number, b: number): { high: number; low: number } {
  const split = (x: number): [number, number] => {
    const c = 134217729 * x
    const head = c - (c - x)
    return [head, x - head]
  }
  const high = a * b
  const [a1, a2] = split(a)
  const [b1, b2] = split(b)
  return { high, low: a1 * b1 - high + a1 * b2 + a2 * b1 + a2 * b2 }
}

/** x·ln(x / expected) with 0·ln 0 = 0; `over` = x − expected, so that nothing is lost where the two are close. */
const term = (numerics: RiskNumerics, x: number, over: number, expected: number): number =>
  x === 0 ? 0 : x * (Math.abs(over) < 0.5 * expected ? numerics.log1p(over / expected) : numerics.log(x / expected))

/**
 * Kupiec's test of the proportion of failures (1995): x breaches in n days, expected share p. LR = 2[x·ln(x/np) + (n − x)·ln((n − x)/(n − np))],
 * chi-square with one degree of freedom. Whole numbers 0 <= x <= n, n > 0, 0 < p < 1. LR to 1e-13.
 */
export function kupiec(numerics: RiskNumerics, n: number, x: number, p: number): { LR: number; p_value: number } {
  const { high, low } = product(n, p)
  const over = x - high - low
  const LR = Math.max(0, 2 * (term(numerics, x, over, high) + term(numerics, n - x, -over, n - high)))
  return { LR, p_value: chi2Sf(numerics, LR, 1) }
}

export interface Transitions {
  readonly n00: number
  readonly n01: number
  readonly n10: number
  readonly n11: number
}

/** Pairs of days by breach yesterday and today. */
export function transitions(breaches: readonly boolean[]): Transitions {
  const count = { n00: 0, n01: 0, n10: 0, n11: 0 }
  for (let i = 1; i < breaches.length; i++) {
    const key = `n${breaches[i - 1] ? 1 : 0}${breaches[i] ? 1 : 0}` as keyof Transitions
    count[key] += 1
  }
  return count
}

/**
 * Christoffersen's test of independence (1998): LR_ind of a first-order chain against independent breaches, chi-square with one degree of
 * freedom; 0·ln 0 = 0, so that counts of 0 give a number. Whole numbers at or above 0.
 */
export function christoffersen(numerics: RiskNumerics, { n00, n01, n10, n11 }: Transitions): { LR_ind: number; p_value: number } {
  const all = n00 + n01 + n10 + n11
  const hits = n01 + n11
  // n·ln(share in the row / share of all): all of them ratios of whole numbers.
  const cell = (n: number, row: number, column: number): number => {
    if (n === 0) return 0
    const over = n * all - row * column
    const expected = row * column
    return n * (Math.abs(over) < 0.5 * expected ? numerics.log1p(over / expected) : numerics.log((n * all) / expected))
  }
  const sum = cell(n00, n00 + n01, all - hits) + cell(n01, n00 + n01, hits) + cell(n10, n10 + n11, all - hits) + cell(n11, n10 + n11, hits)
  const LR_ind = Math.max(0, 2 * sum)
  return { LR_ind, p_value: chi2Sf(numerics, LR_ind, 1) }
}

export type Zone = 'green' | 'yellow' | 'red'

/**
 * The Basel traffic light (1996) for any count of days and any level: green while the chance of x or fewer breaches is below 95 %, yellow
 * below 99.99 %, red from there; compared unrounded.
 */
export function trafficLight(numerics: RiskNumerics, n: number, x: number, level: number): { cumulative: number; zone: Zone } {
  const cumulative = binomialCdf(numerics, n, x, 1 - level)
  return { cumulative, zone: cumulative < 0.95 ? 'green' : cumulative < 0.9999 ? 'yellow' : 'red' }
}
