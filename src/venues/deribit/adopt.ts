import { counterpart } from '../../domain/counterpart.ts'
import type { Instrument, Settle } from '../../domain/instrument.ts'
import type { Adoption } from '../../domain/methodology.ts'
import { INVERSE_COINS } from './accounts.ts'

/** Deribit lists inverse contracts on BTC and ETH and USDC-settled ones on every coin; USDT contracts are margined as USDC's (section 2). */
export function adopt(instrument: Instrument): Adoption {
  const listed: readonly Settle[] = INVERSE_COINS.includes(instrument.underlying) ? ['USDC', 'coin'] : ['USDC']
  return counterpart(instrument, listed)
}
