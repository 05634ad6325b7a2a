import type { Extreme, Facts } from '../../engine/extremes.ts'
import { fixed } from '../format.ts'
import type { Money } from '../ui/money.ts'

/** `break-even 61,200 and 70,450; highest +1,234 USD at 65,000; loss unlimited as the spot rises`. */
export function factsInWords({ breakEvens, highest, lowest, upTo }: Facts, money: Money): string {
  const spot = (s: number): string => fixed(s, s > 0 && s < 1000 ? 2 : 0)
  const evens =
    breakEvens.length === 0
      ? 'no break-even'
      : `break-even ${breakEvens.slice(0, 6).map(spot).join(', ')}${breakEvens.length > 6 ? ` and ${breakEvens.length - 6} more` : ''}`
  const end = (name: string, e: Extreme): string => {
    if (e.pnl === Number.POSITIVE_INFINITY) return 'gain unlimited as the spot rises'
    if (e.pnl === Number.NEGATIVE_INFINITY) return 'loss unlimited as the spot rises'
    return `${name} ${money.change(e.pnl)} ${money.code}${e.spot === undefined ? ', tended to as the spot rises' : ` at ${spot(e.spot)}`}`
  }
  const far = upTo === undefined ? '' : `; looked at up to ${spot(upTo)}, beyond which only the forwards’ premiums drift`
  return `${evens}; ${end('highest', highest)}; ${end('lowest', lowest)}${far}`
}
