import { counterpart } from '../../domain/counterpart.ts'
import type { Instrument } from '../../domain/instrument.ts'
import type { Adoption } from '../../domain/methodology.ts'
import { printInstrument } from '../../domain/names/canonical.ts'

/** Paradex lists USDC-settled options and perpetuals (section 2); inverse and USDT contracts are margined as those. It has no dated futures. */
export function adopt(instrument: Instrument): Adoption {
  if (instrument.kind !== 'future') return counterpart(instrument, ['USDC'])
  const name = printInstrument(instrument)
  const message = `Paradex lists no dated futures: ${name} has no counterpart there and is left out; hold the perpetual instead to compare`
  return { refuse: { instrument: name, reason: 'NO_COUNTERPART', message } }
}
