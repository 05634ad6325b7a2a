import type { Portfolio } from '../domain/portfolio.ts'
import { type Bundled, bundled, bundledMarkets } from './bundled.ts'
import { desk, inputsOf, marketInputs } from './desk.ts'
import { withEdits } from './edits.ts'
import type { Example } from './examples.ts'
import { leaveBook, openBook } from './library.ts'

/** An example brings its own market, the method that it is of and, where it needs them, rules; one step to undo. */
export async function openExample({ load, market, venue, rules }: Example): Promise<void> {
  const own = await rules?.()
  leaveBook()
  const { open, ...now } = desk().getState()
  open({
    ...inputsOf(now),
    portfolio: load(),
    bookId: undefined,
    ...marketInputs(market()),
    marketId: undefined,
    venue,
    rulesDate: undefined,
    ...(own === undefined ? {} : { edits: withEdits(now.edits, venue, own) }),
  })
}

/** A bundled book on the desk's market, or on the first bundled one where the desk's (an example's, say) lacks the book's coins. */
export function openBundled({ load }: Bundled<Portfolio>): void {
  const portfolio = load()
  const { open, ...now } = desk().getState()
  if (portfolio.positions.every((p) => now.market.underlyings[p.instrument.underlying] !== undefined)) {
    openBook(portfolio)
    return
  }
  leaveBook()
  const first = bundled(bundledMarkets)
  open({ ...inputsOf(now), portfolio, bookId: undefined, ...marketInputs(first.load()), marketId: first.id })
}
