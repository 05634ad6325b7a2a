import { isoTime } from '../../domain/margin.ts'
import type { Market } from '../../domain/market.ts'
import { type Fault, fail, fault, ok, type Result } from '../../domain/result.ts'
import type { Core } from '../../engine/core.ts'
import { heldBook } from '../../engine/held.ts'
import type { Filter } from '../../risk/generate/history.ts'
import { type ModelName, modelOf } from '../../risk/generate/model.ts'
import { type Returns, readReturns } from '../../risk/generate/returns.ts'
import { riskReport } from '../../risk/report.ts'
import type { Dynamics } from '../../risk/revalue/plan.ts'
import { portfolioOf } from '../documents.ts'
import { BadInput, BadUsage, bad, must } from '../faults.ts'
import { wholeText } from '../io.ts'

/** Words of the command line that say where scenarios come from. */
export interface RiskFlags {
  readonly model?: string
  readonly returns?: string
  readonly fitted?: string
  readonly filter?: string
  readonly lookback?: string
  readonly vol?: string
  readonly dynamics?: string
  readonly level?: string
  readonly horizon?: string
  readonly paths?: string
  readonly seed?: string
}

export interface RiskAsk {
  readonly model: ModelName
  readonly returns: Returns
  readonly source: string
  readonly filter?: Filter
  readonly lookback: number
  readonly vol?: 'held' | 'beta' | 'data'
  readonly dynamics: Dynamics
  readonly levels: readonly number[]
  readonly horizon: string
  readonly days: number
  readonly paths: number
  readonly seed: number
}

const MOST_PATHS = 16_777_216

/** One of a few words, or a fault. */
function oneOf<T extends string>(faults: Fault[], flag: string, value: string, words: readonly T[]): T {
  const found = words.find((w) => w === value)
  if (found === undefined) faults.push(fault(flag, value, `one of ${words.join(', ')}`))
  return found ?? (words[0] as T)
}

function whole(faults: Fault[], flag: string, value: string, least: number, most: number): number {
  const n = Number(value)
  if (!Number.isInteger(n) || n < least || n > most) faults.push(fault(flag, value, `a whole number from ${least} to ${most}`))
  return n
}

/** Days of `1h` to `10d`. */
export function daysOf(faults: Fault[], value: string): number {
  const parts = /^(\d{1,3})(h|d)$/.exec(value)
  const days = parts === null ? Number.NaN : Number(parts[1]) / (parts[2] === 'h' ? 24 : 1)
  if (!(days >= 1 / 24 && days <= 10)) faults.push(fault('--horizon', value, 'hours or days from 1h to 10d, such as 12h or 2d'))
  return days
}

export function levelsOf(faults: Fault[], value: string): number[] {
  return value.split(',').map((word) => {
    const level = Number(word)
    if (!(level > 0 && level < 1) || word.trim() === '')
      faults.push(fault('--level', word, 'levels above 0 and below 1, such as 0.99,0.975'))
    return level
  })
}

function filterOf(faults: Fault[], value: string): Filter {
  if (value === 'garch') return { kind: 'garch' }
  const lambda = value.startsWith('ewma:') ? Number(value.slice(5)) : Number.NaN
  if (!(lambda > 0 && lambda < 1)) faults.push(fault('--filter', value, 'garch, or ewma with its weight such as ewma:0.94'))
  return { kind: 'ewma', lambda }
}

/** The returns that `--returns` names; `--fitted` is refused by name while no fit is part of the program. */
export async function returnsOf(flags: RiskFlags): Promise<{ returns: Returns; source: string }> {
  if (flags.fitted !== undefined)
    throw bad('--fitted', flags.fitted, 'a date of a fitted model; this program carries none yet: give --returns CSV')
  if (flags.returns === undefined) throw new BadUsage('--returns is missing: scenarios come from a CSV of log returns')
  return { returns: must(readReturns(await wholeText(flags.returns, '--returns')), '--returns'), source: flags.returns }
}

