import { restoreMarket } from '../../src/domain/door/market.ts'
import { restorePortfolio } from '../../src/domain/door/portfolio.ts'
import type { Market } from '../../src/domain/market.ts'
import type { VenueParams } from '../../src/domain/methodology.ts'
import type { Portfolio } from '../../src/domain/portfolio.ts'
import type { Result } from '../../src/domain/result.ts'
import type { Core } from '../../src/engine/core.ts'
import { paramsOn } from '../../src/engine/margin.ts'
import { subjectFor } from '../../src/engine/subject.ts'
import type { Subject } from '../../src/risk/subject.ts'
import { venueById } from '../../src/venues/index.ts'

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`the test's own document does not read: ${JSON.stringify(result.faults)}`)
  return result.value
}

/** Made-up numbers: two coins, a near and a far expiry, smiles of points and SVI. */
export const market: Market = must(
  restoreMarket({
    format: 'counterpoise/market@1',
    asOf: '2026-02-05T08:00:00Z',
    source: 'made up',
    stablecoins: { USDC: 1, USDT: 1 },
    underlyings: {
      BTC: {
        index: 64000,
        perpetual: 64010,
        expiries: [
          {
            at: '2026-02-13T08:00:00Z',
            forward: 64100,
            smile: { type: 'points', strikes: [50000, 60000, 64000, 70000, 80000], vols: [0.8, 0.65, 0.6, 0.58, 0.62] },
          },
          {
            at: '2026-03-27T08:00:00Z',
            forward: 64500,
            smile: { type: 'svi', a: 0.01, b: 0.08, rho: -0.25, m: 0.02, sigma: 0.15 },
            strikes: [50000, 60000, 70000, 80000],
          },
        ],
      },
      ETH: {
        index: 1900,
        perpetual: 1900.5,
        expiries: [
          {
            at: '2026-03-27T08:00:00Z',
            forward: 1910,
            smile: { type: 'points', strikes: [1500, 1900, 2300], vols: [0.85, 0.75, 0.72] },
          },
        ],
      },
    },
  }),
)

export const book = (
  positions: readonly { instrument: string; quantity?: number; notionalUsd?: number; price?: number }[],
  collateral: readonly { asset: string; amount: number }[],
): Portfolio => must(restorePortfolio({ format: 'counterpoise/portfolio@1', name: 'test', positions, collateral }))

/** Lehmer's generator: the same books on every machine. */
export function random(seed: number): () => number {
  let state = seed * 2654435761 + 12345
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

const CHOICES = [
  'BTC-13FEB26-60000-P',
  'BTC-13FEB26-64000-C',
  'BTC-13FEB26-70000-C',
  'BTC-27MAR26-50000-P',
  'BTC-27MAR26-60000-P',
  'BTC-27MAR26-70000-C',
  'BTC-27MAR26-80000-C',
  'BTC-PERPETUAL',
]

/** A book of BTC legs with USDC or BTC behind it, mostly short, sometimes thin. */
export function randomBook(seed: number, instruments: readonly string[] = CHOICES): Portfolio {
  const next = random(seed)
  const positions = instruments
    .filter(() => next() < 0.6)
    .map((instrument) => ({ instrument, quantity: Math.round((next() - 0.65) * 80) / 10 }))
    .filter((p) => p.quantity !== 0)
  const coins = next() < 0.5
  const amount = 20_000 + next() * 250_000
  return book(positions, coins ? [{ asset: 'BTC', amount: amount / 64_000 }] : [{ asset: 'USDC', amount }])
}

export function subject(
  core: Core,
  id: string,
  portfolio: Portfolio,
  at: Market = market,
  edit: (params: VenueParams) => VenueParams = (p) => p,
): Subject {
  const venue = venueById(id)
  if (venue === undefined) throw new Error(`no venue ${id}`)
  return subjectFor(core, venue, { portfolio, market: at, params: edit(paramsOn(venue).params) })
}
