import type { Market } from '../../src/domain/market.ts'
import { parseInstrument } from '../../src/domain/names/parse.ts'
import type { Portfolio, Position } from '../../src/domain/portfolio.ts'
import type { DeskRequest } from '../../src/engine/protocol.ts'

const sure = { forward: 1, vol: 1, rate: 1 }
const NOW = Date.UTC(2026, 1, 5, 8)
const DAY = 86_400_000

/** Made-up numbers: an index of 63,500, a front expiry of one day, 50 days at 64,000 with vols 0.60 and 0.55 at 60,000 and 70,000. */
export const market: Market = {
  asOf: NOW,
  source: 'made up',
  stablecoins: { USDC: 1, USDT: 1 },
  assets: {},
  underlyings: {
    BTC: {
      index: 63_500,
      perpetual: 63_600,
      fundingRate8h: 0,
      marks: {},
      confidence: { index: 1, perpetual: 1 },
      expiries: [
        {
          at: NOW + DAY,
          forward: 63_550,
          forwardFixed: 0,
          rate: 0,
          smile: { type: 'points', strikes: [60_000, 66_000], vols: [0.9, 0.8] },
          strikes: [60_000, 66_000],
          quotes: [],
          confidence: sure,
        },
        {
          at: NOW + 50 * DAY,
          forward: 64_000,
          forwardFixed: 0,
          rate: 0,
          smile: { type: 'points', strikes: [60_000, 70_000], vols: [0.6, 0.55] },
          strikes: [60_000, 70_000],
          quotes: [],
          confidence: sure,
        },
      ],
    },
  },
}

export function position(instrument: string, quantity: number, price?: number): Position {
  const read = parseInstrument(instrument, 'deribit')
  if (!read.ok) throw new Error(`the test's own name ${instrument} does not read`)
  return { instrument: read.value, quantity, ...(price === undefined ? {} : { price }) }
}

export const portfolio = (positions: readonly Position[], name = ''): Portfolio => ({
  name,
  names: 'deribit',
  positions,
  collateral: [{ asset: 'USDC', amount: 100_000 }],
  orders: [],
})

export const CALL = 'BTC-27MAR26-60000-C'
export const PUT = 'BTC_USDC-27MAR26-70000-P'

export const request = (positions: readonly Position[], name = '', venue = 'derive'): DeskRequest => ({
  portfolio: portfolio(positions, name),
  market,
  venue,
})

/** A book with something of everything, one leg of which the market lacks. */
export const mixed = [
  position(CALL, -2),
  position(PUT, 1.5),
  position('BTC-6FEB26-66000-C', 3),
  position('BTC-PERPETUAL', 0.7, 61_000),
  position('BTC_USDC-27MAR26', -0.2),
  position('BTC', 0.5),
  position('ETH-PERPETUAL', 2),
]
