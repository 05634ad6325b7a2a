import type { Instrument, Settle } from '../instrument.ts'
import { printDate } from './canonical.ts'
import { COIN, type DialectRules, DMY, futureOf, groups, lastFriday, optionOf, printDdmy, printType, readDmy, STRIKE } from './parts.ts'

const OPTION = new RegExp(`^${COIN}-${DMY}-${STRIKE}-([CP])(?:-(USDT|USDC))?$`)
const FUTURE = new RegExp(`^${COIN}-${DMY}$`)
const PERPETUAL = new RegExp(`^${COIN}(PERP|USDT|USD)$`)
const QUARTERLY = new RegExp(`^${COIN}USD([HMUZ])(\\d{2})$`)
const SPOT_ONLY = new RegExp(`^${COIN}USDC$`)
/** CME month letters of the quarters. */
const QUARTERS: Readonly<Record<string, number>> = { H: 3, M: 6, U: 9, Z: 12 }
const SETTLE: Readonly<Record<string, Settle>> = { PERP: 'USDC', USDT: 'USDT', USD: 'coin' }
/** Dollar coins whose own name ends like a pair. */
const DOLLARS = ['PYUSD', 'FDUSD', 'BUSD', 'TUSD', 'GUSD', 'LUSD', 'SUSD', 'AUSD', 'RLUSD', 'BFUSD', 'CRVUSD', 'ZUSD']

/** A future of `BTC` settles in USDC, one of `BTCUSDT` in USDT. */
function readFuture(stem: string, date: string): readonly Instrument[] {
  const usdt = /^(.+)USDT$/.exec(stem)
  return futureOf(usdt?.[1] ?? stem, usdt === null ? 'USDC' : 'USDT', readDmy(date))
}

function readPair(name: string): readonly Instrument[] {
  if (DOLLARS.includes(name)) return []
  const perpetual = groups(PERPETUAL, name)
  if (perpetual !== undefined) {
    const [underlying = '', quote = ''] = perpetual
    const contract: Instrument = { kind: 'perpetual', underlying, settle: SETTLE[quote] ?? 'USDT' }
    // Bybit gives its spot pair the very name of the USDT perpetual.
    return quote === 'USDT' ? [contract, { kind: 'spot', underlying }] : [contract]
  }
  const spot = groups(SPOT_ONLY, name)
  return spot === undefined ? [] : [{ kind: 'spot', underlying: spot[0] ?? '' }]
}

/**
 * Bybit: options `BTC-27MAR26-100000-C` (USDC) and `…-C-USDT`; perpetuals `BTCUSDT`, `BTCPERP` (USDC), `BTCUSD` (coin); futures
 * `BTCUSDT-27MAR26`, `BTC-27MAR26` (USDC), `BTCUSDH26` (coin; the last Friday of the quarter). Sheet: bybit.md, section 2.
 */
export const bybit: DialectRules = {
  read(name) {
    const option = groups(OPTION, name)
    if (option !== undefined) {
      const [coin = '', date = '', strike = '', letter = '', quote = ''] = option
      return optionOf(coin, quote === 'USDT' ? 'USDT' : 'USDC', readDmy(date), strike, letter)
    }
    const future = groups(FUTURE, name)
    if (future !== undefined) return readFuture(future[0] ?? '', future[1] ?? '')
    const quarterly = groups(QUARTERLY, name)
    if (quarterly !== undefined) {
      const [coin = '', letter = '', year = ''] = quarterly
      return futureOf(coin, 'coin', lastFriday(2000 + Number(year), QUARTERS[letter] ?? 0))
    }
    return readPair(name)
  },
  print(i) {
    if (i.kind === 'perpetual') return `${i.underlying}${i.settle === 'coin' ? 'USD' : i.settle === 'USDC' ? 'PERP' : 'USDT'}`
    if (i.kind === 'option') {
      if (i.settle === 'coin') return undefined
      const name = `${i.underlying}-${printDate(i.expiry)}-${i.strike}-${printType(i.type)}`
      return i.settle === 'USDT' ? `${name}-USDT` : name
    }
    if (i.settle !== 'coin') return `${i.underlying}${i.settle === 'USDT' ? 'USDT' : ''}-${printDdmy(i.expiry)}`
    const d = new Date(i.expiry)
    const letter = Object.keys(QUARTERS).find((l) => QUARTERS[l] === d.getUTCMonth() + 1)
    const quarterly = letter !== undefined && lastFriday(d.getUTCFullYear(), d.getUTCMonth() + 1) === i.expiry
    return quarterly ? `${i.underlying}USD${letter}${String(d.getUTCFullYear() % 100).padStart(2, '0')}` : undefined
  },
}
