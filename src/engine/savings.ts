import type { Requirement } from '../domain/margin.ts'
import type { Methodology } from '../domain/methodology.ts'
import { printInstrument } from '../domain/names/canonical.ts'
import type { Portfolio, Position } from '../domain/portfolio.ts'
import type { Core } from './core.ts'
import { computeMargin, type MarginRequest } from './margin.ts'

/** What the legs of a book are put together by. `none` asks for the whole book alone. */
export type SavingsBy = 'underlying' | 'expiry' | 'leg' | 'none'

/** More groups than this are no matrix to read, and their pairs no short wait. */
export const MOST_GROUPS = 12

/** Legs that stand or fall together. Money in USD, initial margin. */
export interface SavingsGroup {
  /** A coin, a coin with its expiry day (`BTC 2026-03-27`, `BTC perpetual`), or a canonical name. */
  readonly key: string
  /** Lines of the book. */
  readonly lines: number
  /** What the group needs by itself, beside the same balances, over what the balances need. */
  readonly alone: number
  /** Standard margin of the group by itself; absent where the venue has none. */
  readonly standard?: number
  /** What the book would need less without the group: whole − (whole without it). */
  readonly marginal: number
}

/** Two groups: `saving` = alone(i) + alone(j) − together(i ∪ j). Above 0 they offset one another; below 0 they need more together. */
export interface SavingsPair {
  readonly i: number
  readonly j: number
  readonly together: number
  readonly saving: number
}

export interface Savings {
  readonly venue: string
  readonly by: SavingsBy
  /** The book without its orders. USD. */
  readonly whole: Requirement
  readonly standard?: Requirement
  /** What the balances need with no leg beside them (borrowing); taken off every group and pair. */
  readonly balances: number
  /** In the order of the book. */
  readonly groups: readonly SavingsGroup[]
  /** i < j; fewer while the answer is in part. */
  readonly pairs: readonly SavingsPair[]
  /** How many groups there would be, where they are more than `MOST_GROUPS` and no pairs were made. */
  readonly tooMany?: number
  /** Lines that the venue or the market does not take: they count in no figure. */
  readonly leftOut: readonly string[]
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 10)

function keyOf({ instrument: i }: Position, by: SavingsBy): string {
  if (by === 'underlying') return i.underlying
  if (by === 'leg') return printInstrument(i)
  return `${i.underlying} ${'expiry' in i ? day(i.expiry) : 'perpetual'}`
}

/** The legs that are on, in groups. Spot holdings are balances and stay with every group. */
function grouped(portfolio: Portfolio, by: SavingsBy): ReadonlyMap<string, readonly Position[]> {
  const groups = new Map<string, Position[]>()
  for (const p of by === 'none' ? [] : portfolio.positions) {
    if (p.enabled === false || p.instrument.kind === 'spot') continue
    const key = keyOf(p, by)
    groups.set(key, [...(groups.get(key) ?? []), p])
  }
  return groups
}

/**
 * Who offsets whom at one venue: initial margin of the book, of each group of legs by itself, of the book without it, and of each pair of
 * groups, each margined in full by the venue's own rule beside the same balances; nothing is interpolated. Orders are left out. One margin a
 * block; `report` hears the answer so far after each group and each row of pairs. Throws where `computeMargin` does.
 */
export function* savingsBlocks(
  core: Core,
  venue: Methodology,
  request: MarginRequest,
  by: SavingsBy,
  report: (part: Savings) => void = () => undefined,
): Generator<void, Savings> {
  const book = { ...request.portfolio, orders: [] }
  const spot = book.positions.filter((p) => p.instrument.kind === 'spot' && p.enabled !== false)
  const margin = (positions: readonly Position[]) => computeMargin(core, venue, { ...request, portfolio: { ...book, positions } })
  const all = margin(book.positions)
  yield
  const groups = grouped(book, by)
  const names = [...groups.keys()]
  const tooMany = names.length > MOST_GROUPS
  const balances = margin(spot).initial
  yield
  const base = {
    venue: venue.id,
    by,
    whole: { initial: all.initial, maintenance: all.maintenance },
    ...(all.standard === undefined ? {} : { standard: all.standard }),
    balances,
    leftOut: [...new Set(all.failures.map((f) => f.instrument))],
  }
  if (tooMany) return { ...base, groups: [], pairs: [], tooMany: names.length }
  const done: SavingsGroup[] = []
  const legs = (...keys: readonly string[]): Position[] => keys.flatMap((key) => groups.get(key) ?? [])
  for (const key of names) {
    const own = margin([...legs(key), ...spot])
    const others = margin([...legs(...names.filter((n) => n !== key)), ...spot])
    done.push({
      key,
      lines: legs(key).length,
      alone: own.initial - balances,
      ...(own.standard === undefined ? {} : { standard: own.standard.initial }),
      marginal: all.initial - others.initial,
    })
    report({ ...base, groups: [...done], pairs: [] })
    yield
  }
  const pairs: SavingsPair[] = []
  for (const [i, first] of done.entries()) {
    for (const [j, second] of done.entries()) {
      if (j <= i) continue
      const together = margin([...legs(first.key, second.key), ...spot]).initial - balances
      pairs.push({ i, j, together, saving: first.alone + second.alone - together })
      yield
    }
    report({ ...base, groups: done, pairs: [...pairs] })
  }
  return { ...base, groups: done, pairs }
}
