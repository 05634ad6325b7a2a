import { counterpart } from '../../domain/counterpart.ts'
import type { Instrument, Settle } from '../../domain/instrument.ts'
import type { Adoption } from '../../domain/methodology.ts'
import { printInstrument } from '../../domain/names/canonical.ts'

/** Underlyings with listed options (section 2, official). */
const OPTION_COINS: readonly string[] = ['BTC', 'ETH', 'BNB', 'SOL', 'XRP', 'DOGE']

/** What is listed, the likeliest first: UM in USDT (perpetuals in USDC too), CM in coin, options in USDT. */
const LISTED: Readonly<Record<'option' | 'future' | 'perpetual', readonly Settle[]>> = {
  option: ['USDT'],
  future: ['USDT', 'coin'],
  perpetual: ['USDT', 'USDC', 'coin'],
}

/** Inverse and USDC contracts that Binance does not list are margined as its USDT ones. Options exist on six coins only. */
export function adopt(instrument: Instrument): Adoption {
  if (instrument.kind === 'spot') return { take: instrument }
  if (instrument.kind !== 'option' || OPTION_COINS.includes(instrument.underlying)) return counterpart(instrument, LISTED[instrument.kind])
  const name = printInstrument(instrument)
  const message = `Binance lists options on ${OPTION_COINS.join(', ')}: ${name} has no counterpart there and is left out`
  return { refuse: { instrument: name, reason: 'NO_COUNTERPART', message } }
}
