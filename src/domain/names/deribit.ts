import type { Settle } from '../instrument.ts'
import { printInstrument } from './canonical.ts'
import { COIN, type DialectRules, DMY, futureOf, groups, optionOf, readDmy, STRIKE } from './parts.ts'

const QUOTE = '(?:_(USDC|USDT))?'
const PERPETUAL = new RegExp(`^${COIN}${QUOTE}-PERPETUAL$`)
// A stem that ends in USDT is Bybit's pair (`BTCUSDT-27MAR26`), not a coin of ours.
const FUTURE = new RegExp(`^${COIN}(?<![A-Z0-9]USDT)${QUOTE}-${DMY}$`)
const OPTION = new RegExp(`^${COIN}${QUOTE}-${DMY}-${STRIKE}-([CP])$`)
const SPOT = new RegExp(`^${COIN}_(?:USDC|USDT)$`)

const settle = (quote: string): Settle => (quote === 'USDC' || quote === 'USDT' ? quote : 'coin')

/**
 * Deribit: `BTC-PERPETUAL`, `BTC-27MAR26`, `BTC-27MAR26-100000-C`, the same after `BTC_USDC`, strikes as `1d15`; spot pairs `BTC_USDC`.
 * Extended by `_USDT`, which Deribit does not list, so that every contract has one canonical name. Sheet: deribit.md, section 2.
 */
export const deribit: DialectRules = {
  read(name) {
    const option = groups(OPTION, name)
    if (option !== undefined) {
      const [coin = '', quote = '', date = '', strike = '', letter = ''] = option
      return optionOf(coin, settle(quote), readDmy(date), strike, letter)
    }
    const perpetual = groups(PERPETUAL, name)
    if (perpetual !== undefined) {
      const [underlying = '', quote = ''] = perpetual
      return [{ kind: 'perpetual', underlying, settle: settle(quote) }]
    }
    const future = groups(FUTURE, name)
    if (future !== undefined) {
      const [coin = '', quote = '', date = ''] = future
      return futureOf(coin, settle(quote), readDmy(date))
    }
    const spot = groups(SPOT, name)
    return spot === undefined ? [] : [{ kind: 'spot', underlying: spot[0] ?? '' }]
  },
  print: printInstrument,
}
