import { useMediaQuery } from '@mantine/hooks'
import { isStill, NO_SHIFT } from '../../domain/shift.ts'
import { desk } from '../../store/desk.ts'
import { shiftInWords } from '../ui/shift-words.ts'
import css from './Bars.module.css'

/** True on a phone, where the mark stands in the bar below: the top one is full. */
export const usePhone = (): boolean => useMediaQuery('(max-width: 700px)') === true

/** What is moved, in words, with the way back; nothing where the numbers are the market's own. */
export function Hypothetical() {
  const shift = desk()((s) => s.shift)
  const edited = desk()((s) => s.market !== s.loaded)
  if (isStill(shift) && !edited) return null
  const moved = shiftInWords(shift)
  const words = [...(moved === '' ? [] : [moved]), ...(edited ? ['surface edited'] : [])].join(', ')
  const { setShift, editMarket, loaded } = desk().getState()
  return (
    <span className={css.hypothetical} data-testid="hypothetical">
      <strong>Hypothetical:</strong> <span>{words}</span>
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
