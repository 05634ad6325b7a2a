import { coinsOf } from '../../domain/book.ts'
import type { Instrument } from '../../domain/instrument.ts'
import type { Market } from '../../domain/market.ts'
import { printInstrument } from '../../domain/names/canonical.ts'
import type { Portfolio, Position } from '../../domain/portfolio.ts'
import type { Failure } from '../../domain/result.ts'
import { expiryOn } from '../../domain/smile.ts'
import type { GreeksResult, LegGreeks } from '../../engine/protocol.ts'

/** Greeks of a row as a trader reads them: delta in coins, gamma per 1 % move, vega per vol point, theta per day; money in USD. */
export interface RowGreeks {
  readonly delta: number
  readonly gamma: number
  readonly vega: number
  readonly theta: number
}

export interface LegRow extends Partial<RowGreeks> {
  readonly kind: 'leg'
  readonly id: string
  /** Place in the portfolio's positions. */
  readonly index: number
  readonly position: Position
  readonly name: string
  readonly coins: number
  readonly on: boolean
  readonly expiry: number | undefined
  readonly strike: number | undefined
  readonly type: 'C' | 'P' | undefined
  /** USD a coin. */
  readonly markUsd: number | undefined
  /** In the contract's own quote. */
  readonly mark: number | undefined
  readonly iv: number | undefined
  /** Why this leg is not counted. */
  readonly failure: string | undefined
}

/** What a leg is to the margin, USD. */
export interface LegMargin {
  /** Initial margin of the book without this leg. */
  readonly initial: number
  readonly maintenance: number
  /** What the leg adds beside all the others: the book's initial margin less that without it; below 0 it frees margin. */
  readonly adds: number
  /** Initial margin of the leg alone under the venue's standard rule; undefined where it has none. */
  readonly standard: number | undefined
}

export interface GroupRow extends Partial<RowGreeks> {
  readonly kind: 'underlying' | 'expiry'
  readonly id: string
  readonly label: string
  readonly note: string
}
export type Row = LegRow | GroupRow

const expiryOf = (i: Instrument): number | undefined => ('expiry' in i ? i.expiry : undefined)

/** Per-unit figures of an instrument from the netted answer; undefined where the book nets to nothing or it is not priced. */
function perUnit(leg: LegGreeks | undefined, forward: number | undefined): RowGreeks | undefined {
  if (leg === undefined || leg.quantity === 0) return undefined
  const one = (value: number): number => value / leg.quantity
  return {
    delta: one(leg.delta),
    gamma: one(leg.gamma) * (forward ?? Number.NaN) * 0.01,
    vega: one(leg.vega) * 0.01,
    theta: one(leg.theta) / 365,
  }
}

/** One row for each position, in the book's order. */
export function legRows(portfolio: Portfolio, market: Market, greeks: GreeksResult | undefined, failures: readonly Failure[]): LegRow[] {
  const byName = new Map(greeks?.legs.map((l) => [l.instrument, l]))
  const why = new Map([...(greeks?.failures ?? []), ...failures].map((f) => [f.instrument, f.message]))
  const seen = new Map<string, number>()
  return portfolio.positions.map((position, index): LegRow => {
    const { instrument } = position
    const name = printInstrument(instrument)
    const copy = seen.get(name) ?? 0
    seen.set(name, copy + 1)
    const on = position.enabled !== false
    const priced = on ? byName.get(name) : undefined
    const underlying = market.underlyings[instrument.underlying]
    const expiry = expiryOf(instrument)
    const forward = (expiry === undefined ? undefined : underlying && expiryOn(underlying, expiry)?.forward) ?? priced?.markUsd
    const unit = perUnit(priced, forward)
    const coins = coinsOf(position, market)
    const times = (value: number | undefined): { v?: number } => (value === undefined || !on ? {} : { v: value * coins })
    const [delta, gamma, vega, theta] = [times(unit?.delta), times(unit?.gamma), times(unit?.vega), times(unit?.theta)]
    const option = instrument.kind === 'option'
    return {
      kind: 'leg',
      id: copy === 0 ? name : `${name}#${copy}`,
      index,
      position,
      name,
      coins,
      on,
      expiry,
      strike: option ? instrument.strike : undefined,
      type: option ? (instrument.type === 'call' ? 'C' : 'P') : undefined,
      markUsd: priced?.markUsd,
      mark: priced?.mark,
      iv: priced?.iv,
      failure: on ? why.get(name) : undefined,
      ...(delta.v === undefined ? {} : { delta: delta.v }),
      ...(option && gamma.v !== undefined ? { gamma: gamma.v } : {}),
      ...(option && vega.v !== undefined ? { vega: vega.v } : {}),
      ...(option && theta.v !== undefined ? { theta: theta.v } : {}),
    }
  })
}

