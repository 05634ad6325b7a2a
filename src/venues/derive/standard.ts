import type { Book, Setting, StandardMargin } from '../../domain/methodology.ts'
import type { Failure } from '../../domain/result.ts'
import type { Revalue } from '../../domain/scenario.ts'
import { collateralFeed, stablePrice } from './feeds.ts'
import { arrange, type Holdings, type Slice, sliceValue, withoutUnvalued } from './holdings.ts'
import type { CommonParams, StandardParams } from './params/types.ts'

/** Net margins (0 = nothing needed, negative = needed) and mark-to-market, in USD. */
interface Net {
  initial: number
  maintenance: number
  mark: number
}

/** Margin of the shorts of one expiry, each alone; longs give nothing (sheet 4, isolated; exact). `unit` holds D = 1 values. */
function isolated(p: StandardParams['option'], spot: number, slice: Slice, unit: Float64Array): { initial: number; maintenance: number } {
  let initial = 0
  let maintenance = 0
  for (const o of slice.options) {
    if (o.amount >= 0) continue
    const mark = o.amount * (unit[o.row] ?? Number.NaN)
    const out = Math.max(0, o.type === 'call' ? o.strike - spot : spot - o.strike) / spot
    const ofSpot = Math.max(p.maxSpotReq - out, p.minSpotReq) * spot * o.amount + mark
    if (o.type === 'call') {
      maintenance += p.mmCallSpotReq * spot * o.amount + mark
      initial += ofSpot
      continue
    }
    const mm = Math.min(p.mmPutSpotReq * spot * o.amount, p.MMPutMtMReq * mark) + mark
    maintenance += mm
    initial += Math.min(ofSpot, p.mmOffsetScale * mm)
  }
  return { initial, maintenance }
}

/** Lowest pay-off of the expiry over settlement at 0 and at every strike, never above 0, and its net calls (sheet 4, maxLoss; exact). */
function lowestPayoff(slice: Slice): { payoff: number; netCalls: number } {
  const at = (price: number): number =>
    slice.options.reduce((sum, o) => sum + o.amount * Math.max(0, o.type === 'call' ? price - o.strike : o.strike - price), 0)
  const payoff = [0, ...slice.options.map((o) => o.strike)].reduce((low, price) => Math.min(low, at(price)), 0)
  const netCalls = slice.options.reduce((sum, o) => sum + (o.type === 'call' ? o.amount : 0), 0)
  return { payoff, netCalls }
}

const shortsOf = (slice: Slice): number => slice.options.reduce((sum, o) => sum + Math.max(0, -o.amount), 0)

/** Perpetual and options of one market. */
function marketMargin(h: Holdings, unit: Float64Array, p: StandardParams, depeg: number): Net {
  const net: Net = { initial: 0, maintenance: 0, mark: 0 }
  const { spot, spotConfidence, perpetual } = h
  let exposed = 0
  if (perpetual !== undefined) {
    const size = Math.abs(perpetual.amount)
    const confidence = Math.min(perpetual.confidence, spotConfidence)
    const low = confidence < p.oracle.perpThreshold ? (1 - confidence) * p.oracle.OCFactor * spot * size : 0
    net.maintenance += perpetual.value - size * perpetual.price * p.perp.mmPerpReq
    net.initial += perpetual.value - size * perpetual.price * p.perp.imPerpReq - low
    net.mark += perpetual.value
    exposed += size
  }
  for (const slice of h.slices) {
    const alone = isolated(p.option, spot, slice, unit)
    const { payoff, netCalls } = lowestPayoff(slice)
    const unpaired = Math.min(netCalls, 0) * slice.forward
    const shorts = shortsOf(slice)
    const confidence = Math.min(spotConfidence, slice.confidenceWithoutRate)
    const low = confidence < p.oracle.optionThreshold ? (1 - confidence) * p.oracle.OCFactor * spot * shorts : 0
    net.maintenance += Math.max(alone.maintenance, payoff + unpaired * p.option.unpairedMMScale)
    net.initial += Math.max(alone.initial, payoff + unpaired * p.option.unpairedIMScale) - low
    net.mark += sliceValue(slice, unit)
    exposed += shorts
  }
  net.initial -= depeg * spot * exposed
  return net
}

