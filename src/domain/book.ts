import type { Instrument } from './instrument.ts'
import { linearMark, markUsd } from './mark.ts'
import type { Market } from './market.ts'
import type { Adoption, Book, Leg } from './methodology.ts'
import { printInstrument, shared } from './names/canonical.ts'
import type { Numerics } from './numerics.ts'
import type { CollateralAmount, Portfolio, Position } from './portfolio.ts'
import type { Failure } from './result.ts'
import { expiryOn, volAt } from './smile.ts'
import { yearsBetween } from './units.ts'

export interface BuiltBook {
  readonly book: Book
  readonly failures: readonly Failure[]
  readonly assumptions: readonly string[]
}

/** Which orders count as if they were filled. */
export interface BookOptions {
  /** Statuses of orders that are added to the positions: `['whatif']` for the "after" of a preview. */
  readonly fill?: readonly ('whatif' | 'pending')[]
  /** For one comparison of venues; never for two portfolios, markets or fills. */
  readonly memo?: NettingMemo
}

/** Coins of a position: its quantity, or its USD notional over the instrument's mark. */
export function coinsOf(position: Position, market: Market): number {
  if (position.quantity !== undefined) return position.quantity
  return (position.notionalUsd ?? Number.NaN) / linearMark(market, position.instrument)
}

interface Sum {
  instrument: Instrument
  quantity: number
  /** Σ quantity·entry of lots that carry an entry, in the contract's own quote; `undated` = lots entered at mark. */
  lots: { quantity: number; price: number | undefined }[]
  heldAs: string | undefined
}

/** Why the market cannot value this instrument; undefined where it can. */
function unpriced(market: Market, instrument: Instrument, numerics: Numerics): Failure | undefined {
  const u = market.underlyings[instrument.underlying]
  if (u !== undefined && instrument.kind === 'option') {
    // Most legs of most books: their names are not needed while all is well.
    const expiry = expiryOn(u, instrument.expiry)
    if (expiry !== undefined && !Number.isNaN(volAt(numerics, expiry, yearsBetween(market.asOf, expiry.at), instrument.strike)))
      return undefined
  }
  const name = printInstrument(instrument)
  if (u === undefined && !(instrument.kind === 'spot' && market.assets[instrument.underlying] !== undefined)) {
    const known = Object.keys(market.underlyings).join(', ')
    return { instrument: name, reason: 'NO_MARKET', message: `the market has no ${instrument.underlying}; it has ${known}` }
  }
  if (u === undefined || instrument.kind === 'spot' || instrument.kind === 'perpetual') return undefined
  const expiry = expiryOn(u, instrument.expiry)
  if (instrument.kind === 'future' && (u.marks[name] !== undefined || expiry !== undefined)) return undefined
  if (expiry === undefined) {
    const day = new Date(instrument.expiry).toISOString().slice(0, 10)
    return { instrument: name, reason: 'NO_EXPIRY', message: `the market has no ${instrument.underlying} expiry on ${day}` }
  }
  return { instrument: name, reason: 'NO_VOL', message: `the market's expiry of ${name} has no smile` }
}

/** Average entry of all lots; lots without one were entered at `mark`. Undefined where none carries an entry. */
function averageEntry(sum: Sum, mark: () => number): number | undefined {
  if (sum.lots.every((lot) => lot.price === undefined)) return undefined
  const atMark = mark()
  // An inverse contract's coin P&L is linear in 1/price, a linear one's in price: average so that the P&L is that of the lots.
  const inverse = sum.instrument.kind !== 'option' && sum.instrument.kind !== 'spot' && sum.instrument.settle === 'coin'
  if (inverse) {
    // pnl = Σ q·mark·(1/p − 1/mark)... with q in coins at mark; equal to one lot at p̄ where Σq/p̄ = Σ q/p
    const inverseSum = sum.lots.reduce((t, lot) => t + lot.quantity / (lot.price ?? atMark), 0)
    return sum.quantity / inverseSum
  }
  const cost = sum.lots.reduce((t, lot) => t + lot.quantity * (lot.price ?? atMark), 0)
  return cost / sum.quantity
}

