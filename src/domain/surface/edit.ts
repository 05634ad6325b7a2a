import type { Expiry, Market, Smile, Underlying } from '../market.ts'
import { parseInstrument } from '../names/parse.ts'
import { type Millis, utcDay } from '../units.ts'

/** Which smiles an edit is of: one expiry (`at`) or all of one coin, or every coin where none is named. */
export interface Scope {
  readonly coin?: string
  readonly at?: Millis
}

/**
 * Changes the expiries in scope. What is not changed is the same object afterwards, the market itself included. Quotes and single marks of the
 * options of a changed expiry are of the smile that was: they are left out, as under a shift.
 */
export function mapExpiries(
  market: Market,
  scope: Scope,
  change: (expiry: Expiry, coin: string, all: readonly Expiry[]) => Expiry,
): Market {
  const underlyings: Record<string, Underlying> = {}
  let changed = false
  for (const [coin, u] of Object.entries(market.underlyings)) {
    const next = scope.coin === undefined || scope.coin === coin ? mapOne(u, coin, scope.at, change) : u
    changed ||= next !== u
    underlyings[coin] = next
  }
  return changed ? { ...market, underlyings } : market
}

function mapOne(
  u: Underlying,
  coin: string,
  at: Millis | undefined,
  change: (expiry: Expiry, coin: string, all: readonly Expiry[]) => Expiry,
): Underlying {
  const days: Millis[] = []
  const expiries = u.expiries.map((e) => {
    if (at !== undefined && e.at !== at) return e
    const next = change(e, coin, u.expiries)
    if (next === e) return e
    days.push(utcDay(e.at))
    return next.quotes.length === 0 ? next : { ...next, quotes: [] }
  })
  return days.length === 0 ? u : { ...u, expiries, marks: marksWithout(u.marks, days) }
}

const optionDay = (name: string): Millis | undefined => {
  const read = parseInstrument(name, 'deribit')
  return read.ok && read.value.kind === 'option' ? utcDay(read.value.expiry) : undefined
}

function marksWithout(marks: Underlying['marks'], days: readonly Millis[]): Underlying['marks'] {
  const names = Object.keys(marks)
  const stale = names.filter((name) => days.includes(optionDay(name) ?? Number.NaN))
  return stale.length === 0 ? marks : Object.fromEntries(names.filter((n) => !stale.includes(n)).map((n) => [n, marks[n] ?? Number.NaN]))
}

const sameList = (a: readonly number[], b: readonly number[]): boolean =>
  a === b || (a.length === b.length && a.every((x, i) => x === b[i]))

/** True where two smiles are equal in every digit. */
export function sameSmile(a: Smile | undefined, b: Smile | undefined): boolean {
  if (a === b) return true
  if (a === undefined || b === undefined) return false
  if (a.type === 'points') return b.type === 'points' && sameList(a.strikes, b.strikes) && sameList(a.vols, b.vols)
  return b.type === 'svi' && a.a === b.a && a.b === b.b && a.rho === b.rho && a.m === b.m && a.sigma === b.sigma
}

/** The expiry of a coin at a time; undefined where the market has none. */
export const expiryAt = (market: Market, coin: string, at: Millis): Expiry | undefined =>
  market.underlyings[coin]?.expiries.find((e) => e.at === at)

/** True where this expiry's smile is no longer the loaded one. */
export function isEdited(market: Market, loaded: Market, coin: string, at: Millis): boolean {
  if (market === loaded) return false
  const own = expiryAt(market, coin, at)
  const was = expiryAt(loaded, coin, at)
  return own !== was && !sameSmile(own?.smile, was?.smile)
}

/**
 * Takes the smiles in scope back to the loaded market's, object for object. Once nothing is edited any more the answer is `loaded` itself.
 */
export function resetSmiles(market: Market, loaded: Market, scope: Scope): Market {
  if (market === loaded) return market
  const underlyings: Record<string, Underlying> = {}
  for (const [coin, u] of Object.entries(market.underlyings)) {
    const was = loaded.underlyings[coin]
    underlyings[coin] = was === undefined || (scope.coin !== undefined && scope.coin !== coin) ? u : resetOne(u, was, scope.at)
  }
  return settled({ ...market, underlyings }, loaded)
}

function resetOne(u: Underlying, was: Underlying, at: Millis | undefined): Underlying {
  const expiries = u.expiries.map((e) => (at === undefined || e.at === at ? (was.expiries.find((x) => x.at === e.at) ?? e) : e))
  if (expiries.every((e, i) => sameSmile(e.smile, was.expiries[i]?.smile))) return was
  const back = expiries.filter((e, i) => e !== u.expiries[i]).map((e) => utcDay(e.at))
  if (back.length === 0) return u
  const marks = Object.entries(was.marks).filter(([name]) => back.includes(optionDay(name) ?? Number.NaN))
  return { ...u, expiries, marks: marks.length === 0 ? u.marks : { ...u.marks, ...Object.fromEntries(marks) } }
}

/** The loaded market itself where no smile differs from it. */
export function settled(market: Market, loaded: Market): Market {
  const same = Object.entries(market.underlyings).every(([coin, u]) => {
    const was = loaded.underlyings[coin]
    return was !== undefined && (u === was || u.expiries.every((e, i) => sameSmile(e.smile, was.expiries[i]?.smile)))
  })
  return same ? loaded : market
}