/** The standard manager's terms of a collateral asset: its own market's, or the list of the others. */
function termsOf(
  asset: string,
  own: StandardParams | undefined,
  common: CommonParams,
): { marginFactor: number; IMScale: number; baseThreshold: number; OCFactor: number } | undefined {
  if (own?.base !== undefined) return { ...own.base, baseThreshold: own.oracle.baseThreshold, OCFactor: own.oracle.OCFactor }
  return Object.hasOwn(common.standard.assets, asset) ? common.standard.assets[asset] : undefined
}

/**
 * Derive's standard manager over the whole book, in one account: requirement = its own mark-to-market (D = 1, cash included) − net margin.
 * Sheet section 4; exact given its parameters. A coin or asset that it does not take is a named failure and counts 0. `shipped` gives the
 * terms of a coin held as collateral that the record does not have.
 */
export function standardMargin(
  book: Book,
  setting: Setting<{ readonly standard?: StandardParams }, CommonParams>,
  revalue: Revalue,
  shipped: Readonly<Record<string, StandardParams>>,
): StandardMargin {
  const { params, market, numerics } = setting
  const failures: Failure[] = []
  const total: Net = { initial: 0, maintenance: 0, mark: 0 }
  const stable = stablePrice(market)
  const { threshold, depegFactor } = params.common.standard.depeg
  const depeg = Math.max(0, threshold - stable) * depegFactor
  const add = (net: Net): void => {
    total.initial += net.initial
    total.maintenance += net.maintenance
    total.mark += net.mark
  }
  for (const coin of new Set(book.legs.map((l) => l.instrument.underlying))) {
    const legs = book.legs.filter((l) => l.instrument.underlying === coin)
    const p = params.underlyings[coin]?.standard
    if (p === undefined) {
      for (const leg of legs) {
        const message = `no standard margin parameters for ${coin}: ${leg.name} is left out of the standard margin`
        failures.push({ instrument: leg.name, reason: 'NO_PARAMETERS', message })
      }
      continue
    }
    const arranged = arrange(coin, legs, market, numerics, false)
    const values = revalue({ buckets: arranged.buckets, legs: arranged.legs, scenarios: [] })
    // The margin itself names the legs that the core cannot value.
    add(marketMargin(withoutUnvalued(arranged, values).holdings, values.base, p, depeg))
  }
  for (const { asset, amount } of book.collateral) {
    if (asset === 'USDC') {
      add({ initial: amount, maintenance: amount, mark: amount })
      continue
    }
    const terms = termsOf(
      asset,
      Object.hasOwn(params.underlyings, asset) ? params.underlyings[asset]?.standard : shipped[asset],
      params.common,
    )
    const feed = collateralFeed(market, asset)
    if (terms === undefined || feed === undefined || amount < 0) {
      const why = terms === undefined ? 'is not listed' : feed === undefined ? 'has no price in the market' : 'cannot be borrowed'
      const message = `${asset} ${why} at Derive's standard manager: counted as 0 in the standard margin`
      failures.push({ instrument: asset, reason: feed === undefined && terms !== undefined ? 'NO_PRICE' : 'UNSUPPORTED', message })
      continue
    }
    const value = amount * feed.price
    const unsure = feed.confidence < terms.baseThreshold && terms.marginFactor !== 0
    const low = unsure ? (1 - feed.confidence) * terms.OCFactor * value : 0
    add({ initial: value * terms.marginFactor * terms.IMScale - low, maintenance: value * terms.marginFactor, mark: value / stable })
  }
  return { initial: total.mark - total.initial, maintenance: total.mark - total.maintenance, failures, assumptions: [] }
}
