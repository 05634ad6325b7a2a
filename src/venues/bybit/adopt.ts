import { counterpart } from '../../domain/counterpart.ts'
import type { Instrument, Settle } from '../../domain/instrument.ts'
import type { Adoption } from '../../domain/methodology.ts'
import { bybit } from '../../domain/names/bybit.ts'
import { printInstrument } from '../../domain/names/canonical.ts'

/** Underlyings of the bundled equity examples: the record of all other coins is not theirs. */
const NO_COINS: readonly string[] = ['IBM', 'SPX', 'SPY']

const LINEAR: readonly Settle[] = ['USDT', 'USDC']

/**
 * Section 2. Options settle in USDT or USDC: an inverse one is margined as its USDT twin. Perpetuals and futures settle in USDT, USDC or the
 * coin; inverse futures exist for quarter ends alone, which is to say that the venue has no name for another date.
 */
export function adopt(instrument: Instrument): Adoption {
  if (instrument.kind === 'spot') return { take: instrument }
  if (NO_COINS.includes(instrument.underlying)) {
    const name = printInstrument(instrument)
    const message = `Bybit lists no contracts on ${instrument.underlying}: ${name} has no counterpart there and is left out`
    return { refuse: { instrument: name, reason: 'NO_COUNTERPART', message } }
  }
  const listed = instrument.kind === 'perpetual' || bybit.print(instrument) !== undefined
  return counterpart(instrument, listed ? [...LINEAR, 'coin'] : LINEAR)
}
