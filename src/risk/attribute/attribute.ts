import type { AccountResult, Requirement, WorstScenario } from '../../domain/margin.ts'
import type { Book } from '../../domain/methodology.ts'
import { atOnce } from '../at-once.ts'
import { marginBook, type Subject, totals, usdPer } from '../subject.ts'
import { withSubsets } from '../subset-values.ts'
import { allocate, byCharge, eulerOf, STEP, type Unallocated } from './euler.ts'
import { minus, NOTHING, type Part, partsOf, plus } from './parts.ts'

export interface AttributionRow {
  /** The venue's own contract, or a coin held as a position. */
  readonly instrument: string
  readonly quantity: number
  /** Requirement now − requirement without it; negative = it lowers the requirement. USD. */
  readonly incremental: Requirement
  /** The requirement that is left when it is removed. USD. */
  readonly without: Requirement
  /** ∂requirement/∂quantity: USD per unit more. */
  readonly marginal: Requirement
  /** Euler component quantity · ∂requirement/∂quantity. USD. */
  readonly component: Requirement
}

export interface GroupRow {
  readonly group: string
  readonly legs: number
  readonly incremental: Requirement
  readonly component: Requirement
}

export interface PairRow {
  readonly legs: readonly [string, string]
  /** Requirement of the one alone + of the other alone − of both together: what holding both saves. USD. */
  readonly offset: Requirement
}

export interface RunnerUp {
  readonly account: string
  readonly worst: string
  readonly scenario: string
  /** P&L counted of the runner-up − that of the worst, USD, not negative: so much deeper and the attribution jumps. */
  readonly gap: number
}

export interface Attribution {
  readonly initial: number
  readonly maintenance: number
  readonly rows: readonly AttributionRow[]
  readonly groups: readonly GroupRow[]
  readonly unallocated: readonly Unallocated[]
  /** Of the account with the largest requirement; absent where its rule has no scenarios. */
  readonly runnerUp?: RunnerUp
  /** The same of every account. */
  readonly runnersUp: readonly RunnerUp[]
  readonly pairs: readonly PairRow[]
  readonly assumptions: readonly string[]
}

/** Legs whose pairs are looked at: 66 pairs. */
const PAIRED = 12

const ASSUMPTIONS = [
  'component is the Euler component quantity × ∂requirement/∂quantity by the venue’s own rule, at the scenario that binds; at a tie any mix is as true, so see runnerUp',
  'marginal is per one coin more of the contract; incremental is the requirement now less the requirement without the leg, balances unchanged',
]

type Need = (book: Book) => Requirement

/** The requirement of any book made of the subject's legs; nothing is priced twice. */
function needOf(subject: Subject): { readonly need: Need; readonly held: (book: Book) => readonly AccountResult[] } {
  const { venue, setting, core } = subject
  const revalue = withSubsets(core.revalue)
  // The whole book first: every other one is a part of it.
  marginBook(venue, subject.book, setting, revalue, subject.margins.weights)
  return {
    need: (book) => totals(marginBook(venue, book, setting, revalue).results, setting.market),
    held: (book) => marginBook(venue, book, setting, revalue, subject.margins.weights).results,
  }
}

/**
 * What each leg is to the requirement (quant sheet, section 4): removed, per unit, and its Euler component; what no leg carries by name; what
 * pairs of the largest legs save each other; how near the next scenario is. Yields the share done after each leg; whoever drives it may stop.
 */
