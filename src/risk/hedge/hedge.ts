import type { Instrument } from '../../domain/instrument.ts'
import type { Failure } from '../../domain/result.ts'
import type { Subject } from '../subject.ts'
import { usdPer } from '../subject.ts'
import { type Candidate, type CoinGreeks, offersOf } from './candidates.ts'
import { type Measured, Scales, type Trade, type Wish } from './measure.ts'
import { polished, rounded, type Weighed } from './polish.ts'
import { relaxed } from './relaxed.ts'
import { searchBlocks } from './search.ts'
import { type Surrogate, surrogateBlocks, tailSurrogate, tradeOf } from './surrogate.ts'
import type { Tail } from './tail.ts'

export interface Suggestion {
  /** `price` in the contract's own quote: coin for an inverse option, else USD. */
  readonly legs: readonly { readonly instrument: string; readonly quantity: number; readonly price: number }[]
  /** Equity given up at once against the marks, USD. */
  readonly cost: number
  /** Cash paid for options, less what is received; USD. */
  readonly premium: number
  /** The requirement asked about, by the venue's own rule after the trade. */
  readonly after: number
  readonly freed: number
  /** Null where the trade costs nothing. */
  readonly freedPerDollar: number | null
  readonly initialAfter: number
  readonly maintenanceAfter: number
  /** The lowest row of all accounts, USD; null where nothing is left that could lose. */
  readonly worstAfter: { readonly label: string; readonly pnl: number } | null
  readonly greeksAfter: Readonly<Record<string, CoinGreeks>>
}

export interface HedgeAnswer {
  readonly objective: Wish['objective']
  readonly before: number
  /** The linear bound: any sizes of any number of legs, no lots. Nothing shown reaches it. Null where the bounds cannot be met. */
  readonly relaxed: number | null
  readonly worstBefore?: { readonly label: string; readonly pnl: number }
  readonly greeksBefore: Readonly<Record<string, CoinGreeks>>
  readonly suggestions: readonly Suggestion[]
  readonly assumptions: readonly string[]
  readonly failures: readonly Failure[]
}

export interface HedgeRequest {
  readonly wish: Wish
  readonly candidates: readonly Candidate[]
  /** 1, 2 or 3. */
  readonly maxLegs: number
  /** Scenarios of the book and of the contracts named, for the objective `es`. */
  readonly tail?: (instruments: readonly Instrument[]) => Tail
}

/** Most suggestions of one number of legs, and trades of it that are gone over lot by lot. */
const SHOWN = 4
const POLISHED = [0, 4, 7, 4]
/** Times that the venue's rule may be asked of one trade. */
const ASKED = 48

const ASSUMPTIONS = [
  'chosen by a linear model of the venue’s rule, then rounded to lots and margined in full by the rule itself: good trades, not proven the best',
  'cost is what equity gives up at once: bought at the ask or sold at the bid, against the market’s mark; premium is the cash paid',
  'relaxed is the linear bound on the requirement, over any sizes of any number of legs and the bounds given; it is never reached',
  'balances stay as they are but for premiums and realised profit; suggestions are in the order of requirement and cost together, or of cost where a share is to be freed',
]

