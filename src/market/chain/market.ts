import type { Expiry, Market, Smile, Underlying } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import { fail, fault, ok, type Result } from '../../domain/result.ts'
import { type Millis, yearsBetween } from '../../domain/units.ts'
import { fitSvi } from '../svi/fit.ts'
import { type FitReport, reportFits, type Slice } from './report.ts'
import type { Chain, Skipped } from './rows.ts'
import { fitQuotes, quotesOf, spreadOf, volByStrike } from './smile.ts'
import { type CoinRows, type ExpiryRows, sortRows } from './sort.ts'

export interface ChainOptions {
  readonly smile: 'svi' | 'points'
  /** Time of the market; left out = the smallest time of the rows. */
  readonly asOf?: Millis
  readonly numerics: Numerics
  /** Also fit from a hundred random starts, look for arbitrage, and say how good each slice is. */
  readonly report?: boolean
  /** Name of the source in place of the chain's own. */
  readonly source?: string
}

/** A market made from a chain, the rows that are not in it, and, where asked for, how well its smiles fit. */
export interface ChainMarket {
  readonly market: Market
  readonly skipped: readonly Skipped[]
  readonly fits: readonly FitReport[]
}

/**
 * Makes a market from a chain. Per underlying the index is the median over its rows, per expiry the forward is; `points` lists one vol a
 * strike (see `volByStrike`), `svi` is fitted to the 5–95 delta out-of-the-money quotes by vega-weighted squared vol error. An expiry with
 * too few quotes for SVI (five) keeps its points, and the report says so. Futures and perpetuals of the chain become marks.
 */
export function marketFromChain(chain: Chain, options: ChainOptions): Result<ChainMarket> {
  const times = chain.rows.map((r) => r.at).filter((at) => at !== undefined)
  const asOf = options.asOf ?? (times.length === 0 ? undefined : times.reduce((p, q) => Math.min(p, q)))
  if (asOf === undefined) return fail(fault('asOf', undefined, 'a time: the rows carry none (snapshot_start_ms), so it must be given'))
  const { coins, skipped } = sortRows(chain.rows, asOf)
  if (coins.size === 0) return fail(fault('', `${chain.rows.length} rows`, 'at least one option, future or perpetual with an index price'))
  const slices: Slice[] = []
  const underlyings = [...coins].map(([coin, rows]) => [coin, underlyingOf(coin, rows, asOf, options, slices)] as const)
  const market: Market = {
    asOf,
    source: options.source ?? chain.source,
    underlyings: Object.fromEntries(underlyings),
    stablecoins: { USDC: 1, USDT: 1 },
    assets: {},
  }
  return ok({ market, skipped, fits: reportFits(slices, options.numerics, options.report === true) })
}

function underlyingOf(coin: string, rows: CoinRows, asOf: Millis, options: ChainOptions, slices: Slice[]): Underlying {
  const marks = [...rows.lines].flatMap(([name, row]) => (row.mark === undefined ? [] : [[name, row.mark] as const]))
  const perpetual = rows.lines.get(`${coin}-PERPETUAL`) ?? rows.lines.get(`${coin}_USDC-PERPETUAL`)
  return {
    index: rows.index,
    perpetual: perpetual?.mark ?? rows.index,
    fundingRate8h: perpetual?.funding8h ?? 0,
    marks: Object.fromEntries(marks),
    expiries: rows.expiries.map((e) => expiryOf(coin, e, asOf, options, slices)),
    confidence: { index: 1, perpetual: 1 },
  }
}

function expiryOf(coin: string, rows: ExpiryRows, asOf: Millis, options: ChainOptions, slices: Slice[]): Expiry {
  const { numerics } = options
  const years = yearsBetween(asOf, rows.at)
  const { strikes, vols } = volByStrike(rows)
  const quotes = fitQuotes(rows, years, numerics)
  const objective = { quotes, years, error: 'vol' as const }
  const fit = options.smile === 'svi' ? fitSvi(objective) : undefined
  slices.push({ underlying: coin, at: rows.at, forward: rows.forward, objective, ...(fit === undefined ? {} : { fit }) })
  const smile: Smile = fit === undefined ? { type: 'points', strikes, vols } : { type: 'svi', ...fit.svi }
  const spread = spreadOf(rows, years, numerics)
  return {
    at: rows.at,
    forward: rows.forward,
    forwardFixed: 0,
    rate: 0,
    smile,
    strikes,
    quotes: quotesOf(rows),
    ...(spread === undefined ? {} : { spread: { vol: spread } }),
    confidence: { forward: 1, vol: 1, rate: 1 },
  }
}
