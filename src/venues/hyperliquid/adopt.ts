import { counterpart } from '../../domain/counterpart.ts'
import type { Instrument } from '../../domain/instrument.ts'
import type { Adoption } from '../../domain/methodology.ts'
import { printInstrument } from '../../domain/names/canonical.ts'

/** Hyperliquid has USDC-settled perpetuals and spot tokens: inverse and USDT perpetuals are margined as those; it has no options, no dated futures. */
export function adopt(instrument: Instrument): Adoption {
  if (instrument.kind === 'spot' || instrument.kind === 'perpetual') return counterpart(instrument, ['USDC'])
  const name = printInstrument(instrument)
  const what = instrument.kind === 'option' ? 'options' : 'dated futures'
  const message = `Hyperliquid lists no ${what}: ${name} has no counterpart there and is left out`
  return { refuse: { instrument: name, reason: 'NO_COUNTERPART', message } }
}
