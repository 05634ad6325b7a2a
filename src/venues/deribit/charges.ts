import type { Charge } from '../../domain/margin.ts'
import type { Frame } from './frame.ts'
import type { OrderCharge } from './orders.ts'
import type { RollLine } from './shocks.ts'

/** What one coin adds beside its worst case; deltas in coin or USD as the frame counts. */
export interface PairCharges {
  readonly coin: string
  readonly index: number
  readonly roll: readonly RollLine[]
  /** In coin. */
  readonly delta: { readonly delta: number; readonly charge: number }
}

export interface ChargeParts {
  /** Worst case per block, in USD or coin as the frame counts. */
  readonly worst: readonly { readonly block: string; readonly amount: number; readonly label: string }[]
  readonly pairs: readonly PairCharges[]
  /** As the frame counts. */
  readonly orders: OrderCharge
  /** In the account's currency. */
  readonly mmp: number
  readonly spot: number
  /** USD; undefined where the account has no such charge. */
  readonly haircut: number | undefined
  readonly mmFactor: number
  readonly frame: Frame
}

/** Numbers inside a formula, for reading: eight significant digits. */
const figure = (x: number): string => String(Number(x.toPrecision(8)))
const total = (amounts: readonly number[]): number => amounts.reduce((sum, a) => sum + a, 0)

/**
 * Section 5.9 (exact). The risk matrix part weighs on maintenance × mm_factor; orders, MMP, spot and haircuts on initial margin only.
 * Charges in the account's currency.
 */
export function chargesOf(p: ChargeParts): readonly Charge[] {
  const { frame } = p
  const risk = (name: string, amount: number, formula: string): Charge => {
    const initial = frame.usdPerUnit === 1 ? amount : amount / frame.usdPerUnit
    return { name, initial, maintenance: p.mmFactor * initial, formula }
  }
  const initialOnly = (name: string, initial: number, formula: string): Charge => ({ name, initial, maintenance: 0, formula })
  const several = p.pairs.length > 1
  const roll = p.pairs.flatMap((pair) => pair.roll)
  // A coin frame counts the delta shock in coin, a USD frame its worth at the index.
  const deltas = p.pairs.map(({ index, delta }) => delta.charge * (frame.unit === 'coin' ? 1 : delta.charge === 0 ? 1 : index))
  return [
    risk(
      'worst_case',
      total(p.worst.map((w) => w.amount)),
      p.worst.map((w) => `max(0, −P&L at ${w.label}) = ${figure(w.amount)}`).join(' + ') || 'no position',
    ),
    risk(
      'roll_shock',
      total(roll.map((l) => l.delta * l.rate)),
      roll.map((l) => `${figure(l.delta)} × ${figure(l.rate)}`).join(' + ') || 'no delta',
    ),
    risk(
      'delta_shock',
      total(deltas),
      p.pairs
        .map(({ coin, delta }, i) => `${several ? `${coin}: ` : ''}delta ${figure(delta.delta)} → ${figure(deltas[i] ?? 0)}`)
        .join(' + ') || 'no delta',
    ),
    risk('correlation_contingency', 0, 'not published; off in all known data'),
    initialOnly('open_orders_margin', p.orders.amount / frame.usdPerUnit, p.orders.formula),
    initialOnly('mmp_margin', p.mmp, 'amount entered'),
    initialOnly('spot_margin', p.spot, 'amount entered'),
    ...(p.haircut === undefined ? [] : [initialOnly('haircut', p.haircut, 'haircut × value of each asset')]),
  ]
}
