import type { AccountResult, Requirement } from '../../domain/margin.ts'
import type { Market } from '../../domain/market.ts'
import { usdPer } from '../subject.ts'
import { minus, NOTHING, type Part, plus } from './parts.ts'

/** Requirement by the name of its charge, over all accounts, USD. */
export type ByCharge = ReadonlyMap<string, Requirement>

/** Charges of one name add over accounts, as they do in a margin result. */
export function byCharge(results: readonly AccountResult[], market: Market): ByCharge {
  const sums = new Map<string, Requirement>()
  for (const a of results) {
    const rate = usdPer(a.currency, market)
    for (const c of a.charges) {
      const sum = sums.get(c.name) ?? NOTHING
      sums.set(c.name, { initial: sum.initial + c.initial * rate, maintenance: sum.maintenance + c.maintenance * rate })
    }
  }
  return sums
}

/**
 * Relative step of the derivative, a power of two. A requirement is piecewise linear in quantities but for a few quadratic charges, whose
 * error the central difference cancels: what is left is rounding, about 1e-16 / step of the requirement (1e-11), and a tie within the step.
 */
export const STEP = 1 / 65_536

/** ∂charge/∂ln(quantity) of one part: its Euler component, charge by charge (quant sheet, section 4). */
export function eulerOf(up: ByCharge, down: ByCharge): ByCharge {
  const zero: Requirement = NOTHING
  const slope = (a: number, b: number): number => (a - b) / (2 * STEP)
  return new Map(
    [...new Set([...up.keys(), ...down.keys()])].map((name) => {
      const u = up.get(name) ?? zero
      const d = down.get(name) ?? zero
      return [name, { initial: slope(u.initial, d.initial), maintenance: slope(u.maintenance, d.maintenance) }]
    }),
  )
}

export interface Unallocated extends Requirement {
  readonly charge: string
  readonly why: string
}

/** A rest below this share of the total is rounding: it goes to the part that carries most of the charge, so that the sum stays whole. */
const ROUNDING = 1e-9

export interface Allocation {
  /** Per part, same order; `collateral` parts have theirs in `unallocated`. */
  readonly components: readonly Requirement[]
  readonly unallocated: readonly Unallocated[]
}

/** Components of legs, and a named line for all else: the sum is the requirement by construction. */
export function allocate(total: ByCharge, parts: readonly Part[], euler: readonly ByCharge[]): Allocation {
  const components: Requirement[] = parts.map(() => NOTHING)
  const unallocated: Unallocated[] = []
  const scale = [...total.values()].reduce((sum, c) => Math.max(sum, Math.abs(c.initial), Math.abs(c.maintenance)), 0)
  const names = new Set([...total.keys(), ...euler.flatMap((e) => [...e.keys()])])
  for (const charge of names) {
    const of = (i: number): Requirement => euler[i]?.get(charge) ?? NOTHING
    const known = parts.reduce((sum, _, i) => plus(sum, of(i)), NOTHING)
    let rest = minus(total.get(charge) ?? NOTHING, known)
    const small = (x: number): boolean => Math.abs(x) <= ROUNDING * scale
    const give: Requirement = {
      initial: small(rest.initial) ? rest.initial : 0,
      maintenance: small(rest.maintenance) ? rest.maintenance : 0,
    }
    rest = minus(rest, give)
    const largest = parts.reduce((best, _, i) => (size(of(i)) > size(of(best)) ? i : best), 0)
    parts.forEach((part, i) => {
      const own = i === largest ? plus(of(i), give) : of(i)
      if (part.kind !== 'collateral') components[i] = plus(components[i] ?? NOTHING, own)
      else if (!small(own.initial) || !small(own.maintenance)) {
        unallocated.push({ charge, ...own, why: `${part.name} held as collateral, not as a position` })
      } else if (size(own) > 0) rest = plus(rest, own)
    })
    if (parts.length === 0) rest = plus(rest, give)
    if (rest.initial !== 0 || rest.maintenance !== 0) unallocated.push({ charge, ...rest, why: WHY })
  }
  return { components, unallocated: unallocated.filter((u) => Math.abs(u.initial) + Math.abs(u.maintenance) > 0) }
}

const size = (r: Requirement): number => Math.abs(r.initial) + Math.abs(r.maintenance)
const WHY = 'does not grow in proportion to any leg: a floor, a tier, a minimum, an order, or a charge on the account as a whole'
