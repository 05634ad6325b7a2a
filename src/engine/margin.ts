import { buildBook, type NettingMemo } from '../domain/book.ts'
import { bookMargins } from '../domain/book-margins.ts'
import { type DatedParams, paramsOn } from '../domain/dated.ts'
import { type AccountResult, type Charge, isoTime, type MarginResult, type ScenarioResult, type WorstScenario } from '../domain/margin.ts'
import { markUsd } from '../domain/mark.ts'
import type { Market } from '../domain/market.ts'
import type { Book, Leg, Methodology, Setting, StandardMargin, VenueParams } from '../domain/methodology.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import type { Failure } from '../domain/result.ts'
import { assetUsd } from '../venues/shared/prices.ts'
import type { Core } from './core.ts'

export { paramsOn } from '../domain/dated.ts'

export interface MarginRequest {
  readonly portfolio: Portfolio
  readonly market: Market
  /** ISO date; per underlying the parameters in force on it. Left out = the newest. */
  readonly rulesDate?: string
  /** A whole edited record in place of the dated ones. */
  readonly params?: VenueParams
  /** Keep per-leg P&L in every scenario. */
  readonly legs?: boolean
  /** Orders counted as filled (the "after" of a preview). */
  readonly fill?: readonly ('whatif' | 'pending')[]
}

/** The row in another currency without its legs, which are not even made where the venue makes them on reading. */
const withoutLegs = ({ label, spot, vol, weight, raw, pnl }: ScenarioResult, rate: number): ScenarioResult => ({
  label,
  spot,
  vol,
  weight,
  raw: raw * rate,
  pnl: pnl * rate,
})

/** The same with its legs, a property of its own for whoever copies or prints the row; still made when they are read. */
function withLegs(row: ScenarioResult, rate: number): ScenarioResult {
  if (!('legs' in row)) return withoutLegs(row, rate)
  let made: ScenarioResult['legs']
  return Object.defineProperty(withoutLegs(row, rate), 'legs', {
    enumerable: true,
    get: () => {
      made ??= rate === 1 ? row.legs : row.legs?.map((l) => ({ ...l, pnl: l.pnl * rate }))
      return made
    },
  })
}

/**
 * Per underlying of the book (all of them for an empty one) the day from which its parameters are in force, or `edited` where they are not
 * those of any day; `*` = `edited` where what is common to all is not.
 */
function rulesIn(dated: DatedParams, params: VenueParams, coins: ReadonlySet<string>): Record<string, string> {
  const same = (ours: unknown, theirs: unknown): boolean => ours === theirs || JSON.stringify(ours) === JSON.stringify(theirs)
  const known = [...new Set([...Object.keys(dated.rules), ...Object.keys(params.underlyings)])]
  const rules: Record<string, string> = {}
  for (const coin of known) {
    if (coins.size > 0 && !coins.has(coin) && coin !== '*') continue
    const isDated = same(params.underlyings[coin], dated.params.underlyings[coin])
    rules[coin] = (isDated ? dated.rules[coin] : undefined) ?? 'edited'
  }
  if (!same(params.common, dated.params.common)) rules['*'] = 'edited'
  return rules
}

/**
 * Margin of one book at one venue. Pure but for the core's scratch memory. Legs that the venue does not take, the market cannot price or the
 * core cannot value become `failures` and the rest of the book goes on. Throws only where the answer is not a number and no leg is to blame:
 * that is a fault of ours. `memo` is shared by the venues of one comparison.
 */
export function computeMargin(core: Core, venue: Methodology, request: MarginRequest, memo: NettingMemo = []): MarginResult {
  const dated = paramsOn(venue, request.rulesDate)
  const params = request.params ?? dated.params
  const setting: Setting<unknown, unknown> = { params, market: request.market, numerics: core }
  const built = buildBook(request.portfolio, request.market, core, (i) => venue.adopt(i), { fill: request.fill ?? [], memo })
  const failures: Failure[] = [...built.failures]
  let book = withParameters(built.book, params, request.rulesDate, failures)
  let answer = answerFor(core, venue, setting, book)
  if (!answer.accounts.every(isNumber)) {
    const odd = unvalued(book, setting, answer.accounts)
    if (odd.size > 0) {
      for (const instrument of odd) {
        const message = `${instrument} has no finite value under the market and the scenarios given`
        failures.push({ instrument, reason: 'OUT_OF_DOMAIN', message })
      }
      const keep = (legs: readonly Leg[]): Leg[] => legs.filter((leg) => !odd.has(leg.name))
      book = { ...book, legs: keep(book.legs), pending: keep(book.pending) }
      answer = answerFor(core, venue, setting, book)
    }
    if (!answer.accounts.every(isNumber)) throw new Error(`the margin of this book at ${venue.id} is not a finite number`)
  }
  failures.push(...answer.failures)
  const { standard } = answer
  const accounts = answer.accounts.map((result): AccountResult => {
    const own = standard?.accounts?.[result.name]
    const kept = result.scenarios.map((s) => (request.legs === true ? withLegs(s, 1) : withoutLegs(s, 1)))
    return Object.assign({ ...result }, { scenarios: kept }, own === undefined ? undefined : { standard: own })
  })
  const coins = new Set(book.legs.map((l) => l.instrument.underlying))
  const rules = rulesIn(dated, params, coins)
  const usd = (pick: (a: AccountResult) => number): number =>
    accounts.reduce((sum, a) => sum + pick(a) * toUsd(a.currency, request.market), 0)
  const only = accounts.length === 1 ? accounts[0] : undefined
  const equity = usd((a) => a.equity)
  const initial = usd((a) => a.initial)
  const rate = only === undefined ? 1 : toUsd(only.currency, request.market)
  return {
    format: 'counterpoise/margin@1',
    venue: venue.id,
    rules,
    asOf: isoTime(request.market.asOf),
    currency: 'USD',
    equity,
    initial,
    maintenance: usd((a) => a.maintenance),
    available: equity - initial,
    charges: sumCharges(accounts, request.market),
    scenarios: only === undefined ? [] : rate === 1 ? only.scenarios : only.scenarios.map((s) => withLegs(s, rate)),
    accounts,
    accuracy: venue.accuracy,
    assumptions: unique([...venue.assumptions(params), ...built.assumptions, ...answer.assumptions]),
    failures: uniqueFailures(failures),
    ...(only === undefined ? {} : inUsd(only, rate)),
    ...(standard === undefined ? {} : { standard: { initial: standard.initial, maintenance: standard.maintenance } }),
  }
}