/** Contracts netted, as some venue takes them; entry by entry of the positions, what the market lacks. */
interface Netted {
  /** Per position the contract taken; undefined where it was refused. */
  readonly takes: readonly (Instrument | undefined)[]
  readonly problems: readonly (Failure | undefined)[]
  readonly legs: readonly Leg[]
  readonly notes: readonly string[]
}

/** What was netted already of the same positions under the same market: venues that take the same contracts hold the same legs. */
export type NettingMemo = Netted[]

function netted(
  positions: readonly Position[],
  market: Market,
  numerics: Numerics,
  adopt: (i: Instrument) => Adoption,
  failures: Failure[],
  assumptions: Set<string>,
  memo: NettingMemo = [],
): readonly Leg[] {
  const adoptions = positions.map((p) => adopt(p.instrument))
  const takes = adoptions.map((a) => ('refuse' in a ? undefined : a.take))
  let net = memo.find((m) => sameTakes(m.takes, takes))
  if (net === undefined) {
    net = netOf(positions, takes, market, numerics)
    memo.push(net)
  }
  for (let i = 0; i < adoptions.length; i++) {
    const adoption = adoptions[i] as Adoption
    const problem = 'refuse' in adoption ? adoption.refuse : net.problems[i]
    if (problem !== undefined) failures.push(problem)
    else if (!('refuse' in adoption) && adoption.assumption !== undefined) assumptions.add(adoption.assumption)
  }
  for (const note of net.notes) assumptions.add(note)
  return net.legs
}

function sameTakes(these: Netted['takes'], those: Netted['takes']): boolean {
  if (these.length !== those.length) return false
  for (let i = 0; i < these.length; i++) if (these[i] !== those[i]) return false
  return true
}

function netOf(positions: readonly Position[], takes: readonly (Instrument | undefined)[], market: Market, numerics: Numerics): Netted {
  const sums = new Map<string, Sum>()
  const problems = positions.map((position, i): Failure | undefined => {
    const instrument = takes[i]
    if (instrument === undefined) return undefined
    const problem = unpriced(market, instrument, numerics)
    if (problem !== undefined) return problem
    const quantity = coinsOf(position, market)
    const name = printInstrument(instrument)
    if (!Number.isFinite(quantity))
      return { instrument: name, reason: 'NO_PRICE', message: `${name} has no mark to turn its USD notional into coins` }
    let sum = sums.get(name)
    if (sum === undefined) {
      sum = { instrument, quantity: 0, lots: [], heldAs: undefined }
      sums.set(name, sum)
    }
    sum.quantity += quantity
    sum.lots.push({ quantity, price: entryIn(position, instrument, market) })
    const held = position.instrument === instrument ? name : printInstrument(position.instrument)
    if (held !== name) sum.heldAs = held
    return undefined
  })
  const notes: string[] = []
  const legs: Leg[] = []
  for (const [name, sum] of sums) {
    if (sum.quantity === 0) {
      if (new Set(sum.lots.map((lot) => lot.price)).size > 1)
        notes.push(`${name} is bought and sold in equal amounts: what that locked in is not counted here; put it into the balance`)
      continue
    }
    const entry = averageEntry(sum, () => quotedMark(sum.instrument, market, numerics))
    legs.push({
      instrument: sum.instrument,
      quantity: sum.quantity,
      name,
      ...(sum.heldAs === undefined ? {} : { heldAs: sum.heldAs }),
      ...(entry === undefined ? {} : { entry }),
    })
  }
  // One order whatever the order of the lines: sums of doubles must not depend on it.
  return { takes, problems, legs: legs.sort((p, q) => byText(p.name, q.name)), notes }
}

