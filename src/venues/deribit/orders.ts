import type { Account } from '../../domain/methodology.ts'
import { amountFor } from './accounts.ts'
import type { Frame } from './frame.ts'
import type { Readings } from './params/readings.ts'
import type { Pair } from './rows.ts'
import type { LegDelta } from './shocks.ts'
import type { DeribitSetting } from './views.ts'

/** Of |cash delta| an order adds, so much × price_range is charged under the estimate (5.11, inferred from one account). */
const ORDER_RATE = 0.2

export interface OrderCharge {
  readonly amount: number
  readonly formula: string
}

/**
 * Section 5.11; the venue's formula is not published. Default: the amount entered. Estimate: 0.2 × price_range × the cash delta by which
 * each order would enlarge the coin's net delta. In the frame's unit.
 */
export function openOrders(
  account: Account,
  pending: readonly LegDelta[],
  held: readonly LegDelta[],
  pairs: readonly Pair[],
  frame: Frame,
  setting: DeribitSetting,
  r: Readings,
): OrderCharge {
  if (r['deribit.pm.openOrders'] === 'user') {
    const amount = amountFor(setting.params.common.openOrdersMargin, account, frame.kind) * frame.usdPerUnit
    return { amount, formula: 'amount entered' }
  }
  let amount = 0
  for (const { coin, pm } of pairs) {
    const net = held.filter((d) => d.view.coin === coin).reduce((sum, d) => sum + d.black, 0)
    for (const order of pending) {
      if (order.view.coin !== coin) continue
      const added = Math.max(Math.abs(net + order.black) - Math.abs(net), 0)
      amount += ORDER_RATE * pm.price_range * added * order.unit
    }
  }
  return { amount, formula: `${ORDER_RATE} × price_range × risk-increasing cash delta` }
}
