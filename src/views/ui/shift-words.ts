import type { MarketShift } from '../../domain/shift.ts'
import { signed, signedPercent } from '../format.ts'

/** `BTC −10 %, vol +5 points, +3 d`. */
export function shiftInWords(shift: MarketShift): string {
  const spots = Object.entries(shift.spot).filter(([, by]) => by !== 0)
  const vol = shift.vol.kind === 'points' ? signed(shift.vol.value * 100, 1).replace(/\.0$/, '') : signedPercent(shift.vol.value, 0)
  return [
    ...spots.map(([coin, by]) => `${coin} ${signedPercent(by, 1).replace('.0 %', ' %')}`),
    ...(shift.vol.value === 0 ? [] : [`vol ${vol}${shift.vol.kind === 'points' ? ' points' : ''}`]),
    ...(shift.days === 0 ? [] : [`${signed(shift.days, 1).replace(/\.0$/, '')} d`]),
  ].join(', ')
}
