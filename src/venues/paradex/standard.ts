import type { Requirement } from '../../domain/margin.ts'
import type { Book, StandardMargin } from '../../domain/methodology.ts'
import type { Failure } from '../../domain/result.ts'
import { type Readings, readings } from './params/readings.ts'
import type { AssetParams, OptionParams } from './params/types.ts'
import { feeProvision } from './provisions.ts'
import { longOption, shortOption } from './standard-options.ts'
import { type ParadexSetting, type View, viewOf } from './views.ts'

/** One market: at most one position, and its resting orders. */
interface MarketBook {
  readonly position: View | undefined
  readonly orders: readonly View[]
}

/** Signed position, and what either side would hold with all its orders filled (section 4.1, official). */
function sizes({ position, orders }: MarketBook): { held: number; buy: number; sell: number } {
  const held = position?.quantity ?? 0
  const side = (sign: 1 | -1): number => orders.reduce((sum, o) => sum + Math.max(0, sign * o.quantity), 0)
  return { held, buy: Math.max(0, side(1) + held), sell: Math.max(0, side(-1) - held) }
}

/** Provision for orders priced through the mark: what filling them would lose at once. Official by name; its formula is inferred. */
const openLoss = (orders: readonly View[]): number =>
  orders.reduce((sum, o) => sum + (o.entry === undefined ? 0 : Math.max(0, o.quantity * (o.entry - o.mark))), 0)

/** Section 4.1 without fees (official, reproduced). */
function perpetual(market: MarketBook, mark: number, p: AssetParams['delta1_cross_margin_params']): Requirement {
  const { held, buy, sell } = sizes(market)
  const imf = Math.max(1 / p.leverage, p.imf_base)
  return {
    initial: imf * Math.max(buy, sell) * mark + openLoss(market.orders),
    maintenance: p.mmf_factor * imf * Math.abs(held) * mark,
  }
}

/** Section 4.2 without fees. The text gives a position's need; with orders the worse side counts, as for perpetuals (inferred). */
function options(market: MarketBook, one: View, p: NonNullable<AssetParams['option_cross_margin_params']>, r: Readings): Requirement {
  const { option } = one
  if (option === undefined) return { initial: 0, maintenance: 0 }
  const { held, buy, sell } = sizes(market)
  const either = (bought: number, sold: number, q: OptionParams): number =>
    Math.max(bought * longOption(one, q, r), sold * shortOption(one, option, q, r))
  return {
    initial: either(buy, sell, p.imf) + openLoss(market.orders),
    maintenance: either(Math.max(0, held), Math.max(0, -held), p.mmf),
  }
}

/** Cross margin (section 4): a sum over markets, hedges do not net. USD. A market without parameters is a named failure. */
export function paradexStandard(book: Book, setting: ParadexSetting): StandardMargin {
  const { params } = setting
  const r = readings(params.common.assumptions)
  const markets = new Map<string, { position: View | undefined; orders: View[] }>()
  for (const leg of book.legs) markets.set(leg.name, { position: viewOf(leg, setting), orders: [] })
  for (const leg of book.pending) {
    const market = markets.get(leg.name) ?? { position: undefined, orders: [] }
    market.orders.push(viewOf(leg, setting))
    markets.set(leg.name, market)
  }
  const failures: Failure[] = []
  const accounts: Record<string, { initial: number; maintenance: number }> = {}
  let optionOrders = false
  for (const [name, market] of markets) {
    const one = market.position ?? market.orders[0]
    if (one === undefined) continue
    const record = params.underlyings[one.coin]
    const option = record?.option_cross_margin_params
    if (record === undefined || (one.option !== undefined && option === undefined)) {
      const message = `Paradex lists no options on ${one.coin}: ${name} is left out of the standard margin`
      failures.push({ instrument: name, reason: 'NO_PARAMETERS', message })
      continue
    }
    const need =
      one.option === undefined || option === undefined
        ? perpetual(market, one.mark, record.delta1_cross_margin_params)
        : options(market, one, option, r)
    optionOrders ||= one.option !== undefined && market.orders.length > 0
    const fees = feeProvision(market.position === undefined ? [] : [market.position], market.orders, params.common.fees)
    const sum = accounts[one.coin] ?? { initial: 0, maintenance: 0 }
    accounts[one.coin] = {
      initial: sum.initial + need.initial + fees.initial,
      maintenance: sum.maintenance + need.maintenance + fees.maintenance,
    }
  }
  const total = (pick: (q: Requirement) => number): number => Object.values(accounts).reduce((sum, q) => sum + pick(q), 0)
  return {
    initial: total((q) => q.initial),
    maintenance: total((q) => q.maintenance),
    accounts,
    failures,
    assumptions: optionOrders ? ['in cross margin option orders count as those of perpetuals do: the worse side filled (inferred)'] : [],
  }
}
