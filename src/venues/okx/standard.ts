import type { Requirement } from '../../domain/margin.ts'
import type { Book, StandardMargin } from '../../domain/methodology.ts'
import type { Failure } from '../../domain/result.ts'
import { rateAt } from '../shared/tiers.ts'
import { type Readings, readings } from './params/readings.ts'
import type { StandardFutureParams, StandardOptionParams } from './params/types.ts'
import { buyToClose, orderFee, type StandardOption, sellToOpen, shortPosition } from './standard-options.ts'
import { type LegView, type OkxSetting, recordFor, viewOf } from './views.ts'

/** One contract: at most one position, and its resting orders. */
interface ContractBook {
  position?: LegView
  readonly orders: LegView[]
}

/** Section 4.2 (unverified form): notional / leverage, and notional × the MMR of its tier; a leverage never takes initial below that. */
function future(v: LegView, p: StandardFutureParams): Requirement {
  const notional = Math.abs(v.quantity) * v.price
  const maintenance = notional * rateAt(notional, p.tiers)
  return { initial: Math.max(notional / p.leverage, maintenance), maintenance }
}

/** Section 4.1, USD: a coin-margined contract is counted in coin and converted at the index. Orders close first, then open. */
function options(book: ContractBook, one: LegView, p: StandardOptionParams, setting: OkxSetting, r: Readings): Requirement {
  if (one.option === undefined) return { initial: 0, maintenance: 0 }
  const { cp, strike, mark } = one.option
  const { inverse, index } = one
  const o: StandardOption = { cp, strike, forward: one.price, mark: inverse ? mark / one.price : mark, unit: inverse ? 1 : index }
  const held = book.position?.quantity ?? 0
  const short = Math.max(0, -held)
  const position = shortPosition(o, p)
  let initial = short * Math.max(position.initial, position.maintenance)
  const closable = { buy: short, sell: Math.max(0, held) }
  for (const order of book.orders) {
    const price = order.entry ?? o.mark
    const side = order.quantity > 0 ? 'buy' : 'sell'
    const size = Math.abs(order.quantity)
    const closes = Math.min(size, closable[side])
    closable[side] -= closes
    const fee = r['okx.sm.orderFee'] === 'included' ? orderFee(o, price, setting.params.common.fees) : 0
    initial += side === 'buy' ? closes * buyToClose(o, price, p) : (size - closes) * sellToOpen(o, price, fee, p)
  }
  const rate = inverse ? index : 1
  return { initial: initial * rate, maintenance: short * position.maintenance * rate }
}

const FUTURES_NOTE =
  'standard margin of perpetuals and futures: leverage and position tiers are live data; the record stands in with the one tier of the official sample (leverage 10, MMR 2 %), enter your own under standard.futures'

/** Standard margin (section 4): every contract by itself, hedges do not net. USD. A contract without parameters is a named failure. */
export function okxStandard(book: Book, setting: OkxSetting): StandardMargin {
  const r = readings(setting.params.common.assumptions)
  const contracts = new Map<string, ContractBook>()
  const bookOf = (name: string): ContractBook => {
    const found = contracts.get(name) ?? { orders: [] }
    contracts.set(name, found)
    return found
  }
  for (const leg of book.legs) bookOf(leg.name).position = viewOf(leg, setting)
  for (const leg of book.pending) bookOf(leg.name).orders.push(viewOf(leg, setting))
  const failures: Failure[] = []
  const notes = new Set<string>()
  const accounts: Record<string, { initial: number; maintenance: number }> = {}
  for (const [name, contract] of contracts) {
    const one = contract.position ?? contract.orders[0]
    const record = one && recordFor(one.coin, setting)?.standard
    if (one === undefined || record === undefined) continue
    if (one.option !== undefined && record.options === undefined) {
      const message = `OKX's standard margin of ${one.coin} options is not known: ${name} is left out of it; add standard.options to the record`
      failures.push({ instrument: name, reason: 'NO_PARAMETERS', message })
      continue
    }
    const ofFuture = contract.position === undefined ? { initial: 0, maintenance: 0 } : future(contract.position, record.futures)
    const need = one.option === undefined || record.options === undefined ? ofFuture : options(contract, one, record.options, setting, r)
    if (one.option === undefined) notes.add(FUTURES_NOTE)
    if (one.option === undefined && contract.orders.length > 0)
      notes.add('resting orders of perpetuals and futures are left out of the standard margin')
    const sum = accounts[one.coin] ?? { initial: 0, maintenance: 0 }
    accounts[one.coin] = { initial: sum.initial + need.initial, maintenance: sum.maintenance + need.maintenance }
  }
  const total = (pick: (q: Requirement) => number): number => Object.values(accounts).reduce((sum, q) => sum + pick(q), 0)
  return { initial: total((q) => q.initial), maintenance: total((q) => q.maintenance), accounts, failures, assumptions: [...notes] }
}