/** Reads every word; all faults at once. */
export async function riskAsk(flags: RiskFlags): Promise<RiskAsk> {
  const faults: Fault[] = []
  const model = oneOf(faults, '--model', flags.model ?? 'historical', ['historical', 'filtered', 'copula'] as const)
  const horizon = flags.horizon ?? '1d'
  const ask = {
    model,
    ...(flags.filter === undefined ? {} : { filter: filterOf(faults, flags.filter) }),
    lookback: flags.lookback === 'all' ? Number.POSITIVE_INFINITY : whole(faults, '--lookback', flags.lookback ?? '500', 2, 1_000_000),
    ...(flags.vol === undefined ? {} : { vol: oneOf(faults, '--vol', flags.vol, ['held', 'beta', 'data'] as const) }),
    dynamics: oneOf(faults, '--dynamics', flags.dynamics ?? 'strike', ['strike', 'moneyness', 'delta'] as const),
    levels: levelsOf(faults, flags.level ?? '0.99,0.975'),
    horizon,
    days: daysOf(faults, horizon),
    paths: whole(faults, '--paths', flags.paths ?? '131072', 1, MOST_PATHS),
    seed: whole(faults, '--seed', flags.seed ?? '1', 0, 4_294_967_295),
  }
  if (faults.length > 0) throw new BadInput(faults)
  return { ...ask, ...(await returnsOf(flags)) }
}

/** Vols move as the CSV says where it has those of every coin with options; else they are held, and the answer says so. */
export function volMode(ask: Pick<RiskAsk, 'vol' | 'returns'>, optionCoins: readonly string[]): 'held' | 'beta' | 'data' {
  if (ask.vol !== undefined) return ask.vol
  return optionCoins.every((c) => ask.returns.names.includes(`${c}.vol`)) ? 'data' : 'held'
}

const VOL_WORDS = {
  held: 'Implied vols stay as they are.',
  beta: 'Implied vols follow spot by the beta fitted to the CSV; other tenors than 30 days move by (30/days)^0.30 below 30 days, ^0.13 above.',
  data: 'The 30-day vol moves as in the CSV, whole days together; other tenors by (30/days)^0.30 below 30 days, ^0.13 above.',
} as const
const DYNAMICS_WORDS = {
  strike: 'Each strike keeps its vol.',
  moneyness: 'Smiles move with the forward.',
  delta: 'Each delta keeps its vol.',
} as const

/** `risk`: VaR, ES and what makes them, of one portfolio's text. */
export async function risk(core: Core, market: Market, flags: RiskFlags, legs: boolean): Promise<(text: string) => Result<unknown>> {
  const ask = await riskAsk(flags)
  return (text) => {
    const portfolio = portfolioOf(text)
    if (!portfolio.ok) return portfolio
    const book = heldBook(portfolio.value, market, core)
    if (book.legs.length === 0) {
      const none = [fault('positions', 0, 'at least one leg: an empty book has no risk to measure')]
      return fail(...(book.failures.length > 0 ? book.failures.map((f) => fault('positions', f.instrument, f.message)) : none))
    }
    const coinsOf = (options: boolean): string[] =>
      [...new Set(book.legs.filter((l) => !options || l.instrument.kind === 'option').map((l) => l.instrument.underlying))].sort()
    const optionCoins = coinsOf(true)
    const vol = volMode(ask, optionCoins)
    const model = modelOf(core, ask.returns, { ...ask, vol, coins: coinsOf(false), optionCoins })
    if (!model.ok) return fail(...model.faults.map((f) => ({ ...f, path: `--returns: ${f.path}` })))
    const report = riskReport(core, book, market, model.value, { ...ask, legs })
    if (report === undefined) return fail(fault('--level', ask.levels, 'at least one level'))
    const { assumptions, lookup, ...found } = report
    return ok({
      format: 'counterpoise/risk@1',
      asOf: isoTime(market.asOf),
      model: ask.model,
      horizon: ask.horizon,
      seed: ask.seed,
      ...found,
      fit: { source: ask.source, ...model.value.fit },
      lookup,
      assumptions: [
        ...model.value.assumptions,
        ...(optionCoins.length > 0 ? [VOL_WORDS[vol], DYNAMICS_WORDS[ask.dynamics]] : []),
        'Time passes to the horizon; perpetuals pay or earn the funding rate of now; what expires before it settles at a price that has made the root of its share of the move.',
        'P&L is of positions, valued undiscounted; balances are money and do not move. VaR is an observed loss, ES the fractional mean of the tail.',
        ...assumptions,
      ],
      failures: book.failures,
    })
  }
}
