import type { Numerics } from '../../domain/numerics.ts'
import type { Dynamics, Group } from './plan.ts'

/** Fixed-point steps of sticky delta: a step gains two digits or more. */
const ROUNDS = 12

/**
 * What a leg's vol is multiplied by because the smile moves with the forward (the vol shock itself comes on top). `m` multiplies the forward,
 * `v` the vols. Sticky moneyness: the vol of strike K is the old smile's at K/m. Sticky delta: the old smile's at the strike that had the d1
 * which K has now: s = v·s0(k) with d1(F·m, K, s) = d1(F, k, s0(k)); without a vol shock that is sticky moneyness.
 */
export function smileFactor(numerics: Numerics, group: Group, leg: number, m: number, v: number, dynamics: Dynamics): number {
  const row = group.legs[leg]
  const { smile } = group
  if (smile === undefined || row === undefined || row.kind === 'forward') return 1
  const base = smile(row.strike)
  const still = smile(row.strike / m) / base
  if (dynamics !== 'delta' || v === 1 || !(group.bucket.years > 0)) return still
  const F = group.bucket.forward + group.bucket.fixed
  const root = Math.sqrt(group.bucket.years)
  const x = numerics.log((F * m) / row.strike)
  let s0 = base * still
  for (let i = 0; i < ROUNDS; i++) {
    const sd = v * s0 * root
    const d1 = x / sd + sd / 2
    const old = s0 * root
    const next = smile(F * numerics.exp(-(d1 * old - (old * old) / 2)))
    if (Math.abs(next - s0) < 1e-12 * s0) break
    s0 = next
  }
  return s0 / base
}

const STEPS = 256
const REACH = 2.5

const tables = new WeakMap<Group, (leg: number, u: number) => number>()

/** `smileFactor` of sticky moneyness from a table over the log move, straight lines between steps of 1/256, kept as long as its group. */
export function factorTable(numerics: Numerics, group: Group): (leg: number, u: number) => number {
  const known = tables.get(group)
  if (known !== undefined) return known
  const nodes = 2 * REACH * STEPS + 1
  const multiples = Array.from({ length: nodes }, (_, i) => numerics.exp(i / STEPS - REACH))
  const rows = group.legs.map((_, leg) => Float64Array.from(multiples, (m) => smileFactor(numerics, group, leg, m, 1, 'moneyness')))
  const read = (leg: number, u: number): number => {
    const at = Math.max(0, Math.min(nodes - 1, (u + REACH) * STEPS))
    const cell = Math.min(Math.floor(at), nodes - 2)
    const low = rows[leg]?.[cell] ?? 1
    return low + (at - cell) * ((rows[leg]?.[cell + 1] ?? 1) - low)
  }
  tables.set(group, read)
  return read
}
