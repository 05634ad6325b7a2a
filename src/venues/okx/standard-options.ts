import type { Requirement } from '../../domain/margin.ts'
import type { CommonParams, StandardOptionParams } from './params/types.ts'
import { optionFee } from './reduction.ts'

/** What section 4.1 looks at, per coin: `unit` is 1 for coin margin and the index for USD margin, in which `mark` and the margin are. */
export interface StandardOption {
  readonly cp: 1 | -1
  readonly strike: number
  readonly forward: number
  readonly mark: number
  readonly unit: number
}

/** A short position (section 4.1, official), per coin in coin or USD: max(a, b − OTM/fwd) × F × unit + mark; MMR by c. */
export function shortPosition(o: StandardOption, p: StandardOptionParams): Requirement {
  const otm = Math.max(0, o.cp * (o.strike - o.forward))
  const initial = Math.max(p.a, p.b - otm / o.forward) * p.F * o.unit + o.mark
  const least = o.cp === 1 ? p.c * o.unit : Math.max(p.c * o.unit, p.c * o.mark)
  return { initial, maintenance: least * p.F + o.mark }
}

/** An order that opens a short position at `price`: max(position IMR − price [+ fee], 0.1 × unit), per coin. */
export const sellToOpen = (o: StandardOption, price: number, fee: number, p: StandardOptionParams): number =>
  Math.max(shortPosition(o, p).initial - price + fee, p.order_min * o.unit)

/** An order that closes a short position at `price`: max(price − position IMR, 0), per coin. */
export const buyToClose = (o: StandardOption, price: number, p: StandardOptionParams): number =>
  Math.max(price - shortPosition(o, p).initial, 0)

/** The taker fee of an order in the same unit as its price. */
export const orderFee = (o: StandardOption, price: number, fees: CommonParams['fees']): number => optionFee(o.unit, price, fees)
