import { buildBook } from '../domain/book.ts'
import type { Instrument, OptionInstrument, SpotInstrument } from '../domain/instrument.ts'
import { linearMark } from '../domain/mark.ts'
import type { Market } from '../domain/market.ts'
import type { Leg } from '../domain/methodology.ts'
import { printInstrument } from '../domain/names/canonical.ts'
import type { Numerics } from '../domain/numerics.ts'
import type { Portfolio, Position } from '../domain/portfolio.ts'
import type { Failure } from '../domain/result.ts'
import type { Bucket, GridLeg } from '../domain/scenario.ts'
import { expiryOn, volAt } from '../domain/smile.ts'
import { utcDay, yearsBetween } from '../domain/units.ts'

/** One instrument of the book as it is held: no venue has mapped it to a contract of its own. */
export interface HeldLeg extends Leg {
  /** Row of the grid's bucket that values it. */
  readonly bucket: number
  /** Forward of an option's expiry, mark of everything else, USD. */
  readonly forward: number
  /** Vol of the smile at the strike; absent for linear legs. */
  readonly iv?: number
}

/** The book as the user holds it, with the buckets and rows that the core values it by. Undiscounted: a mark carries no rate. */
export interface HeldBook {
  readonly legs: readonly HeldLeg[]
  readonly buckets: readonly Bucket[]
  /** One row per leg, same order. */
  readonly rows: readonly GridLeg[]
  readonly failures: readonly Failure[]
}

type Fill = readonly ('whatif' | 'pending')[]

/**
 * Nets the book per instrument as it is held, spot positions included (balances in `collateral` are money, not positions). What the market
 * cannot price is a named failure and is left out.
 */
export function heldBook(portfolio: Portfolio, market: Market, numerics: Numerics, fill: Fill = []): HeldBook {
  const built = buildBook(portfolio, market, numerics, (instrument) => ({ take: instrument }), { fill })
  const failures: Failure[] = [...built.failures]
  const held: Leg[] = [...built.book.legs, ...spotLegs(portfolio, market, fill, failures)]
  const buckets: Bucket[] = []
  const bucketOf = new Map<string, number>()
  const legs: HeldLeg[] = []
  const rows: GridLeg[] = []
  for (const leg of held) {
    const { instrument } = leg
    const key = instrument.kind === 'option' ? `${instrument.underlying} ${utcDay(instrument.expiry)}` : leg.name
    let bucket = bucketOf.get(key)
    if (bucket === undefined) {
      const made = bucketFor(instrument, market)
      if (made === undefined || !(made.forward + made.fixed > 0)) {
        failures.push({ instrument: leg.name, reason: 'NO_PRICE', message: `the market has no price of ${leg.name}` })
        continue
      }
      bucket = buckets.push(made) - 1
      bucketOf.set(key, bucket)
    }
    const at = buckets[bucket]
    if (at === undefined) continue
    const forward = at.forward + at.fixed
    const iv = instrument.kind === 'option' ? optionVol(instrument, market, numerics) : undefined
    legs.push(iv === undefined ? { bucket, forward, ...leg } : { bucket, forward, iv, ...leg })
    rows.push({
      kind: instrument.kind === 'option' ? instrument.type : 'forward',
      bucket,
      strike: instrument.kind === 'option' ? instrument.strike : 0,
      vol: iv ?? 0,
      quantity: leg.quantity,
    })
  }
  return { legs, buckets, rows, failures }
}

function bucketFor(instrument: Instrument, market: Market): Bucket | undefined {
  const { underlying } = instrument
  if (instrument.kind !== 'option') return { underlying, forward: linearMark(market, instrument), fixed: 0, years: 0, discount: 1 }
  const u = market.underlyings[underlying]
  const expiry = u && expiryOn(u, instrument.expiry)
  if (expiry === undefined) return undefined
  const fixed = expiry.forwardFixed
  return { underlying, forward: expiry.forward - fixed, fixed, years: yearsBetween(market.asOf, expiry.at), discount: 1 }
}

function optionVol(option: OptionInstrument, market: Market, numerics: Numerics): number {
  const u = market.underlyings[option.underlying]
  const expiry = u && expiryOn(u, option.expiry)
  return expiry === undefined ? Number.NaN : volAt(numerics, expiry, yearsBetween(market.asOf, expiry.at), option.strike)
}

/** Spot positions, netted per coin. `buildBook` moves them to the collateral, where a venue looks for them. */
function spotLegs(portfolio: Portfolio, market: Market, fill: Fill, failures: Failure[]): Leg[] {
  const lots = new Map<string, { instrument: SpotInstrument; lots: Position[] }>()
  const held = [...portfolio.positions, ...portfolio.orders.filter((o) => fill.includes(o.status))].filter((p) => p.enabled !== false)
  for (const position of held) {
    const { instrument } = position
    if (instrument.kind !== 'spot') continue
    const sum = lots.get(instrument.underlying) ?? { instrument, lots: [] }
    sum.lots.push(position)
    lots.set(instrument.underlying, sum)
  }
  const legs: Leg[] = []
  for (const [name, { instrument, lots: parts }] of [...lots].sort(([p], [q]) => (p < q ? -1 : 1))) {
    const mark = linearMark(market, instrument)
    if (Number.isNaN(mark)) {
      const message = `the market has no ${name}; it has ${Object.keys(market.underlyings).join(', ')}`
      failures.push({ instrument: printInstrument(instrument), reason: 'NO_MARKET', message })
      continue
    }
    const coins = (p: Position): number => p.quantity ?? (p.notionalUsd ?? 0) / mark
    const quantity = parts.reduce((sum, p) => sum + coins(p), 0)
    if (quantity === 0) continue
    const cost = parts.reduce((sum, p) => sum + coins(p) * (p.price ?? mark), 0)
    const priced = parts.some((p) => p.price !== undefined)
    legs.push({ instrument, quantity, name, ...(priced ? { entry: cost / quantity } : {}) })
  }
  return legs
}
