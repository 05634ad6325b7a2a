import type { AccuracyStatus, MarginResult } from '../../domain/margin.ts'
import type { Market } from '../../domain/market.ts'
import type { Failure } from '../../domain/result.ts'
import { isBroken } from '../../engine/compare.ts'
import { type AccountView, accountsOf, deepest } from '../../store/accounts.ts'
import { day, longDay } from '../format.ts'
import { scenarioName } from '../why/words.ts'

/** One rule set of the comparison. Money in USD at full precision; undefined is what does not apply, or what a venue without an answer lacks. */
export interface VenueRow {
  readonly id: string
  readonly label: string
  /** Days of the rules in force: `23 Sep 2026`, or per coin where they differ. */
  readonly rules: string
  /** True where the record is the user's own. */
  readonly edited: boolean
  readonly result: MarginResult
  readonly accounts: readonly AccountView[]
  /** True where the rules broke on this book and there is no answer. */
  readonly broken: boolean
  readonly initial: number | undefined
  readonly maintenance: number | undefined
  readonly standard: number | undefined
  /** 1 − portfolio ÷ standard, initial; below zero where portfolio margin is dearer. */
  readonly saving: number | undefined
  /** Standard − portfolio, initial. */
  readonly freed: number | undefined
  /** Initial ÷ the equity that this venue counts for the same balances. */
  readonly usage: number | undefined
  readonly worst: { readonly label: string; readonly pnl: number } | undefined
  /** Instruments that are left out of the margin. */
  readonly leftOut: readonly string[]
  /** Instruments that are in the margin and that only the standard margin leaves out. */
  readonly notInStandard: readonly string[]
  /** Sentences that say which of the venue's own contracts stands in for which leg. */
  readonly mapped: readonly string[]
  readonly accuracy: Readonly<Record<AccuracyStatus, number>>
  readonly exactShare: number
}

/** The sentence of `domain/counterpart.ts` and of venues that have their own words for it. */
const MAPPED = / is margined as /

function rulesText(rules: Readonly<Record<string, string>>): string {
  const days = [...new Set(Object.values(rules))]
  const [only] = days
  if (only === undefined) return ''
  if (days.length === 1) return longDay(only)
  const of = (from: string): string => (Number.isNaN(Date.parse(from)) ? from : day(Date.parse(from)))
  return Object.entries(rules)
    .map(([coin, from]) => `${coin === '*' ? 'all' : coin} ${of(from)}`)
    .join(', ')
}

function rowOf(result: MarginResult, label: string, market: Market): VenueRow {
  const broken = isBroken(result)
  const accounts = broken ? [] : accountsOf(result, market)
  const account = deepest(accounts)
  const { initial, maintenance, equity, standard } = result
  const counted = !broken && standard !== undefined && standard.initial > 0 ? standard.initial : undefined
  const count = (status: AccuracyStatus): number => result.accuracy.filter((a) => a.status === status).length
  const names = (of: (f: Failure) => boolean): string[] => (broken ? [] : [...new Set(result.failures.filter(of).map((f) => f.instrument))])
  const leftOut = names((f) => f.only !== 'standard')
  const accuracy = { exact: count('exact'), approximate: count('approximate'), unknown: count('unknown') }
  return {
    id: result.venue,
    label,
    rules: rulesText(result.rules),
    edited: Object.values(result.rules).includes('edited'),
    result,
    accounts,
    broken,
    initial: broken ? undefined : initial,
    maintenance: broken ? undefined : maintenance,
    standard: broken ? undefined : standard?.initial,
    saving: counted === undefined ? undefined : 1 - initial / counted,
    freed: counted === undefined ? undefined : counted - initial,
    usage: broken || equity <= 0 ? undefined : initial / equity,
    worst: account?.worst && { label: scenarioName(account.worst.label, account, market, new Set()), pnl: account.worst.pnl },
    leftOut,
    notInStandard: names((f) => f.only === 'standard').filter((name) => !leftOut.includes(name)),
    mapped: result.assumptions.filter((a) => MAPPED.test(a)),
    accuracy,
    exactShare: accuracy.exact / Math.max(1, result.accuracy.length),
  }
}

/** The rows in the list's order; `labelOf` names a venue, its id where the list has not been loaded. */
export const venueRows = (results: readonly MarginResult[], market: Market, labelOf: (id: string) => string): readonly VenueRow[] =>
  results.map((r) => rowOf(r, labelOf(r.venue), market))

const likeFor = (a: VenueRow, b: VenueRow): boolean =>
  a.leftOut.length === b.leftOut.length && a.leftOut.every((leg) => b.leftOut.includes(leg))

/** The two side by side while nobody has picked: the venue on the desk, and the cheapest other one that takes the same legs. */
export function firstPair(rows: readonly VenueRow[], onDesk: string): readonly string[] {
  const own = rows.find((r) => r.id === onDesk && !r.broken) ?? rows.find((r) => !r.broken)
  if (own === undefined) return []
  const others = rows.filter((r) => r.id !== own.id && !r.broken && likeFor(r, own))
  const cheapest = others.reduce<VenueRow | undefined>(
    (low, r) => ((r.initial ?? 0) < (low?.initial ?? Number.POSITIVE_INFINITY) ? r : low),
    undefined,
  )
  return cheapest === undefined ? [own.id] : [own.id, cheapest.id]
}
