import { desk } from '../../store/desk.ts'
import css from './BookPanel.module.css'
import { chooseAll, clearSelection, press, useSelection } from './selection.ts'

/** Chooses a leg for a bulk action; with Shift all legs from the last one pressed to this one. */
export function SelectBox({ place, name }: { readonly place: number; readonly name: string }) {
  const chosen = useSelection((s) => s.chosen.has(place))
  return (
    <input
      type="checkbox"
      className={css.choose}
      checked={chosen}
      data-place={place}
      aria-label={`Choose ${name}`}
      title="Choose; with Shift a range, Ctrl-A all"
      onChange={(e) => {
        const { nativeEvent } = e
        const shift = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey
        useSelection.setState((s) => press(s, shownPlaces(e.currentTarget), place, shift))
      }}
    />
  )
}

/** The legs' places in the order that the table shows, kept by the panel on its element: rows out of sight are not in the page. */
function shownPlaces(box: HTMLElement): readonly number[] {
  const list = box.closest<HTMLElement>('[data-shown]')?.dataset['shown'] ?? ''
  return list === '' ? [] : list.split(' ').map(Number)
}

export function SelectAll() {
  const count = desk()((s) => s.portfolio.positions.length)
  const size = useSelection((s) => s.chosen.size)
  return (
    <input
      type="checkbox"
      className={css.choose}
      checked={size > 0 && size === count}
      ref={(box) => {
        if (box !== null) box.indeterminate = size > 0 && size < count
      }}
      disabled={count === 0}
      aria-label="Choose every leg"
      onChange={() => (size === count ? clearSelection() : chooseAll(Array.from({ length: count }, (_, i) => i)))}
    />
  )
}
