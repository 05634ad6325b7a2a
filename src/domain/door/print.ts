import type { Expiry, Market, Underlying } from '../market.ts'
import { printInstrument } from '../names/canonical.ts'
import type { Portfolio, Position } from '../portfolio.ts'

const positionFile = (p: Position): object => ({
  instrument: printInstrument(p.instrument),
  ...(p.quantity === undefined ? { notionalUsd: p.notionalUsd } : { quantity: p.quantity }),
  ...(p.price === undefined ? {} : { price: p.price }),
  ...(p.enabled === undefined ? {} : { enabled: p.enabled }),
})

/** A portfolio as `counterpoise/portfolio@1`, plain JSON. Names are printed in the canonical dialect, so `names` is `deribit` whatever it was. */
export const portfolioFile = (portfolio: Portfolio): object => ({
  format: 'counterpoise/portfolio@1',
  name: portfolio.name,
  names: 'deribit',
  positions: portfolio.positions.map(positionFile),
  collateral: portfolio.collateral,
  orders: portfolio.orders.map((o) => ({ ...positionFile(o), status: o.status })),
})

const time = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z')
const allOne = (confidence: Readonly<Record<string, number>>): boolean => Object.values(confidence).every((c) => c === 1)
const isEmpty = (o: object): boolean => Object.keys(o).length === 0

function expiryFile(e: Expiry): object {
  const own = e.smile?.type === 'points' ? e.smile.strikes : []
  const sameStrikes = e.strikes.length === own.length && e.strikes.every((s, i) => s === own[i])
  return {
    at: time(e.at),
    forward: e.forward,
    ...(e.forwardFixed === 0 ? {} : { forwardFixed: e.forwardFixed }),
    ...(e.estimatedDelivery === undefined ? {} : { estimatedDelivery: e.estimatedDelivery }),
    rate: e.rate,
    ...(sameStrikes ? {} : { strikes: e.strikes }),
    ...(e.smile === undefined ? {} : { smile: e.smile }),
    ...(e.spread === undefined ? {} : { spread: e.spread }),
    ...(e.quotes.length === 0 ? {} : { quotes: e.quotes }),
    ...(allOne({ ...e.confidence }) ? {} : { confidence: e.confidence }),
  }
}

const underlyingFile = (u: Underlying): object => ({
  index: u.index,
  perpetual: u.perpetual,
  fundingRate8h: u.fundingRate8h,
  ...(isEmpty(u.marks) ? {} : { marks: u.marks }),
  ...(allOne({ ...u.confidence }) ? {} : { confidence: u.confidence }),
  expiries: u.expiries.map(expiryFile),
})

/** A market as `counterpoise/market@1`, plain JSON; what equals the format's defaults is mostly left out. */
export const marketFile = (market: Market): object => ({
  format: 'counterpoise/market@1',
  asOf: time(market.asOf),
  source: market.source,
  underlyings: Object.fromEntries(Object.entries(market.underlyings).map(([coin, u]) => [coin, underlyingFile(u)])),
  stablecoins: market.stablecoins,
  ...(isEmpty(market.assets) ? {} : { assets: market.assets }),
})

/** The text of a portfolio file: `restorePortfolio(JSON.parse(text))` gives the same portfolio, in the canonical dialect. */
export const printPortfolio = (portfolio: Portfolio): string => JSON.stringify(portfolioFile(portfolio), null, 2)
/** The text of a market file: `restoreMarket(JSON.parse(text))` gives the same market. */
export const printMarket = (market: Market): string => JSON.stringify(marketFile(market), null, 2)
