import type { Numerics } from '../../domain/numerics.ts'
import type { Bucket, BucketShock, GridLeg, Scenario, ScenarioGrid } from '../../domain/scenario.ts'
import { UNCHANGED } from '../../domain/scenario.ts'
import { bucketNumbers } from '../shared/bucket-numbers.ts'
import type { Cell } from './cells.ts'
import { type Frame, weightOf } from './frame.ts'
import type { Readings } from './params/readings.ts'
import type { PortfolioParams } from './params/types.ts'
import type { Pair, Row } from './rows.ts'
import type { LegView } from './views.ts'

const DAYS_PER_YEAR = 365
const SHORT_DAYS = 30

/** How the vol of one expiry moves: v' = max(m·v + a, floor). */
interface VolShock {
  readonly m: number
  readonly a: number
  readonly floor: number
}

/** (30 / max(dte, floor))^p of section 5.3; 0 where nothing is left to explode (no floor, no time). */
function vegaScale(years: number, pm: PortfolioParams, r: Readings, numerics: Numerics): number {
  const exact = years * DAYS_PER_YEAR
  const unit = r['deribit.pm.volShock.dteUnit']
  const days = unit === 'up' ? Math.ceil(exact) : unit === 'down' ? Math.floor(exact) : exact
  const power = days < SHORT_DAYS ? pm.short_term_vega_power : pm.long_term_vega_power
  const counted = Math.max(days, Number(r['deribit.pm.volShock.dteFloorDays']))
  return counted > 0 ? numerics.pow(SHORT_DAYS / counted, power) : 0
}

/** Section 5.3 (third-party form). */
function volShock(vol: Cell['vol'], scale: number, pm: PortfolioParams, r: Readings): VolShock {
  const additive = r['deribit.pm.volShock.form'] === 'additive'
  if (vol === 'same') return { m: 1, a: 0, floor: 0 }
  if (vol === 'down') {
    const down = pm.volatility_range_down * scale
    return additive ? { m: 1, a: -down, floor: 0 } : { m: Math.max(1 - down, 0), a: 0, floor: 0 }
  }
  const up = pm.volatility_range_up * scale
  const shock = additive ? { m: 1, a: up } : { m: 1 + up, a: 0 }
  const level = pm.min_volatility_for_shock_up
  const rule = r['deribit.pm.volShock.floorRule']
  // A floor on the base vol is the same as a floor on the shocked one at the shocked level of that floor.
  const floor = rule === 'none' ? 0 : rule === 'shocked' ? level : shock.m * level + shock.a
  return { floor, ...shock }
}

/** The grid of an account. Options are priced by the core; futures and perpetuals stand in it and are counted by their closed form. */
export function gridOf(
  views: readonly LegView[],
  rows: readonly Row[],
  pairs: readonly Pair[],
  r: Readings,
  frame: Frame,
  numerics: Numerics,
): ScenarioGrid {
  const pmOf = new Map(pairs.map((p) => [p.coin, p.pm]))
  const roll = r['deribit.pm.option.timeRoll'] === 'day' ? 1 / DAYS_PER_YEAR : 0
  const numberOf = bucketNumbers()
  const first: LegView[] = []
  const legs = views.map((v): GridLeg => {
    const { option } = v
    // Options that share a price and a time are one bucket; each future and perpetual is its own.
    const bucket = numberOf(v.coin, option === undefined || v.expiry === 'perpetual' ? v.leg.name : v.expiry)
    if (bucket === first.length) first.push(v)
    if (option === undefined) return { kind: 'forward', bucket, strike: 0, vol: 0, quantity: v.leg.quantity }
    return { kind: option.cp === 1 ? 'call' : 'put', bucket, strike: option.strike, vol: option.vol, quantity: v.leg.quantity }
  })
  const buckets = first.map(
    (v): Bucket => ({
      underlying: v.coin,
      forward: v.moving,
      fixed: v.fixed,
      years: Math.max(v.years - (v.option === undefined ? 0 : roll), 0),
      discount: 1,
    }),
  )
  // A bucket has three vol shocks and one forward shock a move: worked out once, shared by the rows.
  const shockOf = first.map((v) => {
    const pm = pmOf.get(v.coin)
    const scale = pm === undefined || v.option === undefined ? 0 : vegaScale(v.years, pm, r, numerics)
    const vols = pm && { down: volShock('down', scale, pm, r), same: volShock('same', scale, pm, r), up: volShock('up', scale, pm, r) }
    const forward = forwardShock(v, r)
    return (row: Row): BucketShock => {
      const cell = row.cells.get(v.coin)
      if (cell === undefined || vols === undefined) return { forward: UNCHANGED, vol: UNCHANGED, volFloor: 0 }
      const vol = vols[cell.vol]
      return { forward: forward(cell.priced), vol, volFloor: vol.floor }
    }
  })
  const scenarios = rows.map(
    (row): Scenario => ({
      label: row.label,
      spot: row.head.move,
      vol: row.head.vol,
      weight: weightOf(row.head, frame),
      shocks: shockOf.map((shock) => shock(row)),
    }),
  )
  return { buckets, legs, scenarios }
}

/** Whether an option's forward moves by the index times s instead of by its own share. */
export const movesByIndex = (v: LegView, r: Readings): boolean => v.option !== undefined && r['deribit.pm.option.underlying'] === 'index'

/** How a move s shocks the moving part of a price: times 1 + s, or an option's forward plus index × s, as the reading says. */
function forwardShock(v: LegView, r: Readings): (s: number) => BucketShock['forward'] {
  if (movesByIndex(v, r)) return (s) => ({ m: 1, a: v.index * s * v.decay })
  return (s) => ({ m: 1 + s, a: 0 })
}

/** The forward that the core sees after a move; the same operations in the same order. */
export const forwardAfter = (v: LegView, s: number, byIndex: boolean): number =>
  byIndex ? v.moving + v.index * s * v.decay + v.fixed : (1 + s) * v.moving + v.fixed
