import { COIN, type DialectRules, groups, optionOf, printType, printYmd, readYmd, STRIKE } from './parts.ts'

const PERPETUAL = new RegExp(`^${COIN}-PERP$`)
const OPTION = new RegExp(`^${COIN}-(\\d{8})-${STRIKE}-([CP])$`)
const SPOT = new RegExp(`^${COIN}-USDC$`)

/** Derive: `BTC-20260327-100000-C`, `BTC-PERP`, both settled in USDC; no dated futures. Formats: formats.md. */
export const derive: DialectRules = {
  read(name) {
    const option = groups(OPTION, name)
    if (option !== undefined) {
      const [coin = '', date = '', strike = '', letter = ''] = option
      return optionOf(coin, 'USDC', readYmd(date), strike, letter)
    }
    const perpetual = groups(PERPETUAL, name)
    if (perpetual !== undefined) return [{ kind: 'perpetual', underlying: perpetual[0] ?? '', settle: 'USDC' }]
    const spot = groups(SPOT, name)
    return spot === undefined ? [] : [{ kind: 'spot', underlying: spot[0] ?? '' }]
  },
  print(i) {
    if (i.settle !== 'USDC' || i.kind === 'future') return undefined
    if (i.kind === 'perpetual') return `${i.underlying}-PERP`
    return `${i.underlying}-20${printYmd(i.expiry)}-${i.strike}-${printType(i.type)}`
  },
}
