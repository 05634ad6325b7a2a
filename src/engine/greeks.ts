import { isoTime } from '../domain/margin.ts'
import type { Market } from '../domain/market.ts'
import type { Greeks } from '../domain/numerics.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import type { Failure } from '../domain/result.ts'
import { type Core, GREEKS } from './core.ts'
import { type HeldBook, type HeldLeg, heldBook } from './held.ts'
import type { GreeksResult, GreeksSum, LegGreeks } from './protocol.ts'

/**
 * Greeks of the book as it is held (netted per instrument, no venue's mapping), per unit × quantity, in USD at the market's forwards and
 * smiles, undiscounted as marks are. Delta and gamma are to the leg's own forward; theta, charm and color are passage of time per year;
 * vega per 1.00 of vol. `price` is what the position is worth: options and spot at mark; futures and perpetuals are settled as they go and
 * are worth 0 (their gain since entry is in the P&L curves). An inverse option's row is that of its USD value, and carries the
 * premium-adjusted delta (delta − V/F) × quantity beside it. Formulas: Black-76, see the core's black76/greeks.ts.
 *
 * A leg that the market cannot price, or whose Greeks are no numbers, is a named failure and is left out of the sums.
 */
export function bookGreeks(core: Core, portfolio: Portfolio, market: Market, fill: readonly ('whatif' | 'pending')[] = []): GreeksResult {
  return heldGreeks(core, heldBook(portfolio, market, core, fill))
}

/** `bookGreeks` of a book that has been netted already. */
export function heldGreeks(core: Core, held: HeldBook): GreeksResult {
  const failures: Failure[] = [...held.failures]
  const unit = core.legGreeks({ buckets: held.buckets, legs: held.rows })
  const legs: LegGreeks[] = []
  held.legs.forEach((leg, i) => {
    const one = unit[i]
    if (one === undefined) return
    const odd = GREEKS.find((name) => !Number.isFinite(one[name]))
    if (odd === undefined) legs.push(legGreeks(leg, one))
    else failures.push({ instrument: leg.name, reason: 'OUT_OF_DOMAIN', message: `the ${odd} of ${leg.name} is not a finite number` })
  })
  return { legs, byExpiry: sums(legs, true), total: sums(legs, false), failures }
}

function legGreeks(leg: HeldLeg, unit: Greeks): LegGreeks {
  const { instrument, quantity, forward } = leg
  const value = unit.price
  const inverse = instrument.kind === 'option' && instrument.settle === 'coin'
  const settledAsItGoes = instrument.kind === 'future' || instrument.kind === 'perpetual'
  return {
    instrument: leg.name,
    underlying: instrument.underlying,
    quantity,
    mark: inverse ? value / forward : value,
    markUsd: value,
    price: settledAsItGoes ? 0 : times(value, quantity),
    delta: times(unit.delta, quantity),
    gamma: times(unit.gamma, quantity),
    vega: times(unit.vega, quantity),
    theta: times(unit.theta, quantity),
    rho: times(unit.rho, quantity),
    vanna: times(unit.vanna, quantity),
    volga: times(unit.volga, quantity),
    charm: times(unit.charm, quantity),
    speed: times(unit.speed, quantity),
    zomma: times(unit.zomma, quantity),
    color: times(unit.color, quantity),
    // Last, because a property after a spread takes longer to set than the core takes for the Greeks.
    ...('expiry' in instrument ? { expiry: isoTime(instrument.expiry).slice(0, 10) } : {}),
    ...(leg.iv === undefined ? {} : { iv: leg.iv }),
    ...(inverse ? { premiumAdjustedDelta: times(unit.delta - value / forward, quantity) } : {}),
  }
}

/** A product without a negative zero: a short leg's absent gamma prints as 0. */
const times = (unit: number, quantity: number): number => unit * quantity + 0

/** Written out: a loop over the names reads each by a search, which takes longer than the core takes for the Greeks. */
function add(sum: Record<keyof Greeks, number>, leg: Greeks): void {
  sum.price += leg.price
  sum.delta += leg.delta
  sum.gamma += leg.gamma
  sum.vega += leg.vega
  sum.theta += leg.theta
  sum.rho += leg.rho
  sum.vanna += leg.vanna
  sum.volga += leg.volga
  sum.charm += leg.charm
  sum.speed += leg.speed
  sum.zomma += leg.zomma
  sum.color += leg.color
}

function sums(legs: readonly LegGreeks[], byExpiry: boolean): GreeksSum[] {
  const groups = new Map<string, { underlying: string; expiry?: string; sum: Record<keyof Greeks, number> }>()
  for (const leg of legs) {
    const key = byExpiry ? `${leg.underlying} ${leg.expiry ?? ''}` : leg.underlying
    const group = groups.get(key) ?? {
      underlying: leg.underlying,
      ...(byExpiry && leg.expiry !== undefined ? { expiry: leg.expiry } : {}),
      sum: Object.fromEntries(GREEKS.map((name) => [name, 0])) as Record<keyof Greeks, number>,
    }
    add(group.sum, leg)
    groups.set(key, group)
  }
  return [...groups]
    .sort(([p], [q]) => (p < q ? -1 : p > q ? 1 : 0))
    .map(([, { underlying, expiry, sum }]) => ({ underlying, ...(expiry === undefined ? {} : { expiry }), ...sum }))
}
