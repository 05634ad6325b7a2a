import type { VenueParams } from '../../domain/methodology.ts'
import { settingSentences } from '../shared/switches.ts'
import { money } from '../shared/words.ts'
import { SWITCHES } from './params/readings.ts'
import type { CoinParams, CommonParams } from './params/types.ts'

/** State of a number that the user may enter: per coin, and what it means where it is 0. */
function entered(
  underlyings: Readonly<Record<string, CoinParams>>,
  id: string,
  pick: (c: CoinParams) => number,
  print: (x: number) => string,
  zero: string,
): string {
  const values = Object.entries(underlyings).map(([coin, own]) => `${coin === '*' ? 'others' : coin} ${print(pick(own))}`)
  const open = Object.values(underlyings).some((own) => pick(own) === 0)
  return `${id} = ${values.join(', ')}${open ? `: ${zero}` : ''}`
}

/** Every switch with its setting, the user's numbers that stand for one, and the standing conventions. */
export function assumptionsOf({ underlyings, common }: VenueParams<CoinParams, CommonParams>): readonly string[] {
  const plain = (x: number): string => String(x)
  return [
    'equity is the margin balance: wallet balances, unrealised P&L and option value less the haircut loss of coins',
    ...settingSentences(SWITCHES, common.assumptions),
    entered(
      underlyings,
      'bybit.cont.shortOption',
      (c) => c.contingency.short_option,
      plain,
      'the factor is not known; the true requirement of a short-option book can be several percent higher',
    ),
    entered(
      underlyings,
      'bybit.cont.usdtUsdc',
      (c) => c.contingency.usdt_usdc,
      plain,
      'the factor is not known; a book that hedges USDT legs with USDC legs needs more',
    ),
    entered(
      underlyings,
      'bybit.cont.deltaSpread',
      (c) => c.contingency.delta_spread_amount,
      money,
      'the rule could not be matched; a calendar, basis or spot-hedged book needs more: enter the amount that the venue shows',
    ),
    `${entered(underlyings, 'bybit.imFactor', (c) => c.im_factor, plain, '')}; 1.2 is reproduced for BTC alone`,
  ]
}
