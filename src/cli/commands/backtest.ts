import { readTime } from '../../domain/door/read.ts'
import { isoTime } from '../../domain/margin.ts'
import type { Market } from '../../domain/market.ts'
import type { Portfolio } from '../../domain/portfolio.ts'
import { type Fault, fail, fault, ok, type Result } from '../../domain/result.ts'
import type { Core } from '../../engine/core.ts'
import { heldBook } from '../../engine/held.ts'
import { computeMargin } from '../../engine/margin.ts'
import { forecastAt, REFIT, realised } from '../../risk/backtest/forecast.ts'
import { type Day, verdict } from '../../risk/backtest/score.ts'
import type { Filter, Filtered, History } from '../../risk/generate/history.ts'
import { historyOf } from '../../risk/generate/model.ts'
import { planOf } from '../../risk/revalue/plan.ts'
import { carried, STILL_COIN, shockMarket, strikesOf } from '../../risk/stress/shock.ts'
import { venueById, venues } from '../../venues/index.ts'
import { portfolioOf } from '../documents.ts'
import { BadInput, bad } from '../faults.ts'
import { daysOf, levelsOf, type RiskFlags, riskAsk, volMode } from './risk.ts'

export interface BacktestFlags extends RiskFlags {
  readonly venue?: string
  readonly from?: string
  readonly to?: string
  readonly rules?: string
  readonly window?: string
}

interface Ask {
  readonly venue: string | undefined
  readonly level: number
  readonly from: string
  readonly to: string
  readonly rules: 'today' | 'dated'
  readonly window: number
}

function askOf(flags: BacktestFlags): Ask {
  const faults: Fault[] = []
  if (flags.venue !== undefined && venueById(flags.venue) === undefined)
    faults.push(fault('--venue', flags.venue, `one of ${venues.map((v) => v.id).join(', ')}`))
  if (flags.venue !== undefined && flags.model !== undefined) faults.push(fault('--model', flags.model, 'either --venue or --model'))
  if (flags.model === 'copula')
    faults.push(fault('--model', flags.model, 'historical, filtered or normal: a copula is not fitted day by day'))
  const levels = levelsOf(faults, flags.level ?? '0.99')
  if (levels.length > 1) faults.push(fault('--level', flags.level, 'one level'))
  for (const flag of ['from', 'to'] as const) {
    const value = flags[flag]
    if (value !== undefined && (value.length !== 10 || readTime(value, true) === undefined))
      faults.push(fault(`--${flag}`, value, 'a date such as 2019-01-01'))
  }
  const rules = flags.rules ?? 'today'
  if (rules !== 'today' && rules !== 'dated') faults.push(fault('--rules', rules, 'today or dated'))
  const window = Number(flags.window ?? '500')
  if (!Number.isInteger(window) || window < 20) faults.push(fault('--window', flags.window, 'a whole number of at least 20 rows'))
  daysOf(faults, flags.horizon ?? '1d')
  if (faults.length > 0) throw new BadInput(faults)
  return {
    venue: flags.venue,
    level: levels[0] ?? 0.99,
    from: flags.from ?? '',
    to: flags.to ?? '9999',
    rules: rules === 'dated' ? 'dated' : 'today',
    window,
  }
}

/** Margin of a venue on the eve of each row: today's market at the vols of that day, by today's rules or those of the day. */
function venueMargins(
  core: Core,
  id: string,
  portfolio: Portfolio,
  market: Market,
  history: History,
  rules: Ask['rules'],
): (row: number) => number {
  const venue = venueById(id)
  if (venue === undefined) throw bad('--venue', id, 'a venue')
  const vols = history.factors.flatMap((name, f) =>
    name.endsWith('.vol') ? [{ coin: name.slice(0, -4), column: history.columns[f] ?? new Float64Array(0) }] : [],
  )
  // Log level of each vol on the eve of a row against now: less all changes from that row on.
  const levels = vols.map(({ coin, column }) => {
    const level = new Float64Array(column.length + 1)
    for (let t = column.length - 1; t >= 0; t--) level[t] = (level[t + 1] ?? 0) - (column[t] ?? 0)
    return { coin, level }
  })
  const strikes = strikesOf(portfolio)
  let steady: number | undefined
  return (row) => {
    if (levels.length === 0 && rules === 'today' && steady !== undefined) return steady
    const underlyings = Object.fromEntries(
      levels.map(({ coin, level }) => [coin, { ...STILL_COIN, vol: { kind: 'tenor', value: level[row] ?? 0 } as const }]),
    )
    const then = shockMarket(
      core,
      market,
      { label: '', weight: 1, underlyings, stablecoins: {}, collateral: {}, days: 0, dynamics: 'strike' },
      strikes,
    )
    const date = rules === 'dated' ? { rulesDate: (history.dates[row] ?? '').slice(0, 10) } : {}
    steady = computeMargin(core, venue, { portfolio, market: then, ...date }).maintenance
    return steady
  }
}

