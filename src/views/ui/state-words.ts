import { isStill } from '../../domain/shift.ts'
import type { Inputs } from '../../store/desk.ts'
import { shiftInWords } from './shift-words.ts'

/** What sets the numbers' market apart from the one that was loaded: `BTC −10 %, surface edited`; empty where nothing does. */
export function hypotheticalWords({ shift, market, loaded }: Pick<Inputs, 'shift' | 'market' | 'loaded'>): string {
  return [...(isStill(shift) ? [] : [shiftInWords(shift)]), ...(market === loaded ? [] : ['surface edited'])].join(', ')
}
