import { printDate } from './canonical.ts'
import { COIN, type DialectRules, DMY, groups, optionOf, printType, readDmy, STRIKE } from './parts.ts'

const OPTION = new RegExp(`^${COIN}-USD-${DMY}-${STRIKE}-([CP])$`)
const PERPETUAL = new RegExp(`^${COIN}-USD-PERP$`)
const SPOT = new RegExp(`^${COIN}-USD$`)

/** Paradex: `BTC-USD-27MAR26-100000-C`, `BTC-USD-PERP`, quoted in USD and settled in USDC; no dated futures. Sheet: paradex.md, section 2. */
export const paradex: DialectRules = {
  read(name) {
    const option = groups(OPTION, name)
    if (option !== undefined) {
      const [coin = '', date = '', strike = '', letter = ''] = option
      return optionOf(coin, 'USDC', readDmy(date), strike, letter)
    }
    const perpetual = groups(PERPETUAL, name)
    if (perpetual !== undefined) return [{ kind: 'perpetual', underlying: perpetual[0] ?? '', settle: 'USDC' }]
    const spot = groups(SPOT, name)
    return spot === undefined ? [] : [{ kind: 'spot', underlying: spot[0] ?? '' }]
  },
  print(i) {
    if (i.settle !== 'USDC' || i.kind === 'future') return undefined
    if (i.kind === 'perpetual') return `${i.underlying}-USD-PERP`
    return `${i.underlying}-USD-${printDate(i.expiry)}-${i.strike}-${printType(i.type)}`
  },
}
