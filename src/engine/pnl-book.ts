import type { Market } from '../domain/market.ts'
import type { Greeks } from '../domain/numerics.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import type { Failure } from '../domain/result.ts'
import type { Bucket, BucketShock, GridLeg, Scenario } from '../domain/scenario.ts'
import type { MarketShift, SmileDynamics } from '../domain/shift.ts'
import { expiryOn, volAt } from '../domain/smile.ts'
import { yearsBetween } from '../domain/units.ts'
import type { Core } from './core.ts'
import { type HeldBook, type HeldLeg, heldBook } from './held.ts'
import { lineOf } from './pnl.ts'

/**
 * What becomes of a leg whose expiry has passed at the moment looked at: `settled` = settled at the scenario's own spot and kept as cash,
 * its cost counted; `dropped` = left out whole, neither its payoff nor its cost is counted.
 */
export type Expired = 'settled' | 'dropped'

/** One state of the world that a book is looked at in. */
export interface BookState {
  /** By underlying, multiple of today's index; one that is not here stands still. */
  readonly spot: Readonly<Record<string, number>>
  /** The moment, UTC milliseconds; `each` = every leg at its own expiry. */
  readonly at: number | 'each'
  readonly vol: MarketShift['vol']
}

/** One leg of the book with what its P&L counts from. */
export interface PnlLeg {
  readonly leg: HeldLeg
  readonly row: GridLeg
  /** When it expires by the market; undefined for perpetuals and spot. */
  readonly expires: number | undefined
  /** USD value of one coin's worth today, by the market as it stands. */
  readonly today: number
  /** P&L in USD = slope × (value − start). */
  readonly slope: number
  readonly start: number
}

/** A book that can be valued in any state; everything in USD, per leg in the order of `legs`. */
export interface PnlBook {
  readonly market: Market
  readonly legs: readonly PnlLeg[]
  readonly failures: readonly Failure[]
  /** USD value of one coin's worth of each leg, a row for each state; an expired leg is worth its settlement. */
  values(states: readonly BookState[]): readonly Float64Array[]
  /** P&L of each leg in each state. */
  pnl(states: readonly BookState[]): readonly Float64Array[]
  /** P&L of the whole book in each state. */
  total(states: readonly BookState[]): Float64Array
  /** Greeks per unit of each leg in one state, with the leg's forward there; undefined for a leg that has expired or has no forward left. */
  greeks(state: BookState): readonly ({ readonly unit: Greeks; readonly forward: number } | undefined)[]
}

interface Setting {
  readonly expired: Expired
  readonly dynamics: SmileDynamics
  /** Only the legs of one underlying; left out = all. */
  readonly underlying?: string
}

/** A vol never falls below this: an option is then worth its intrinsic value. */
const LEAST_VOL = 1e-9

/**
 * The book as it is held (no venue's mapping), to be valued in states of the world. Index, marks and the moving part of every forward of an
 * underlying move in proportion with its spot, as `shiftMarket` has it; a live option is Black-76, undiscounted, with the time that is left
 * and the vol that the dynamics give, plus the vol move; an expired option is its intrinsic value at the spot, an expired future the spot.
 * P&L counts from the entry price, or from today's mark (that of the market as it is given) where there is none.
 */
export function pnlBook(core: Core, portfolio: Portfolio, market: Market, { expired, dynamics, underlying }: Setting): PnlBook {
  const held = heldBook(portfolio, market, core)
  const { base } = core.revalue({ buckets: held.buckets, legs: held.rows, scenarios: [] })
  const failures: Failure[] = [...held.failures]
  const legs: PnlLeg[] = []
  held.legs.forEach((leg, i) => {
    const row = held.rows[i]
    const today = base[i] ?? Number.NaN
    if (row === undefined || (underlying !== undefined && leg.instrument.underlying !== underlying)) return
    if (!Number.isFinite(today)) {
      failures.push({ instrument: leg.name, reason: 'OUT_OF_DOMAIN', message: `${leg.name} has no finite value` })
      return
    }
    legs.push({ leg, row, expires: expiryOf(leg, market), today, ...lineOf(leg, today) })
  })
  const rows = legs.map((l) => l.row)
  const smiles = smileFactors(core, market, legs, dynamics)

  const shocksOf = (state: BookState): BucketShock[] => {
    const { kind, value } = state.vol
    const vol = kind === 'relative' ? { m: 1 + value, a: 0 } : { m: 1, a: value }
    return held.buckets.map((b): BucketShock => ({ forward: { m: state.spot[b.underlying] ?? 1, a: 0 }, vol, volFloor: LEAST_VOL }))
  }
  const scenarioOf = (state: BookState, at: number): Scenario => {
    const volFactors = smiles(state, at)
    const shocks = shocksOf(state)
    return { label: '', spot: 0, vol: 'same', weight: 1, shocks, ...(volFactors === undefined ? {} : { volFactors }) }
  }

  const values = (states: readonly BookState[]): Float64Array[] => {
    const out: Float64Array[] = states.map(() => new Float64Array(legs.length))
    const moments = new Map<number, number[]>()
    states.forEach((s, i) => {
      const at = s.at === 'each' ? Number.POSITIVE_INFINITY : s.at
      moments.set(at, [...(moments.get(at) ?? []), i])
    })
    for (const [at, of] of moments) {
      const buckets = at === Number.POSITIVE_INFINITY ? held.buckets : bucketsAt(held, market, at)
      const asked = of.flatMap((i) => states[i] ?? [])
      const answer = core.revalue({ buckets, legs: rows, scenarios: asked.map((s) => scenarioOf(s, at)) })
      asked.forEach((state, r) => {
        const row = out[of[r] ?? 0]
        const valued = answer.values[r]
        legs.forEach((l, i) => {
          const m = state.spot[l.leg.instrument.underlying] ?? 1
          if (row !== undefined) row[i] = isOver(l, at) ? settled(l, market, m) : (atNothing(l, held, m) ?? valued?.[i] ?? Number.NaN)
        })
      })
    }
    return out
  }
  const pnl = (states: readonly BookState[]): Float64Array[] => {
    const rowsOf = values(states)
    states.forEach((state, s) => {
      const at = state.at === 'each' ? Number.POSITIVE_INFINITY : state.at
      const row = rowsOf[s]
      legs.forEach((l, i) => {
        if (row === undefined) return
        const out = expired === 'dropped' && state.at !== 'each' && isOver(l, at)
        row[i] = out ? 0 : l.slope * ((row[i] ?? 0) - l.start)
      })
    })
    return rowsOf
  }
  return {
    market,
    legs,
    failures,
    values,
    pnl,
    total: (states) => Float64Array.from(pnl(states), sum),
    greeks: (state) => {
      const at = state.at === 'each' ? Number.POSITIVE_INFINITY : state.at
      const factors = smiles(state, at)
      const { kind, value } = state.vol
      const buckets = bucketsAt(held, market, at).map((b) => ({ ...b, forward: b.forward * (state.spot[b.underlying] ?? 1) }))
      const moved = rows.map((row, i) => {
        const own = row.vol * (factors?.[i] ?? 1)
        return { ...row, vol: Math.max(kind === 'relative' ? own * (1 + value) : own + value, LEAST_VOL) }
      })
      const unit = core.legGreeks({ buckets, legs: moved })
      return legs.map((l, i) => {
        const bucket = buckets[l.row.bucket]
        const one = unit[i]
        const forward = bucket === undefined ? 0 : bucket.forward + bucket.fixed
        return isOver(l, at) || one === undefined || !(forward > 0) ? undefined : { unit: one, forward }
      })
    },
  }
}

