import { PRICES } from '../own-price.ts'
import { type Bounds, join, type Reader } from '../read.ts'
import { restoreSettings } from '../switches.ts'
import { STRATEGY_SWITCHES } from './readings.ts'
import type { StrategyClass, StrategyCommon } from './types.ts'

const SHARE: Bounds = { from: 0, to: 1 }
const STOCK = { long_initial: SHARE, long_maintenance: SHARE, short_initial: { from: 0, to: 10 }, short_maintenance: { from: 0, to: 10 } }
const LONG = { share: SHARE, long_dated_share: SHARE, long_dated_months: { from: 0, to: 120 } }
const HEDGED = { strike_share: SHARE, collar_call_share: SHARE, conversion_share: SHARE }

/** The class of one underlying; every fault by path goes to `r`. */
export function readClass(r: Reader, value: unknown, path: string): StrategyClass {
  const o = r.object(value, path) ?? {}
  r.only(o, path, ['a', 'b', 'leverage_factor', 'cash_settled', 'prices', 'stands_for'])
  const other = o['stands_for']
  const at = join(path, 'stands_for')
  const target = other === undefined ? undefined : (r.object(other, at) ?? {})
  if (target !== undefined) r.only(target, at, ['underlying', 'units'])
  const underlying = target?.['underlying']
  if (target !== undefined && typeof underlying !== 'string') r.fail(join(at, 'underlying'), underlying, 'the name of an underlying')
  return {
    a: r.number(o['a'], join(path, 'a'), SHARE),
    b: r.number(o['b'], join(path, 'b'), SHARE),
    leverage_factor: r.number(o['leverage_factor'], join(path, 'leverage_factor'), { above: 0, to: 10 }),
    cash_settled: r.boolean(o['cash_settled'], join(path, 'cash_settled')),
    prices: r.oneOf(o['prices'], join(path, 'prices'), PRICES) ?? 'smile',
    ...(target === undefined
      ? {}
      : { stands_for: { underlying: String(underlying), units: r.number(target['units'], join(at, 'units'), { above: 0, to: 1e6 }) } }),
  }
}

/** What every class shares; a record whose initial stock margin is below maintenance is refused. */
export function readStrategyCommon(r: Reader, value: unknown, path: string): StrategyCommon {
  const o = r.object(value, path) ?? {}
  r.only(o, path, ['stock', 'long_option', 'hedged_stock', 'box_close_factor', 'assumptions'])
  const stock = r.group(o['stock'], join(path, 'stock'), STOCK)
  for (const side of ['long', 'short'] as const) {
    const [initial, least] = [stock[`${side}_initial`], stock[`${side}_maintenance`]]
    if (initial < least) r.fail(join(path, `stock.${side}_initial`), initial, `at least ${side}_maintenance, ${least}`)
  }
  return {
    stock,
    long_option: r.group(o['long_option'], join(path, 'long_option'), LONG),
    hedged_stock: r.group(o['hedged_stock'], join(path, 'hedged_stock'), HEDGED),
    box_close_factor: r.number(o['box_close_factor'], join(path, 'box_close_factor'), { from: 1, to: 10 }),
    assumptions: restoreSettings(r, o['assumptions'], join(path, 'assumptions'), STRATEGY_SWITCHES),
  }
}
