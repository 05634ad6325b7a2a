import type { Instrument } from '../domain/instrument.ts'
import type { Market } from '../domain/market.ts'
import { printInstrument } from '../domain/names/canonical.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Core } from '../engine/core.ts'
import { type HeldBook, heldBook } from '../engine/held.ts'
import { modelOf } from '../risk/generate/model.ts'
import type { Tail } from '../risk/hedge/tail.ts'
import { legPnl, rowSums } from '../risk/revalue/direct.ts'
import { planOf } from '../risk/revalue/plan.ts'
import { type RiskAsk, volMode } from './commands/risk.ts'

/** Draws that a hedge is judged on, at most. */
const MOST = 20_000

/**
 * P&L of a book and of one coin of each contract named over the same scenarios, as `risk` draws and values them. Faults where the returns lack
 * a column that the book or the candidates need.
 */
export function tailOf(core: Core, market: Market, portfolio: Portfolio, ask: RiskAsk, instruments: readonly Instrument[]): Result<Tail> {
  const held = heldBook(portfolio, market, core)
  const one = (instrument: Instrument) => ({ instrument, quantity: 1 })
  const offered = heldBook({ ...portfolio, collateral: [], orders: [], positions: instruments.map(one) }, market, core)
  const coins = (options: boolean): string[] =>
    [
      ...new Set(
        [...held.legs, ...offered.legs].filter((l) => !options || l.instrument.kind === 'option').map((l) => l.instrument.underlying),
      ),
    ].sort()
  const vol = volMode(ask, coins(true))
  const model = modelOf(core, ask.returns, { ...ask, vol, coins: coins(false), optionCoins: coins(true) })
  if (!model.ok) return fail(...model.faults.map((f) => ({ ...f, path: `--returns: ${f.path}` })))
  const { draws, betas, fit } = model.value
  const count = Math.min(draws.count, MOST)
  const moves = draws.moves(Float64Array.from({ length: count }, (_, p) => p))
  const pnlOf = (book: HeldBook): Float64Array =>
    legPnl(core, planOf(core, book, market, { days: ask.days, dynamics: ask.dynamics, factors: draws.factors, betas }), moves, count)
  const perUnit = pnlOf(offered)
  const legs = offered.legs.length
  const unit = instruments.map((instrument) => {
    const i = offered.legs.findIndex((l) => l.name === printInstrument(instrument))
    return Float64Array.from({ length: count }, (_, p) => (i < 0 ? Number.NaN : (perUnit[p * legs + i] ?? Number.NaN)))
  })
  return ok({
    level: ask.levels[0] ?? 0.975,
    source: `${ask.model} scenarios of ${fit.rows} rows, ${fit.from} to ${fit.to}, over ${ask.horizon}`,
    base: rowSums(pnlOf(held), held.legs.length),
    unit,
  })
}