export function* attributeBlocks(subject: Subject): Generator<number, Attribution> {
  const { book, market, margins, portfolio } = subject
  const { need, held } = needOf(subject)
  const now = pick(totals(margins.results, market))
  const parts = partsOf(book, portfolio, market)
  const rowParts = parts.filter((p) => p.kind !== 'collateral')
  const total = byCharge(margins.results, market)
  const removed: Requirement[] = []
  const euler = []
  for (const [i, part] of parts.entries()) {
    removed.push(part.kind === 'collateral' ? NOTHING : pick(need(part.scaled(book, 0))))
    euler.push(eulerOf(byCharge(held(part.scaled(book, 1 + STEP)), market), byCharge(held(part.scaled(book, 1 - STEP)), market)))
    yield (0.9 * (i + 1)) / parts.length
  }
  const { components, unallocated } = allocate(total, parts, euler)
  const rows = parts.flatMap((part, i): AttributionRow[] => {
    if (part.kind === 'collateral') return []
    const component = components[i] ?? NOTHING
    const without = removed[i] ?? NOTHING
    return [
      {
        instrument: part.name,
        quantity: part.quantity,
        incremental: minus(now, without),
        without,
        marginal: { initial: component.initial / part.quantity, maintenance: component.maintenance / part.quantity },
        component,
      },
    ]
  })
  const groups = groupsOf(rowParts, rows, book, now, need)
  yield 0.95
  const runnersUp = margins.results.flatMap((a) => runnerUpOf(a, usdPer(a.currency, market)))
  const first = [...margins.results].sort((a, b) => b.initial * usdPer(b.currency, market) - a.initial * usdPer(a.currency, market))[0]
  const runnerUp = runnersUp.find((r) => r.account === first?.name)
  return {
    ...now,
    rows,
    groups,
    unallocated,
    ...(runnerUp === undefined ? {} : { runnerUp }),
    runnersUp,
    pairs: pairsOf(rowParts, rows, book, need),
    assumptions: rows.length > PAIRED ? [...ASSUMPTIONS, `pairs are those of the ${PAIRED} legs of the largest incremental`] : ASSUMPTIONS,
  }
}

/** The whole answer at once. */
export const attribute = (subject: Subject): Attribution => atOnce(attributeBlocks(subject))

const pick = ({ initial, maintenance }: Requirement): Requirement => ({ initial, maintenance })

/** By underlying, and by expiry where an underlying has several. */
function groupsOf(parts: readonly Part[], rows: readonly AttributionRow[], book: Book, now: Requirement, need: Need): GroupRow[] {
  const groups = new Map<string, number[]>()
  const add = (group: string, i: number): void => {
    groups.set(group, [...(groups.get(group) ?? []), i])
  }
  parts.forEach((part, i) => {
    add(part.underlying, i)
    add(`${part.underlying} ${part.expiry ?? (part.kind === 'leg' ? 'perpetual' : 'spot')}`, i)
  })
  return [...groups]
    .sort(([p], [q]) => (p < q ? -1 : 1))
    .map(([group, members]) => {
      const rest = members.reduce((b, i) => parts[i]?.scaled(b, 0) ?? b, book)
      const component = members.reduce((sum, i) => plus(sum, rows[i]?.component ?? NOTHING), NOTHING)
      return { group, legs: members.length, incremental: minus(now, pick(need(rest))), component }
    })
}

function pairsOf(parts: readonly Part[], rows: readonly AttributionRow[], book: Book, need: Need): PairRow[] {
  const size = (i: number): number => Math.abs(rows[i]?.incremental.initial ?? 0)
  const chosen = parts
    .map((_, i) => i)
    .filter((i) => parts[i]?.kind === 'leg')
    .sort((p, q) => size(q) - size(p))
    .slice(0, PAIRED)
  // Orders and balances are no part of what two legs are to each other; cash moves no scenario.
  const only = (keep: readonly number[]): Requirement => {
    const names = new Set(keep.map((i) => parts[i]?.name))
    return need({ legs: book.legs.filter((l) => names.has(l.name)), pending: [], collateral: [] })
  }
  const alone = new Map(chosen.map((i) => [i, only([i])]))
  const pairs = chosen.flatMap((i, at) =>
    chosen.slice(at + 1).map((j): PairRow => {
      const offset = minus(plus(alone.get(i) ?? NOTHING, alone.get(j) ?? NOTHING), only([i, j]))
      return { legs: [parts[i]?.name ?? '', parts[j]?.name ?? ''], offset: pick(offset) }
    }),
  )
  return pairs.sort((p, q) => q.offset.initial - p.offset.initial)
}

function runnerUpOf(a: AccountResult, rate: number): RunnerUp[] {
  const { worst, runnerUp } = a
  if (worst === undefined || runnerUp === undefined) return []
  const label = (w: WorstScenario): string => w.label
  return [{ account: a.name, worst: label(worst), scenario: label(runnerUp), gap: (runnerUp.pnl - worst.pnl) * rate }]
}
