import type { Instrument } from '../instrument.ts'

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** `27MAR26`, `6FEB26`: day without a leading zero. */
export function printDate(at: number): string {
  const d = new Date(at)
  return `${d.getUTCDate()}${MONTHS[d.getUTCMonth()]}${String(d.getUTCFullYear() % 100).padStart(2, '0')}`
}

/** `100000`, `1d15`. */
const printStrike = (strike: number): string => String(strike).replace('.', 'd')

const names = new WeakMap<Instrument, string>()

/** The canonical name: Deribit's dialect, extended by `_USDT`. An instrument never changes: its name is made once. */
export function printInstrument(i: Instrument): string {
  const known = names.get(i)
  if (known !== undefined) return known
  const name = spell(i)
  names.set(i, name)
  return name
}

function spell(i: Instrument): string {
  if (i.kind === 'spot') return i.underlying
  const pair = i.settle === 'coin' ? i.underlying : `${i.underlying}_${i.settle}`
  if (i.kind === 'perpetual') return `${pair}-PERPETUAL`
  if (i.kind === 'future') return `${pair}-${printDate(i.expiry)}`
  return `${pair}-${printDate(i.expiry)}-${printStrike(i.strike)}-${i.type === 'call' ? 'C' : 'P'}`
}
