import type { SettingTree } from '../../shared/switches.ts'

/** Fields of one currency pair (btc_usd), named as `pme/simulate` names them. Fractions unless a unit is said. */
export interface PairParams {
  /** Largest move of the standard grid. */
  readonly price_range: number
  readonly volatility_range_up: number
  readonly volatility_range_down: number
  /** Vol a year. */
  readonly min_volatility_for_shock_up: number
  readonly short_term_vega_power: number
  readonly long_term_vega_power: number
  readonly extended_table_factor: number
  /** Per coin of delta. */
  readonly m_inc: number
  /** USD. */
  readonly delta_total_liq_shock_threshold: number
  readonly max_delta_shock: number
}

/** Fields of one currency, named as `pme/simulate` names them. */
export interface CurrencyParams {
  readonly min_annualised_move: number
  /** Per year. */
  readonly annualised_move_risk: number
  /** USD. */
  readonly extended_dampener: number
  readonly pnl_offset: number
  /** USD. */
  readonly max_offsetable_pnl: number
  readonly haircut: number
  readonly equity_side_impact: 'both' | 'none'
  /** Meaning not published; off in all known data and treated as off. */
  readonly correlation_set: boolean
}

export type PortfolioParams = PairParams & CurrencyParams

/** SM 2022: fraction = base + slope · size in coins. */
export interface Fractions {
  readonly im_base: number
  readonly mm_base: number
  readonly slope: number
}

/** SM 2026: leverage C1 up to size C3·NMax, C2 from C4·NMax on. A tier with C1 alone is known for small sizes only. */
export interface Tier {
  readonly C1: number
  readonly C2?: number
  readonly C3?: number
  readonly C4?: number
  /** Position limit, coins. */
  readonly NMax?: number
}

export const PRODUCTS = ['inverse_perpetual', 'inverse_future', 'linear_perpetual', 'linear_future'] as const
export type Product = (typeof PRODUCTS)[number]

export interface StandardParams {
  readonly sm2022: { readonly inverse?: Fractions; readonly linear?: Fractions }
  /** Present on dates on which the 2026 model is in force; products whose tier is not known are left out. */
  readonly sm2026?: { readonly mm_of_im: number } & Partial<Record<Product, Tier>>
  /** Short options: max(im_max − OTM/S, im_min) + mark; mm. */
  readonly options: { readonly im_max: number; readonly im_min: number; readonly mm: number }
}

/** One coin's record. Portfolio fields are all there or none: a coin known to the standard rule only has none. */
export type UnderlyingParams = Partial<PortfolioParams> & {
  readonly standard?: StandardParams
  /** Names of portfolio fields that the venue did not publish for this coin on this date and that are filled as the sheet says. */
  readonly filled?: readonly string[]
}

export interface CommonParams {
  /** Maintenance over risk matrix margin. */
  readonly mm_factor: number
  /** Price buckets on each side of 0. */
  readonly buckets_count: number
  /** 3 = vol down, same, up; 1 = same only. */
  readonly vol_scenarios_count: number
  /** Moves of the extended table. */
  readonly extended_moves: readonly number[]
  /** The currency record of USD; only its haircut is used here. */
  readonly usd: CurrencyParams
  /** What the venue reports and no published rule gives, in the account's currency; a number, or one per account name. */
  readonly mmpMargin: Amounts
  readonly openOrdersMargin: Amounts
  readonly spotMargin: Amounts
  /** Haircut by asset, for assets without a record of their own under `underlyings`. */
  readonly haircuts: Readonly<Record<string, number>>
  readonly assumptions: SettingTree
}

export type Amounts = number | Readonly<Record<string, number>>

export const PAIR_FIELDS = [
  'price_range',
  'volatility_range_up',
  'volatility_range_down',
  'min_volatility_for_shock_up',
  'short_term_vega_power',
  'long_term_vega_power',
  'extended_table_factor',
  'm_inc',
  'delta_total_liq_shock_threshold',
  'max_delta_shock',
] as const satisfies readonly (keyof PairParams)[]

/** The coin's portfolio margin fields, or undefined where it has none (known to the standard rule only). */
export function portfolioParams(u: UnderlyingParams | undefined): PortfolioParams | undefined {
  return u?.price_range === undefined ? undefined : (u as PortfolioParams)
}
