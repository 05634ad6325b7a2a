import type { Instrument, OptionType } from '../instrument.ts'
import { expiryDay, type Millis } from '../units.ts'

/** How one venue writes names. Both ways know only the venue's own patterns; other venues' names are for their own files. */
export interface DialectRules {
  /** Every contract that this upper-case name may mean at the venue, the likeliest first; none where it is not one of its names. */
  read(name: string): readonly Instrument[]
  /** The venue's name, or undefined where it lists no such contract. Never called with a spot holding: those print as the bare coin. */
  print(instrument: Exclude<Instrument, { kind: 'spot' }>): string | undefined
}

/** Hour of day (UTC) at which every venue's options and futures expire. */
const EXPIRY_HOUR = 8
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const FRIDAY = 5

export const COIN = '([A-Z0-9]{1,20})'
export const STRIKE = '(\\d{1,12}(?:[D.]\\d{1,8})?)'
/** `27MAR26`, `6FEB26`, `06FEB26`. */
export const DMY = '(\\d{1,2}[A-Z]{3}\\d{2})'
/** `260327`. */
export const YYMMDD = '(\\d{6})'

/** Names on every object; as a coin they would find what no market holds. */
const RESERVED = Object.getOwnPropertyNames(Object.prototype)
export const isCoin = (text: string): boolean => /^[A-Za-z0-9]{1,20}$/.test(text) && !RESERVED.includes(text)
/** Assets are freer than coins: `SolvBTC.BBN`, `USD-T`. */
export const isAsset = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._()+-]{0,39}$/.test(text) && !RESERVED.includes(text)

/** 08:00 UTC of a calendar day of this century (names carry two digits of the year); undefined where there is no such day. */
export const expiryAt = (year: number, month: number, day: number): Millis | undefined =>
  year >= 2000 && year <= 2099 ? expiryDay(year, month, day) : undefined

export function readDmy(text: string): Millis | undefined {
  const month = MONTHS.indexOf(text.slice(-5, -2)) + 1
  return month === 0 ? undefined : expiryAt(2000 + Number(text.slice(-2)), month, Number(text.slice(0, -5)))
}

/** `260327` or `20260327`. */
export function readYmd(text: string): Millis | undefined {
  const year = Number(text.slice(0, -4))
  return expiryAt(text.length === 6 ? 2000 + year : year, Number(text.slice(-4, -2)), Number(text.slice(-2)))
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `260327`. */
export function printYmd(at: Millis): string {
  const d = new Date(at)
  return `${two(d.getUTCFullYear() % 100)}${two(d.getUTCMonth() + 1)}${two(d.getUTCDate())}`
}

/** `06FEB26`, with a leading zero. */
export function printDdmy(at: Millis): string {
  const d = new Date(at)
  return `${two(d.getUTCDate())}${MONTHS[d.getUTCMonth()]}${two(d.getUTCFullYear() % 100)}`
}

/** The last Friday of a month, 08:00 UTC: where quarterly futures expire. */
export function lastFriday(year: number, month: number): Millis {
  const last = new Date(Date.UTC(year, month, 0, EXPIRY_HOUR))
  last.setUTCDate(last.getUTCDate() - ((last.getUTCDay() - FRIDAY + 7) % 7))
  return last.getTime()
}

/** A strike in either spelling of the decimal point, `1D15` or `1.15`; undefined for 0. */
function readStrike(text: string): number | undefined {
  const strike = Number(text.replace('D', '.'))
  return strike > 0 ? strike : undefined
}

const readType = (letter: string): OptionType => (letter === 'C' ? 'call' : 'put')
export const printType = (type: OptionType): string => (type === 'call' ? 'C' : 'P')

/** An option where date and strike are good; undefined (not an exception) where one is not. */
export function optionOf(
  underlying: string,
  settle: 'coin' | 'USDC' | 'USDT',
  expiry: Millis | undefined,
  strikeText: string,
  letter: string,
): readonly Instrument[] {
  const strike = readStrike(strikeText)
  if (expiry === undefined || strike === undefined) return []
  return [{ kind: 'option', underlying, settle, expiry, strike, type: readType(letter) }]
}

export function futureOf(underlying: string, settle: 'coin' | 'USDC' | 'USDT', expiry: Millis | undefined): readonly Instrument[] {
  return expiry === undefined ? [] : [{ kind: 'future', underlying, settle, expiry }]
}

/** The groups of a pattern as plain strings; undefined where it does not match. Each pattern used here has no optional group but by intent. */
export function groups(pattern: RegExp, name: string): readonly string[] | undefined {
  return pattern
    .exec(name)
    ?.slice(1)
    .map((g) => g ?? '')
}
