import { useMediaQuery } from '@mantine/hooks'
import { NO_SHIFT } from '../../domain/shift.ts'
import { desk } from '../../store/desk.ts'
import { hypotheticalWords } from '../ui/state-words.ts'
import css from './Bars.module.css'

/** True on a phone, where the mark stands in the bar below: the top one is full. */
export const usePhone = (): boolean => useMediaQuery('(max-width: 700px)') === true

/** What is moved, in words, with the way back; nothing where the numbers are the market's own. */
export function Hypothetical() {
  const words = desk()(hypotheticalWords)
  if (words === '') return null
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
