import { COIN, type DialectRules, futureOf, groups, optionOf, printType, printYmd, readYmd, STRIKE, YYMMDD } from './parts.ts'

const OPTION = new RegExp(`^${COIN}-${YYMMDD}-${STRIKE}-([CP])$`)
const COIN_PERPETUAL = new RegExp(`^${COIN}USD_PERP$`)
const PERPETUAL = new RegExp(`^${COIN}(USDT|USDC)$`)
const FUTURE = new RegExp(`^${COIN}(USDT|USD)_${YYMMDD}$`)

/**
 * Binance: `BTC-260327-100000-C` (USDT), `BTCUSDT`, `BTCUSDC`, `BTCUSD_PERP` (coin), `BTCUSDT_260327`, `BTCUSD_260327` (coin).
 * Strikes carry a plain decimal point: `XRP-230331-0.365-P`. Sheet: binance.md, section 2.
 */
export const binance: DialectRules = {
  read(name) {
    const option = groups(OPTION, name)
    if (option !== undefined) {
      const [coin = '', date = '', strike = '', letter = ''] = option
      return optionOf(coin, 'USDT', readYmd(date), strike, letter)
    }
    const inverse = groups(COIN_PERPETUAL, name)
    if (inverse !== undefined) return [{ kind: 'perpetual', underlying: inverse[0] ?? '', settle: 'coin' }]
    const perpetual = groups(PERPETUAL, name)
    if (perpetual !== undefined) {
      const [underlying = '', quote = ''] = perpetual
      return [{ kind: 'perpetual', underlying, settle: quote === 'USDC' ? 'USDC' : 'USDT' }]
    }
    const future = groups(FUTURE, name)
    if (future === undefined) return []
    const [coin = '', quote = '', date = ''] = future
    return futureOf(coin, quote === 'USD' ? 'coin' : 'USDT', readYmd(date))
  },
  print(i) {
    if (i.kind === 'perpetual') return i.settle === 'coin' ? `${i.underlying}USD_PERP` : `${i.underlying}${i.settle}`
    if (i.kind === 'option') {
      return i.settle === 'USDT' ? `${i.underlying}-${printYmd(i.expiry)}-${i.strike}-${printType(i.type)}` : undefined
    }
    if (i.settle === 'USDC') return undefined
    return `${i.underlying}${i.settle === 'coin' ? 'USD' : 'USDT'}_${printYmd(i.expiry)}`
  },
}