/** The cheapest trades that help one book at one venue. Yields the share done; whoever drives it may stop. */
export function* hedgeBlocks(
  subject: Subject,
  { wish, candidates, maxLegs, tail: scenarios }: HedgeRequest,
): Generator<number, HedgeAnswer> {
  const { offers, failures, assumptions } = offersOf(subject, candidates)
  const tail = wish.objective === 'es' ? scenarios?.(offers.map((o) => o.instrument)) : undefined
  const scales = new Scales(subject, offers, wish, tail)
  const before = scales.now
  const surrogate = yield* surrogateOf(subject, scales)
  const bound = offers.length === 0 ? undefined : relaxed(scales, surrogate)
  yield 0.55
  const support = (bound?.sizes ?? []).flatMap((size, j) => (size > 0 ? [{ j, size }] : [])).sort((p, q) => q.size - p.size)
  const searching = searchBlocks(
    scales,
    surrogate,
    support.slice(0, 10).map((x) => x.j),
  )
  let searched = searching.next()
  while (searched.done !== true) {
    yield 0.6
    searched = searching.next()
  }
  const all = searched.value
    .filter((f) => f.columns.length <= maxLegs)
    .map((f) =>
      rounded(
        scales,
        tradeOf(
          f.columns.flatMap((j) => surrogate.columns[j] ?? []),
          f.sizes,
        ),
      ),
    )
  yield 0.7
  const weighed: Weighed[] = [...all]
  for (const legs of [1, 2, 3].filter((n) => n <= maxLegs)) {
    const own = all.filter((w) => w.trade.length === legs).sort((p, q) => p.value - q.value)
    for (const w of own.slice(0, POLISHED[legs])) {
      weighed.push(polished(scales, w.trade, ASKED))
      yield 0.7 + 0.1 * legs - 0.1
    }
  }
  const suggestions = ranked(weighed, scales, before).map((w) => suggestionOf(subject, scales, w.trade))
  const best = suggestions.reduce((least, s) => Math.min(least, s.after), before)
  const now = worstOf(subject, scales.before)
  return {
    objective: wish.objective,
    before,
    relaxed:
      bound === undefined ? null : Math.max(wish.objective === 'es' ? Number.NEGATIVE_INFINITY : 0, Math.min(bound.requirement, best)),
    ...(now === undefined ? {} : { worstBefore: now }),
    greeksBefore: scales.greeks,
    suggestions,
    assumptions: [
      ...ASSUMPTIONS,
      ...(tail === undefined ? [] : [`expected shortfall at ${tail.level} over ${tail.base.length} scenarios: ${tail.source}`]),
      ...assumptions,
    ],
    failures,
  }
}

function* surrogateOf(subject: Subject, scales: Scales): Generator<number, Surrogate> {
  const { objective } = scales.wish
  if (objective === 'es') return scales.tail === undefined ? EMPTY : tailSurrogate(scales.tail)
  const measuring = surrogateBlocks(scales, subject.market, objective)
  for (;;) {
    const step = measuring.next()
    if (step.done === true) return step.value
    yield 0.5 * step.value
  }
}
const EMPTY: Surrogate = { blocks: [], base: new Float64Array(), other: 0, columns: [] }

/** Trades that help and keep the bounds, each once, some of every number of legs, best first. */
function ranked(weighed: readonly Weighed[], scales: Scales, before: number): Weighed[] {
  const seen = new Set<string>()
  const count = [0, 0, 0, 0]
  const { free } = scales.wish
  return [...weighed]
    .sort((p, q) => p.value - q.value)
    .filter(({ trade }) => {
      const key = [...trade]
        .sort((p, q) => p.offer - q.offer)
        .map((p) => `${p.offer}:${p.quantity}`)
        .join(' ')
      const after = scales.requirement(trade)
      const enough = free === undefined ? after < before : after <= scales.target * (1 + 1e-12)
      if (trade.length === 0 || seen.has(key) || !enough || scales.broken(trade) > 1e-6) return false
      seen.add(key)
      const n = trade.length
      count[n] = (count[n] ?? 0) + 1
      return (count[n] ?? 0) <= SHOWN
    })
}

/** The lowest row of all accounts, USD. */
function worstOf({ market }: Subject, { results }: Measured): { readonly label: string; readonly pnl: number } | undefined {
  return results
    .flatMap((r) => (r.worst === undefined ? [] : [{ label: r.worst.label, pnl: r.worst.pnl * usdPer(r.currency, market) }]))
    .sort((p, q) => p.pnl - q.pnl)[0]
}

function suggestionOf(subject: Subject, scales: Scales, trade: Trade): Suggestion {
  const measured = scales.settled(trade)
  const after = scales.asks(measured, trade)
  const freed = scales.now - after
  const cost = scales.cost(trade)
  const worst = worstOf(subject, measured)
  const priceOf = ({ offer, quantity }: Trade[number]): number => {
    const o = scales.offers[offer]
    return (quantity > 0 ? o?.ask : o?.bid) ?? Number.NaN
  }
  const isOption = ({ offer }: Trade[number]): boolean => scales.offers[offer]?.instrument.kind === 'option'
  return {
    legs: trade.map((p) => {
      const o = scales.offers[p.offer]
      return { instrument: o?.name ?? '', quantity: p.quantity, price: priceOf(p) / (o?.quote ?? 1) }
    }),
    cost,
    premium: trade.filter(isOption).reduce((sum, p) => sum + p.quantity * priceOf(p), 0),
    after,
    freed,
    freedPerDollar: cost > 0 ? freed / cost : null,
    initialAfter: measured.initial,
    maintenanceAfter: measured.maintenance,
    worstAfter: worst ?? null,
    greeksAfter: scales.greeksAfter(trade),
  }
}
