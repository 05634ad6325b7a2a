import type { Fractions, StandardParams } from './types.ts'

/** Short options in coin per coin (section 4.3); altcoins may use larger percentages, which are not known. */
const options = { im_max: 0.15, im_min: 0.1, mm: 0.075 }
const fractions = (im_base: number, mm_base: number, slope: number): Fractions => ({ im_base, mm_base, slope })

const BTC = fractions(0.02, 0.01, 0.00005)
const ETH = fractions(0.02, 0.01, 0.000004)
const SOL = fractions(0.04, 0.02, 0.000005)

/** Linear fractions of ETH are not published: those of its inverse contracts stand in, which `assumptions` say. */
export const LINEAR_AS_INVERSE: readonly string[] = ['ETH']

/** Maintenance over initial in the 2026 model (third-party). */
const TWO_THIRDS = 2 / 3
const oneSize = (f: Fractions): StandardParams['sm2022'] => ({ inverse: f, linear: f })

/** Dated futures are tier 4; the perpetual is tier 1, of which only the leverage of small sizes is known (third-party). */
const TIER_4 = { C1: 25, C2: 4, C3: 0.03, C4: 0.35 }
const TIER_1 = { C1: 50 }

/** Standard margin by the day from which it holds. `2026-08-05` is the day of the announcement; the limits of 24 Sep 2026 come with the last. */
export const STANDARD = {
  '2022-01-10': {
    BTC: { sm2022: { inverse: fractions(0.01, 0.00525, 0.00005) }, options },
    ETH: { sm2022: { inverse: fractions(0.02, 0.01, 0.000002) }, options },
    SOL: { sm2022: {}, options },
  },
  '2022-01-11': {
    BTC: { sm2022: oneSize(BTC), options },
    ETH: { sm2022: oneSize(ETH), options },
    SOL: { sm2022: { linear: SOL }, options },
  },
  '2026-08-05': {
    BTC: {
      sm2022: oneSize(BTC),
      sm2026: { mm_of_im: TWO_THIRDS, inverse_perpetual: TIER_1, inverse_future: TIER_4, linear_future: TIER_4 },
      options,
    },
    ETH: { sm2022: oneSize(ETH), sm2026: { mm_of_im: TWO_THIRDS }, options },
    SOL: { sm2022: { linear: SOL }, sm2026: { mm_of_im: TWO_THIRDS }, options },
  },
  '2026-09-23': {
    BTC: {
      sm2022: oneSize(BTC),
      sm2026: {
        mm_of_im: TWO_THIRDS,
        inverse_perpetual: TIER_1,
        inverse_future: TIER_4,
        linear_future: { ...TIER_4, NMax: 885 },
      },
      options,
    },
    ETH: { sm2022: oneSize(ETH), sm2026: { mm_of_im: TWO_THIRDS }, options },
    SOL: { sm2022: { linear: SOL }, sm2026: { mm_of_im: TWO_THIRDS }, options },
  },
} as const satisfies Record<string, Record<'BTC' | 'ETH' | 'SOL', StandardParams>>