const byExpiryThenStrike = (a: LegRow, b: LegRow): number =>
  (a.expiry ?? Number.POSITIVE_INFINITY) - (b.expiry ?? Number.POSITIVE_INFINITY) ||
  (a.strike ?? 0) - (b.strike ?? 0) ||
  (a.name < b.name ? -1 : a.name > b.name ? 1 : a.index - b.index)

const sum = (rows: readonly LegRow[], pick: (r: LegRow) => number | undefined): number =>
  rows.reduce((total, r) => total + (pick(r) ?? 0), 0)

/** Sums of the legs that count; a sum of nothing is nothing, not 0. */
export function sums(rows: readonly LegRow[]): Partial<RowGreeks> {
  if (rows.every((r) => r.delta === undefined)) return {}
  return {
    delta: sum(rows, (r) => r.delta),
    gamma: sum(rows, (r) => r.gamma),
    vega: sum(rows, (r) => r.vega),
    theta: sum(rows, (r) => r.theta),
  }
}

export interface GroupTexts {
  readonly underlying: (coin: string) => string
  readonly expiry: (coin: string, at: number) => { readonly label: string; readonly note: string }
  readonly linear: string
}

/** Parts of a list by a key, in the order in which the keys are met. */
function partsBy<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const parts = new Map<string, T[]>()
  for (const item of list) {
    const key = keyOf(item)
    const part = parts.get(key)
    if (part === undefined) parts.set(key, [item])
    else part.push(item)
  }
  return parts
}

/** The rows under a head for each underlying and each expiry. */
export function grouped(legs: readonly LegRow[], texts: GroupTexts): Row[] {
  const byCoin = [...partsBy(legs, (l) => l.position.instrument.underlying)].sort(([a], [b]) => (a < b ? -1 : 1))
  return byCoin.flatMap(([coin, own]): Row[] => {
    const parts = partsBy(own.sort(byExpiryThenStrike), (l) => String(l.expiry ?? ''))
    const head: GroupRow = { kind: 'underlying', id: `group:${coin}`, label: coin, note: texts.underlying(coin), ...sums(own) }
    return [
      head,
      ...[...parts].flatMap(([key, part]): Row[] => {
        const at = part[0]?.expiry
        const words = at === undefined ? { label: texts.linear, note: '' } : texts.expiry(coin, at)
        return [{ kind: 'expiry', id: `group:${coin}:${key}`, ...words, ...sums(part) }, ...part]
      }),
    ]
  })
}

/** Decimals of the Greek columns: as many as the largest figure of the book leaves room for, the same in every row. */
export interface GreekDigits {
  readonly delta: number
  readonly gamma: number
  readonly money: number
}

const room = (largest: number, most: number): number =>
  largest >= 1000 ? 0 : largest >= 100 ? Math.min(1, most) : largest >= 10 ? Math.min(2, most) : most

export function greekDigits(rows: readonly LegRow[], money: (usd: number | undefined) => number | undefined, most: number): GreekDigits {
  const largest = (pick: (r: LegRow) => number | undefined): number =>
    rows.reduce((m, r) => Math.max(m, Math.abs(pick(r) ?? 0)), Math.abs(sum(rows, pick)))
  const cash = Math.max(
    largest((r) => money(r.vega)),
    largest((r) => money(r.theta)),
  )
  return {
    delta: room(
      largest((r) => r.delta),
      3,
    ),
    gamma: room(
      largest((r) => r.gamma),
      3,
    ),
    money: cash >= 10_000 ? 0 : most,
  }
}
