import { counterpart } from '../../domain/counterpart.ts'
import type { Instrument } from '../../domain/instrument.ts'
import type { Adoption } from '../../domain/methodology.ts'
import { printInstrument } from '../../domain/names/canonical.ts'

/** Coins with options (section 2: option contracts of 0.01 BTC and 0.1 ETH). */
export const OPTION_COINS: readonly string[] = ['BTC', 'ETH']

/**
 * OKX lists perpetuals and futures in USDT, USDC and coin, options in coin and in dollars. Linear options of either stablecoin are margined as
 * the USD-margined family; options of other coins have no counterpart.
 */
export function adopt(instrument: Instrument): Adoption {
  if (instrument.kind !== 'option') return { take: instrument }
  const name = printInstrument(instrument)
  if (!OPTION_COINS.includes(instrument.underlying)) {
    const message = `OKX lists options on ${OPTION_COINS.join(' and ')}: ${name} has no counterpart there and is left out`
    return { refuse: { instrument: name, reason: 'NO_COUNTERPART', message } }
  }
  if (instrument.settle === 'coin') return { take: instrument }
  const { take } = counterpart(instrument, ['USDC'])
  const assumption = `${name} is margined as OKX's USD-margined option (family ${instrument.underlying}-USD_UM): same underlying, expiry, strike and coin quantity, valued in dollars`
  return { take, assumption }
}
