import { printInstrument } from '../../domain/names/canonical.ts'
import type { Order, Portfolio, Position } from '../../domain/portfolio.ts'

/** Where a trade of the chain goes: beside the book as a what-if order, or into the book itself. */
export type Target = 'whatif' | 'book'

const same = (a: Position, b: Position): boolean =>
  a.quantity !== undefined &&
  b.quantity !== undefined &&
  a.quantity > 0 === b.quantity > 0 &&
  a.price === b.price &&
  a.enabled !== false &&
  printInstrument(a.instrument) === printInstrument(b.instrument)

/** The list with one more trade: it adds to the last line of the same contract, side and price, else it is a line of its own. */
function withTrade<P extends Position>(list: readonly P[], trade: P, mergeable: (line: P) => boolean): readonly P[] {
  const at = list.findLastIndex((line) => mergeable(line) && same(line, trade))
  // Binary tenths leave dust where they are added: 0.1 + 0.2.
  const sum = (line: P): number => Number(((line.quantity ?? 0) + (trade.quantity ?? 0)).toFixed(10))
  return at < 0 ? [...list, trade] : list.map((line, i) => (i === at ? { ...line, quantity: sum(line) } : line))
}

/** The book with these trades, in their order; one change of the book, one step to undo. */
export const place =
  (trades: readonly Position[], target: Target) =>
  (p: Portfolio): Portfolio => {
    if (target === 'book') return { ...p, positions: trades.reduce((all, t) => withTrade(all, t, () => true), p.positions) }
    const orders = trades.map((t): Order => ({ ...t, status: 'whatif' }))
    return { ...p, orders: orders.reduce((all, o) => withTrade(all, o, (line) => line.status === 'whatif'), p.orders) }
  }
