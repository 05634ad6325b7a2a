import { useMediaQuery } from '@mantine/hooks'
import { isStill, NO_SHIFT } from '../../domain/shift.ts'
import { desk } from '../../store/desk.ts'
import { signed, signedPercent } from '../format.ts'
import css from './Bars.module.css'

/** True on a phone, where the mark stands in the bar below: the top one is full. */
export const usePhone = (): boolean => useMediaQuery('(max-width: 700px)') === true

/** What is moved, in words, with the way back; nothing where the numbers are the market's own. */
export function Hypothetical() {
  const shift = desk()((s) => s.shift)
  const edited = desk()((s) => s.market !== s.loaded)
  if (isStill(shift) && !edited) return null
  const moves = [
    ...Object.entries(shift.spot).flatMap(([coin, move]) => (move === 0 ? [] : [`${coin} ${signedPercent(move, 1)}`])),
    ...(shift.vol.value === 0
      ? []
      : [`vol ${shift.vol.kind === 'points' ? `${signed(shift.vol.value * 100, 1)} points` : signedPercent(shift.vol.value, 1)}`]),
    ...(shift.days === 0 ? [] : [`${signed(shift.days, 1)} days`]),
    ...(edited ? ['surface edited'] : []),
  ]
  const { setShift, editMarket, loaded } = desk().getState()
  return (
    <span className={css.hypothetical} data-testid="hypothetical">
      <strong>Hypothetical:</strong> <span>{moves.join(', ')}</span>
      <button
        type="button"
        className={css.inline}
        onClick={() => {
          setShift(() => NO_SHIFT)
          editMarket(() => loaded)
        }}
      >
        Reset
      </button>
    </span>
  )
}