interface Answer {
  readonly accounts: readonly AccountResult[]
  readonly standard: StandardMargin | undefined
  readonly assumptions: readonly string[]
  readonly failures: readonly Failure[]
}

/** The venue's answer to a built book, with its non-portfolio margin. */
function answerFor(core: Core, venue: Methodology, setting: Setting<unknown, unknown>, book: Book): Answer {
  const margins = bookMargins(venue, book, setting, core.revalue, (currency) => toUsd(currency, setting.market))
  const standard = venue.standard?.(book, setting, core.revalue)
  return {
    accounts: margins.results,
    standard,
    assumptions: [...margins.assumptions, ...(standard?.assumptions ?? [])],
    failures: [...margins.failures, ...(standard?.failures ?? []).map((f) => ({ ...f, only: 'standard' as const }))],
  }
}

const isNumber = (a: AccountResult): boolean =>
  Number.isFinite(a.initial) &&
  Number.isFinite(a.maintenance) &&
  Number.isFinite(a.equity) &&
  a.scenarios.every((s) => Number.isFinite(s.raw) && Number.isFinite(s.pnl))

/** Names of the legs that make an answer no number: no finite mark, or no finite P&L in some scenario. */
function unvalued(book: Book, setting: Setting<unknown, unknown>, accounts: readonly AccountResult[]): Set<string> {
  const names = new Set<string>()
  for (const leg of [...book.legs, ...book.pending]) {
    if (!Number.isFinite(markUsd(setting.market, leg.instrument, setting.numerics))) names.add(leg.name)
  }
  const held = new Set(book.legs.map((leg) => leg.name))
  for (const pnl of accounts.flatMap((a) => a.scenarios.flatMap((s) => s.legs ?? []))) {
    if (!Number.isFinite(pnl.pnl) && held.has(pnl.instrument)) names.add(pnl.instrument)
  }
  return names
}

/** Legs of an underlying for which no parameter set is in force are named failures. */
function withParameters(book: Book, params: VenueParams, date: string | undefined, failures: Failure[]): Book {
  if (Object.hasOwn(params.underlyings, '*')) return book
  const known = (coin: string): boolean => Object.hasOwn(params.underlyings, coin)
  const when = date === undefined ? '' : ` on ${date}`
  for (const leg of book.legs) {
    const coin = leg.instrument.underlying
    if (known(coin)) continue
    const others = Object.keys(params.underlyings).join(', ')
    failures.push({
      instrument: leg.name,
      reason: 'NO_PARAMETERS',
      message: `no parameters for ${coin} are in force${when}${others === '' ? ', nor for any other coin' : `; there are some for ${others}`}`,
    })
  }
  const keep = <T extends { instrument: { underlying: string } }>(legs: readonly T[]): T[] =>
    legs.filter((l) => known(l.instrument.underlying))
  return { ...book, legs: keep(book.legs), pending: keep(book.pending) }
}

/** USD per unit of an account's currency; 1 where the market does not say. */
export const toUsd = (currency: string, market: Market): number => assetUsd(currency, market) ?? 1

function sumCharges(accounts: readonly AccountResult[], market: Market): Charge[] {
  const byName = new Map<string, Charge>()
  for (const account of accounts) {
    const rate = toUsd(account.currency, market)
    for (const c of account.charges) {
      const sum = byName.get(c.name)
      byName.set(c.name, {
        name: c.name,
        initial: (sum?.initial ?? 0) + c.initial * rate,
        maintenance: (sum?.maintenance ?? 0) + c.maintenance * rate,
        ...(accounts.length === 1 && c.formula !== undefined ? { formula: c.formula } : {}),
      })
    }
  }
  return [...byName.values()]
}

const worstIn = (w: WorstScenario, rate: number): WorstScenario => ({ ...w, pnl: w.pnl * rate })
const inUsd = (a: AccountResult, rate: number) => ({
  ...(a.worst === undefined ? {} : { worst: worstIn(a.worst, rate) }),
  ...(a.runnerUp === undefined ? {} : { runnerUp: worstIn(a.runnerUp, rate) }),
})

const unique = (sentences: readonly string[]): string[] => [...new Set(sentences)]
function uniqueFailures(failures: readonly Failure[]): Failure[] {
  const seen = new Set<string>()
  return failures.filter((f) => {
    const key = `${f.instrument}\n${f.reason}\n${f.message}`
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}