/** `backtest`: a venue's margin, or a model's VaR, against what the book would have lost. */
export async function backtest(core: Core, market: Market, flags: BacktestFlags): Promise<(text: string) => Result<unknown>> {
  const ask = askOf(flags)
  const { window, from, to, venue, rules, ...rest } = flags
  const base = await riskAsk({
    ...rest,
    level: String(ask.level),
    model: flags.model === 'normal' ? 'historical' : (flags.model ?? 'historical'),
  })
  const steps = Math.round(base.days / base.returns.periodDays)
  if (steps < 1 || Math.abs(steps - base.days / base.returns.periodDays) > 1e-6)
    throw bad('--horizon', base.horizon, `a whole number of the CSV's periods, which are ${base.returns.periodDays} days`)
  return (text) => {
    const read = portfolioOf(text)
    if (!read.ok) return read
    const portfolio = carried(read.value, market)
    const book = heldBook(portfolio, market, core)
    if (book.legs.length === 0) return fail(fault('positions', book.legs.length, 'at least one leg that the market can price'))
    const coins = [...new Set(book.legs.map((l) => l.instrument.underlying))].sort()
    const options = [...new Set(book.legs.filter((l) => l.instrument.kind === 'option').map((l) => l.instrument.underlying))].sort()
    const vol = volMode(base, options)
    const vols = vol === 'data' ? options.map((c) => `${c}.vol`) : []
    const found = historyOf(base.returns, [...coins, ...vols], () => 'the book has legs of it')
    if (!found.ok) return fail(...found.faults.map((f) => ({ ...f, path: `--returns: ${f.path}` })))
    const history = found.value
    const plan = planOf(core, book, market, { days: base.days, dynamics: base.dynamics, factors: history.factors, betas: {} })
    const past = realised(core, plan, history, steps)
    const rows = Array.from(past.keys()).filter(
      (t) => (history.dates[t] ?? '').slice(0, 10) >= ask.from && (history.dates[t] ?? '').slice(0, 10) <= ask.to,
    )
    const filter: Filter = base.filter ?? { kind: 'ewma', lambda: 0.94 }
    const known = new Map<number, readonly Filtered[]>()
    const margins = ask.venue === undefined ? undefined : venueMargins(core, ask.venue, portfolio, market, history, ask.rules)
    const model = flags.model === 'normal' ? 'normal' : base.model === 'filtered' ? 'filtered' : 'historical'
    const days = rows.flatMap((row): Day[] => {
      const seen = { date: history.dates[row] ?? '', loss: -(past[row] ?? 0) }
      if (margins !== undefined) return [{ ...seen, margin: margins(row) }]
      const said = forecastAt(
        core,
        plan,
        history,
        past,
        row,
        { model, filter, level: ask.level, window: ask.window, steps, seed: base.seed },
        known,
      )
      return said === undefined ? [] : [{ ...seen, margin: said.var, es: said.es, pnl: said.pnl }]
    })
    if (days.length === 0) return fail(fault('--from', `${rows.length} rows`, `rows with ${ask.window} before them`))
    return ok({
      format: 'counterpoise/backtest@1',
      asOf: isoTime(market.asOf),
      rule: ask.venue ?? (model === 'filtered' ? `filtered ${filter.kind === 'ewma' ? `ewma:${filter.lambda}` : 'garch'}` : model),
      level: ask.level,
      horizon: base.horizon,
      ...verdict(core, days, ask.level),
      series: days.map(({ date, margin, loss }) => ({ date, margin, loss, breach: loss > margin })),
      surface: vols.length > 0 ? 'recorded' : 'modelled',
      rulesUsed: ask.venue === undefined ? 'model' : ask.rules,
      assumptions: [
        'The book keeps its moneyness and tenors: each day it stands in the market of now, and loses what that day’s moves would have cost it.',
        ask.venue === undefined
          ? `Margin is ${model === 'normal' ? 'the VaR of a normal P&L' : 'VaR of type 1'} from the ${ask.window} rows before each day; nothing later is looked at.`
          : 'Margin is the venue’s maintenance requirement on the eve, at the vols of that day where the CSV has them, by the rules named.',
        vols.length > 0
          ? 'Vols move as the CSV’s 30-day vols do, other tenors by (30/days)^0.30 below 30 days, ^0.13 above.'
          : 'Vols are held.',
        ...(filter.kind === 'garch' && model === 'filtered' ? [`GARCH is fitted anew every ${REFIT} rows.`] : []),
        ...(steps > 1 ? ['Periods overlap: days are not independent, and the tests’ p-values are too small.'] : []),
      ],
      failures: book.failures,
    })
  }
}
