import type { Instrument } from '../instrument.ts'

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** `27MAR26`, `6FEB26`: day without a leading zero. */
export function printDate(at: number): string {
  const d = new Date(at)
  return `${d.getUTCDate()}${MONTHS[d.getUTCMonth()]}${String(d.getUTCFullYear() % 100).padStart(2, '0')}`
}

/** `100000`, `1d15`. */
const printStrike = (strike: number): string => String(strike).replace('.', 'd')

/** The names of shared instruments, and of what they are shared by. */
const names = new WeakMap<Instrument, string>()

/** The canonical name: Deribit's dialect, extended by `_USDT`. An instrument never changes: the name of a shared one is made once. */
export const printInstrument = (i: Instrument): string => names.get(i) ?? names.get(shared(i)) ?? spell(i)

function spell(i: Instrument): string {
  if (i.kind === 'spot') return i.underlying
  const pair = i.settle === 'coin' ? i.underlying : `${i.underlying}_${i.settle}`
  if (i.kind === 'perpetual') return `${pair}-PERPETUAL`
  if (i.kind === 'future') return `${pair}-${printDate(i.expiry)}`
  return `${pair}-${printDate(i.expiry)}-${printStrike(i.strike)}-${i.type === 'call' ? 'C' : 'P'}`
}

/** Instruments by coin, settlement, expiry and what is left: numbers and short texts, since a key of all four would be the name itself. */
type ByRest = Map<number, Instrument>
const known = new Map<string, Map<string, Map<number, ByRest>>>()
/** More than any market lists; beyond it all are forgotten, and made again when asked for. */
const MOST = 50_000
let size = 0

/** A call by its strike, a put by the strike below 0: the door lets none through that is not above 0. */
const restOf = (i: Instrument): number => {
  if (i.kind === 'option') return i.type === 'call' ? i.strike : -i.strike
  return i.kind === 'future' ? Number.POSITIVE_INFINITY : 0
}

/**
 * The one object for every instrument of this content, the same from one book to the next: every change of a book brings its instruments as
 * new objects, and what is remembered of one (its name, its twin at another venue) would be made again for each. An option without a strike
 * above 0 comes back as it is.
 */
export function shared(i: Instrument): Instrument {
  if (i.kind === 'option' && !(i.strike > 0 && Number.isFinite(i.strike))) return i
  const rests = restsOf(i)
  const rest = restOf(i)
  const found = rests.get(rest)
  if (found !== undefined) return found
  if (size >= MOST) {
    size = 0
    known.clear()
    return shared(i)
  }
  size++
  rests.set(rest, i)
  names.set(i, spell(i))
  return i
}

function restsOf(i: Instrument): ByRest {
  const settle = i.kind === 'spot' ? 'spot' : i.settle
  const expiry = i.kind === 'option' || i.kind === 'future' ? i.expiry : 0
  const settles = inside(known, i.underlying)
  return inside(inside(settles, settle), expiry)
}

function inside<K, L, V>(outer: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const found = outer.get(key)
  if (found !== undefined) return found
  const made = new Map<L, V>()
  outer.set(key, made)
  return made
}
