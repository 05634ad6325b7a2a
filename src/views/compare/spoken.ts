import type { SpokenMoney } from '../../engine/sentence.ts'
import { fixed } from '../format.ts'
import type { Money } from '../ui/money.ts'

/** The money of the screen as sentences made of results take it. */
export const spokenIn = (money: Money): SpokenMoney => ({ code: money.code, text: (usd) => fixed(money.of(usd), money.fine) })
