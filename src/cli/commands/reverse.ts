import { isoTime } from '../../domain/margin.ts'
import type { Market } from '../../domain/market.ts'
import { type Fault, fail, fault, ok, type Result } from '../../domain/result.ts'
import type { Core } from '../../engine/core.ts'
import { heldBook } from '../../engine/held.ts'
import { computeMargin } from '../../engine/margin.ts'
import { historyOf } from '../../risk/generate/model.ts'
import { legPnl, rowSums } from '../../risk/revalue/direct.ts'
import { planOf } from '../../risk/revalue/plan.ts'
import { jointMoves, type ReverseBudget, reverseStress } from '../../risk/stress/reverse.ts'
import { carried, type Shock, STILL_COIN, shockMarket, strikesOf } from '../../risk/stress/shock.ts'
import { venueById, venues } from '../../venues/index.ts'
import { portfolioOf } from '../documents.ts'
import { BadInput, bad } from '../faults.ts'
import { daysOf, returnsOf } from './risk.ts'

export interface ReverseFlags {
  readonly returns?: string
  readonly fitted?: string
  readonly horizon?: string
  readonly lookback?: string
}

type Aim = { readonly kind: 'loss'; readonly usd: number } | { readonly kind: 'mm'; readonly venue: string }

/** `loss:USD` or `mm:VENUE`. */
function aimOf(value: string): Aim {
  const [kind, what = ''] = value.split(':')
  if (kind === 'loss' && Number(what) > 0 && Number.isFinite(Number(what))) return { kind: 'loss', usd: Number(what) }
  if (kind === 'mm' && venueById(what) !== undefined) return { kind: 'mm', venue: what }
  throw bad('--reverse', value, `loss:USD such as loss:50000, or mm:VENUE with one of ${venues.map((v) => v.id).join(', ')}`)
}

/** A venue's margin costs a thousand times what a P&L does. */
const FEW: ReverseBudget = { rays: 24, refined: 1, restarts: 1 }

/** `stress --reverse`: the smallest move, by the joint model of a returns CSV, that loses so much or reaches maintenance margin. */
export async function reverse(core: Core, market: Market, value: string, flags: ReverseFlags): Promise<(text: string) => Result<unknown>> {
  const aim = aimOf(value)
  const faults: Fault[] = []
  const days = daysOf(faults, flags.horizon ?? '1d')
  const lookback = flags.lookback === 'all' ? Number.POSITIVE_INFINITY : Number(flags.lookback ?? '500')
  if (!(lookback >= 20)) faults.push(fault('--lookback', flags.lookback, 'a whole number of at least 20 rows, or all'))
  if (faults.length > 0) throw new BadInput(faults)
  const { returns, source } = await returnsOf(flags)
  return (text) => {
    const read = portfolioOf(text)
    if (!read.ok) return read
    const portfolio = carried(read.value, market)
    const book = heldBook(portfolio, market, core)
    if (book.legs.length === 0) return fail(fault('positions', book.legs.length, 'at least one leg that the market can price'))
    const coins = [...new Set(book.legs.map((l) => l.instrument.underlying))].sort()
    const options = [...new Set(book.legs.filter((l) => l.instrument.kind === 'option').map((l) => l.instrument.underlying))].sort()
    const vols = options.filter((c) => returns.names.includes(`${c}.vol`)).map((c) => `${c}.vol`)
    const history = historyOf(returns, [...coins, ...vols], () => 'the book has legs of it')
    if (!history.ok) return fail(...history.faults.map((f) => ({ ...f, path: `--returns: ${f.path}` })))
    const joint = jointMoves(history.value, lookback, days / returns.periodDays)
    const plan = planOf(core, book, market, { days: 0, dynamics: 'strike', factors: joint.factors, betas: {} })
    const strikes = strikesOf(portfolio)
    const losses = (moves: readonly Float64Array[]): Float64Array => {
      const flat = new Float64Array(moves.length * joint.factors.length)
      for (const [p, m] of moves.entries()) for (const [f, v] of m.entries()) flat[f * moves.length + p] = v
      return rowSums(legPnl(core, plan, flat, moves.length), plan.legs).map((v) => -v)
    }
    const venue = aim.kind === 'mm' ? venueById(aim.venue) : undefined
    // Maintenance less equity: at or above 0 where the call comes.
    const shortfalls = (moves: readonly Float64Array[]): Float64Array =>
      Float64Array.from(moves, (m) => {
        if (venue === undefined) return Number.NaN
        const after = shockMarket(core, market, shockOf(core, joint.factors, m), strikes)
        const { maintenance, equity } = computeMargin(core, venue, { portfolio, market: after })
        return maintenance - equity
      })
    const found = aim.kind === 'loss' ? reverseStress(core, joint, losses, aim.usd) : reverseStress(core, joint, shortfalls, 0, FEW)
    return ok({
      format: 'counterpoise/reverse-stress@1',
      asOf: isoTime(market.asOf),
      target: value,
      ...(found === undefined ? { distance: null, reason: 'no move within 40 standard deviations does it' } : found),
      joint: {
        source,
        rows: Math.min(lookback, returns.dates.length),
        factors: joint.factors,
        sigma: joint.sigma,
        correlation: joint.correlation,
      },
      assumptions: [
        'Distance is in standard deviations of the joint model (second moments of the CSV, scaled by the root of the horizon); the chance is first-order, N(−distance), under normal moves: real tails are heavier.',
        'Time stands still, each strike keeps its vol; a coin whose vol is in the CSV has it moved, other tenors than 30 days by (30/days)^0.30 below 30 days, ^0.13 above.',
      ],
      failures: book.failures,
    })
  }
}

/** Log moves of factors as a shock of the market. */
function shockOf(core: Core, factors: readonly string[], moves: Float64Array): Shock {
  const underlyings: Record<string, Shock['underlyings'][string]> = {}
  for (const [f, name] of factors.entries()) {
    const coin = name.replace(/\.vol$/, '')
    const held = underlyings[coin] ?? STILL_COIN
    const move = core.exp(moves[f] ?? 0) - 1
    underlyings[coin] = name.endsWith('.vol') ? { ...held, vol: { kind: 'tenor', value: moves[f] ?? 0 } } : { ...held, spot: move }
  }
  return { label: '', weight: 1, underlyings, stablecoins: {}, collateral: {}, days: 0, dynamics: 'strike' }
}