const sum = (row: Float64Array): number => {
  let all = 0
  for (const x of row) all += x
  return all
}

function expiryOf({ instrument }: HeldLeg, market: Market): number | undefined {
  if (instrument.kind !== 'option' && instrument.kind !== 'future') return undefined
  const u = market.underlyings[instrument.underlying]
  return (u && expiryOn(u, instrument.expiry))?.at ?? instrument.expiry
}

/** True where the leg's expiry has come at `at`; infinity = every expiry has. */
const isOver = (l: PnlLeg, at: number): boolean => l.expires !== undefined && l.expires <= at

/** The buckets with the time that is left at a moment. */
function bucketsAt(held: HeldBook, market: Market, at: number): Bucket[] {
  const passed = at - market.asOf
  return held.buckets.map((b, i) => {
    const leg = held.legs.find((l) => l.bucket === i)
    const expires = leg === undefined || leg.instrument.kind !== 'option' ? undefined : expiryOf(leg, market)
    return expires === undefined || passed === 0 ? b : { ...b, years: yearsBetween(at, expires) }
  })
}

/** USD value of one coin's worth of an expired leg with the index at `m` times today's. */
function settled({ leg, row }: PnlLeg, market: Market, m: number): number {
  const spot = (market.underlyings[leg.instrument.underlying]?.index ?? Number.NaN) * m
  if (row.kind === 'call') return Math.max(spot - row.strike, 0)
  if (row.kind === 'put') return Math.max(row.strike - spot, 0)
  return spot
}

/** The value where the forward is nothing, which no logarithm reaches; undefined where it is something. */
function atNothing({ row }: PnlLeg, held: HeldBook, m: number): number | undefined {
  const bucket = held.buckets[row.bucket]
  if (bucket === undefined || bucket.forward * m + bucket.fixed > 0) return undefined
  return row.kind === 'put' ? row.strike : 0
}

/**
 * Factor on each leg's vol by which its smile follows the spot and the time, as `shiftMarket` moves smiles; undefined where every strike keeps
 * its vol. Read the other way round: the vol at K is today's at F·K/F' (moneyness), or at F·exp(ln(K/F')/s) with s = √(time left ÷ time today).
 */
function smileFactors(
  core: Core,
  market: Market,
  legs: readonly PnlLeg[],
  dynamics: SmileDynamics,
): (state: BookState, at: number) => readonly number[] | undefined {
  const expiries = legs.map(({ leg: { instrument } }) => {
    const u = market.underlyings[instrument.underlying]
    return instrument.kind !== 'option' || u === undefined ? undefined : expiryOn(u, instrument.expiry)
  })
  return (state, at) => {
    if (dynamics === 'strike' || !Number.isFinite(at)) return undefined
    return legs.map(({ leg, row }, i) => {
      const expiry = expiries[i]
      const m = state.spot[leg.instrument.underlying] ?? 1
      if (expiry === undefined || expiry.at <= at || !(m > 0) || !(row.vol > 0)) return 1
      const ratio = ((expiry.forward - expiry.forwardFixed) * m + expiry.forwardFixed) / expiry.forward
      const today = yearsBetween(market.asOf, expiry.at)
      const stretch = dynamics === 'delta' && today > 0 ? Math.sqrt(yearsBetween(at, expiry.at) / today) : 1
      const strike =
        stretch === 1 ? row.strike / ratio : expiry.forward * core.exp(core.log(row.strike / (expiry.forward * ratio)) / stretch)
      return volAt(core, expiry, today, strike) / row.vol
    })
  }
}