/** The mark in the instrument's own quote: coins for an inverse option, USD for all else. */
function quotedMark(instrument: Instrument, market: Market, numerics: Numerics): number {
  if (instrument.kind !== 'option') return linearMark(market, instrument)
  const usd = markUsd(market, instrument, numerics)
  if (instrument.settle !== 'coin') return usd
  const u = market.underlyings[instrument.underlying]
  return usd / ((u && expiryOn(u, instrument.expiry)?.forward) ?? Number.NaN)
}

const byText = (p: string, q: string): number => (p < q ? -1 : p > q ? 1 : 0)

/** The entry price in the quote of the contract that the venue margins: an option's coin premium is dollars at a linear venue. */
function entryIn(position: Position, taken: Instrument, market: Market): number | undefined {
  const { price, instrument } = position
  if (price === undefined || instrument.kind !== 'option' || taken.kind !== 'option') return price
  if ((instrument.settle === 'coin') === (taken.settle === 'coin')) return price
  const u = market.underlyings[taken.underlying]
  const forward = u && expiryOn(u, taken.expiry)?.forward
  if (forward === undefined) return undefined
  return instrument.settle === 'coin' ? price * forward : price / forward
}

const lists = new WeakMap<readonly Position[], readonly Position[]>()

/** The same lines of the shared instruments; the same list for every venue that is asked about the book. */
function ofShared<P extends Position>(lines: readonly P[]): readonly P[] {
  const found = lists.get(lines) as readonly P[] | undefined
  if (found !== undefined) return found
  const made = lines.map((line): P => {
    const instrument = shared(line.instrument)
    return instrument === line.instrument ? line : { ...line, instrument }
  })
  lists.set(lines, made)
  return made
}

/**
 * The book that a methodology margins: legs switched on, mapped by `adopt`, netted per instrument and sorted by name; spot holdings moved
 * into collateral; resting orders one by one. A leg that the venue refuses or the market cannot price is a named failure and the rest goes on.
 */
export function buildBook(
  portfolio: Portfolio,
  market: Market,
  numerics: Numerics,
  adopt: (i: Instrument) => Adoption,
  options: BookOptions = {},
): BuiltBook {
  const failures: Failure[] = []
  const assumptions = new Set<string>()
  const fill = options.fill ?? []
  const held = [
    ...ofShared(portfolio.positions).filter((p) => p.enabled !== false),
    ...ofShared(portfolio.orders).filter((o) => o.enabled !== false && fill.includes(o.status)),
  ]
  const pending = ofShared(portfolio.orders).filter(
    (o) => o.enabled !== false && o.status === 'pending' && !fill.includes('pending') && o.instrument.kind !== 'spot',
  )
  const amounts = new Map<string, number>()
  for (const c of portfolio.collateral) amounts.set(c.asset, (amounts.get(c.asset) ?? 0) + c.amount)
  for (const p of held) {
    if (p.instrument.kind !== 'spot') continue
    const coin = p.instrument.underlying
    amounts.set(coin, (amounts.get(coin) ?? 0) + coinsOf(p, market))
  }
  const collateral: CollateralAmount[] = [...amounts]
    .filter(([, amount]) => amount !== 0)
    .map(([asset, amount]) => ({ asset, amount }))
    .sort((p, q) => (p.asset < q.asset ? -1 : p.asset > q.asset ? 1 : 0))
  const derivatives = held.filter((p) => p.instrument.kind !== 'spot')
  const legs = netted(derivatives, market, numerics, adopt, failures, assumptions, options.memo)
  // Orders stay apart: a rule may charge the worse side, or each order by its own price.
  const resting = pending
    .flatMap((order) => netted([order], market, numerics, adopt, failures, assumptions))
    .sort((p, q) => byText(p.name, q.name) || p.quantity - q.quantity || (p.entry ?? 0) - (q.entry ?? 0))
  return { book: { legs, pending: resting, collateral }, failures, assumptions: [...assumptions] }
}
