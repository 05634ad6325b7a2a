import type { CollateralAmount, Order, Portfolio, Position } from '../domain/portfolio.ts'

const replaceAt = <T>(list: readonly T[], index: number, change: (item: T) => T): readonly T[] =>
  list.map((item, i) => (i === index ? change(item) : item))

/** The position with this signed amount of coins; a USD notional gives way to it. */
function withQuantity({ notionalUsd: _notional, ...rest }: Position, quantity: number): Position {
  return { ...rest, quantity }
}

/** Pure edits of a book, for the desk's `edit`. */
export const changes = {
  quantity:
    (index: number, coins: number) =>
    (p: Portfolio): Portfolio => ({ ...p, positions: replaceAt(p.positions, index, (x) => withQuantity(x, coins)) }),
  toggle:
    (index: number) =>
    (p: Portfolio): Portfolio => ({
      ...p,
      positions: replaceAt(p.positions, index, (x) => ({ ...x, enabled: x.enabled === false })),
    }),
  toggleAll:
    (indices: readonly number[], enabled: boolean) =>
    (p: Portfolio): Portfolio => {
      const wanted = new Set(indices)
      return { ...p, positions: p.positions.map((x, i) => (wanted.has(i) ? { ...x, enabled } : x)) }
    },
  remove:
    (index: number) =>
    (p: Portfolio): Portfolio => ({ ...p, positions: p.positions.filter((_, i) => i !== index) }),
  add:
    (positions: readonly Position[]) =>
    (p: Portfolio): Portfolio => ({ ...p, positions: [...p.positions, ...positions] }),
  rename:
    (name: string) =>
    (p: Portfolio): Portfolio => ({ ...p, name }),
  collateral:
    (index: number, amount: number) =>
    (p: Portfolio): Portfolio => ({ ...p, collateral: replaceAt(p.collateral, index, (c) => ({ ...c, amount })) }),
  addCollateral:
    (added: CollateralAmount) =>
    (p: Portfolio): Portfolio => ({ ...p, collateral: [...p.collateral, added] }),
  removeCollateral:
    (index: number) =>
    (p: Portfolio): Portfolio => ({ ...p, collateral: p.collateral.filter((_, i) => i !== index) }),
  /** What-if and resting orders; their order in the list is the order in which they are thought to fill. */
  addOrders:
    (orders: readonly Order[]) =>
    (p: Portfolio): Portfolio => ({ ...p, orders: [...p.orders, ...orders] }),
  order:
    (index: number, change: (order: Order) => Order) =>
    (p: Portfolio): Portfolio => ({ ...p, orders: replaceAt(p.orders, index, change) }),
  removeOrder:
    (index: number) =>
    (p: Portfolio): Portfolio => ({ ...p, orders: p.orders.filter((_, i) => i !== index) }),
  /** Takes one order out of its place and puts it in before the one that stands at `to` after that. */
  moveOrder:
    (from: number, to: number) =>
    (p: Portfolio): Portfolio => {
      const moved = p.orders[from]
      if (moved === undefined || from === to) return p
      const rest = p.orders.filter((_, i) => i !== from)
      return { ...p, orders: [...rest.slice(0, to), moved, ...rest.slice(to)] }
    },
  clearWhatIf: (p: Portfolio): Portfolio => ({ ...p, orders: p.orders.filter((o) => o.status !== 'whatif') }),
  /** Every what-if order that is switched on becomes a position; those switched off stay orders. */
  takeWhatIf: (p: Portfolio): Portfolio => {
    const filled = p.orders.filter((o) => o.status === 'whatif' && o.enabled !== false)
    const held = filled.map(({ status: _status, ...position }): Position => position)
    return { ...p, positions: [...p.positions, ...held], orders: p.orders.filter((o) => !filled.includes(o)) }
  },
}
