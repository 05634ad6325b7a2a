import type { Requirement } from '../domain/margin.ts'
import type { Market } from '../domain/market.ts'
import type { Methodology } from '../domain/methodology.ts'
import { printInstrument } from '../domain/names/canonical.ts'
import type { CollateralAmount, Portfolio, Position } from '../domain/portfolio.ts'
import { isCash } from '../venues/shared/prices.ts'
import type { Core } from './core.ts'
import { computeMargin, type MarginRequest } from './margin.ts'

/** What the legs of a book are put together by. `none` asks for the whole book alone. */
export type SavingsBy = 'underlying' | 'expiry' | 'leg' | 'none'

/** More groups than this are no matrix to read, and their pairs no short wait. */
export const MOST_GROUPS = 16

/** Legs or balances of coins that stand or fall together. Money in USD, initial margin. */
export interface SavingsGroup {
  /** A coin, a coin with its expiry day (`BTC 2026-03-27`, `BTC perpetual`), a canonical name, or `BTC balance`. */
  readonly key: string
  /** Lines of the book, balances among them. */
  readonly lines: number
  /** What the group needs by itself, beside the same cash, over what the cash needs. */
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
  /** What the cash needs with nothing beside it (borrowing); taken off every group and pair. */
  readonly cash: number
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

/** What of a book goes together. */
interface Part {
  readonly positions: readonly Position[]
  readonly collateral: readonly CollateralAmount[]
}

const joined = (parts: readonly Part[]): Part => ({
  positions: parts.flatMap((p) => p.positions),
  collateral: parts.flatMap((p) => p.collateral),
})

function keyOf({ instrument: i }: Position, by: SavingsBy): string {
  if (by === 'underlying') return i.underlying
  if (i.kind === 'spot') return `${i.underlying} balance`
  if (by === 'leg') return printInstrument(i)
  return `${i.underlying} ${'expiry' in i ? day(i.expiry) : 'perpetual'}`
}

/** The legs that are on, in groups, then the balances of coins and assets, which hedge as legs do. Cash stands beside every group. */
function grouped(portfolio: Portfolio, market: Market, by: SavingsBy): ReadonlyMap<string, Part> {
  const groups = new Map<string, Part>()
  const add = (key: string, part: Partial<Part>): void => {
    const { positions = [], collateral = [] } = part
    groups.set(key, joined([groups.get(key) ?? { positions: [], collateral: [] }, { positions, collateral }]))
  }
  for (const p of portfolio.positions) if (p.enabled !== false) add(keyOf(p, by), { positions: [p] })
  for (const c of portfolio.collateral) {
    if (isCash(c.asset, market)) continue
    const own = by === 'underlying' && market.underlyings[c.asset] !== undefined
    add(own ? c.asset : `${c.asset} balance`, { collateral: [c] })
  }
  return groups
}

/**
 * Who offsets whom at one venue: initial margin of the book, of each group by itself, of the book without it, and of each pair of groups,
 * each margined in full by the venue's own rule beside the same cash; nothing is interpolated. Orders are left out. A few margins a block;
 * `report` hears the answer so far after each group and each row of pairs. Throws where `computeMargin` does.
 */
export function* savingsBlocks(
  core: Core,
  venue: Methodology,
  request: MarginRequest,
  by: SavingsBy,
  report: (part: Savings) => void = () => undefined,
): Generator<void, Savings> {
  const { portfolio, market } = request
  const cashOnly = portfolio.collateral.filter((c) => isCash(c.asset, market))
  const margin = (...parts: readonly Part[]) => {
    const { positions, collateral } = joined(parts)
    return computeMargin(core, venue, {
      ...request,
      portfolio: { ...portfolio, positions, collateral: [...cashOnly, ...collateral], orders: [] },
    })
  }
  const parts = grouped(portfolio, market, by)
  const names = [...parts.keys()]
  const of = (keys: readonly string[]): Part[] => keys.flatMap((key) => parts.get(key) ?? [])
  const all = margin(...of(names))
  yield
  const cash = margin().initial
  yield
  const base = {
    venue: venue.id,
    by,
    whole: { initial: all.initial, maintenance: all.maintenance },
    ...(all.standard === undefined ? {} : { standard: all.standard }),
    cash,
    leftOut: [...new Set(all.failures.map((f) => f.instrument))],
  }
  if (by === 'none') return { ...base, groups: [], pairs: [] }
  if (names.length > MOST_GROUPS) return { ...base, groups: [], pairs: [], tooMany: names.length }
  const groups: SavingsGroup[] = []
  for (const key of names) {
    const own = margin(...of([key]))
    const others = margin(...of(names.filter((n) => n !== key)))
    const [part] = of([key])
    groups.push({
      key,
      lines: (part?.positions.length ?? 0) + (part?.collateral.length ?? 0),
      alone: own.initial - cash,
      ...(own.standard === undefined ? {} : { standard: own.standard.initial }),
      marginal: all.initial - others.initial,
    })
    report({ ...base, groups: [...groups], pairs: [] })
    yield
  }
  const pairs: SavingsPair[] = []
  for (const [i, first] of groups.entries()) {
    for (const [j, second] of groups.entries()) {
      if (j <= i) continue
      const together = margin(...of([first.key, second.key])).initial - cash
      pairs.push({ i, j, together, saving: first.alone + second.alone - together })
      yield
    }
    report({ ...base, groups, pairs: [...pairs] })
  }
  return { ...base, groups, pairs }
}
