import type { Settle } from '../instrument.ts'
import { COIN, type DialectRules, futureOf, groups, optionOf, printType, printYmd, readYmd, STRIKE, YYMMDD } from './parts.ts'

const PERPETUAL = new RegExp(`^${COIN}-(USDT|USDC|USD|USD_UM)-SWAP$`)
const FUTURE = new RegExp(`^${COIN}-(USDT|USDC|USD|USD_UM)-${YYMMDD}$`)
const OPTION = new RegExp(`^${COIN}-(USD|USD_UM)-${YYMMDD}-${STRIKE}-([CP])$`)
const SPOT = new RegExp(`^${COIN}-(?:USDT|USDC|USD)$`)

/** `USD` is coin-margined. `USD_UM` is margined in dollars and dollar stablecoins, taken as USDC: the nearest of the settlements we know. */
const SETTLE: Readonly<Record<string, Settle>> = { USDT: 'USDT', USDC: 'USDC', USD: 'coin', USD_UM: 'USDC' }
const QUOTE: Readonly<Record<Settle, string>> = { coin: 'USD', USDC: 'USDC', USDT: 'USDT' }

/**
 * OKX: `BTC-USDT-SWAP`, `BTC-USD-260327`, `BTC-USD-260327-100000-C`, and the family `BTC-USD_UM`. Linear options exist only in that
 * family, so a USDC option prints there. Sheet: okx.md, section 2 (the name of the USD-margined option is unverified there).
 */
export const okx: DialectRules = {
  read(name) {
    const option = groups(OPTION, name)
    if (option !== undefined) {
      const [coin = '', quote = '', date = '', strike = '', letter = ''] = option
      return optionOf(coin, SETTLE[quote] ?? 'coin', readYmd(date), strike, letter)
    }
    const perpetual = groups(PERPETUAL, name)
    if (perpetual !== undefined) {
      const [underlying = '', quote = ''] = perpetual
      return [{ kind: 'perpetual', underlying, settle: SETTLE[quote] ?? 'coin' }]
    }
    const future = groups(FUTURE, name)
    if (future !== undefined) {
      const [coin = '', quote = '', date = ''] = future
      return futureOf(coin, SETTLE[quote] ?? 'coin', readYmd(date))
    }
    const spot = groups(SPOT, name)
    return spot === undefined ? [] : [{ kind: 'spot', underlying: spot[0] ?? '' }]
  },
  print(i) {
    if (i.kind === 'perpetual') return `${i.underlying}-${QUOTE[i.settle]}-SWAP`
    if (i.kind === 'future') return `${i.underlying}-${QUOTE[i.settle]}-${printYmd(i.expiry)}`
    if (i.settle === 'USDT') return undefined
    const family = i.settle === 'coin' ? 'USD' : 'USD_UM'
    return `${i.underlying}-${family}-${printYmd(i.expiry)}-${i.strike}-${printType(i.type)}`
  },
}
