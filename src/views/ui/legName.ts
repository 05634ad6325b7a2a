import type { OptionInstrument } from '../../domain/instrument.ts'
import { parseInstrument } from '../../domain/names/parse.ts'
import { day, spoken } from '../format.ts'

/** A leg as a trader says it, where its coin is known: `25 Dec 26 104k C`, `perpetual`, `25 Dec 26 future`, `BTC balance`. */
export function legName(canonical: string): string {
  const read = parseInstrument(canonical, 'deribit')
  if (!read.ok) return canonical
  const i = read.value
  if (i.kind === 'spot') return `${i.underlying} balance`
  if (i.kind === 'perpetual') return `${i.underlying} perpetual`
  if (i.kind === 'future') return `${day(i.expiry)} future`
  return `${day(i.expiry)} ${strikeName(i)}`
}

const strikeName = (i: OptionInstrument): string => `${spoken(i.strike)} ${i.type === 'call' ? 'C' : 'P'}`

/** The same where the expiry is known too, as under its own head: `104k C`. */
export function shortName(canonical: string): string {
  const read = parseInstrument(canonical, 'deribit')
  return read.ok && read.value.kind === 'option' ? strikeName(read.value) : legName(canonical)
}
