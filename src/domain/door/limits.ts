/** The most that a door takes: far beyond any real book or chain, and small enough that a hostile file cannot stall the page. */
export const LIMITS = {
  positions: 10_000,
  orders: 10_000,
  collateral: 1_000,
  underlyings: 100,
  assets: 1_000,
  stablecoins: 100,
  marks: 10_000,
  /** Per underlying. */
  expiries: 200,
  /** Per expiry: strikes, points of a smile. */
  strikes: 5_000,
  /** Per expiry. */
  quotes: 10_000,
  /** Characters of a file or paste. */
  text: 64_000_000,
} as const
