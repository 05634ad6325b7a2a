import { useRun } from '../../store/run.ts'
import { useUi } from '../../store/ui.ts'
import css from './SideSwitch.module.css'

const SIDES = [
  { key: 'held', label: 'Held' },
  { key: 'after', label: 'After' },
] as const

/** Which book the other panels look at while a what-if is open: as held, or with the orders filled. */
export function SideSwitch() {
  const side = useUi((s) => s.side)
  const ready = useRun((s) => s.after !== undefined)
  return (
    <fieldset className={css.switch} title="Which book the panels show: as held, or after the what-if">
      <legend className="visually-hidden">The panels show the book</legend>
      {SIDES.map(({ key, label }) => (
        <button
          key={key}
          type="button"
          aria-pressed={side === key}
          data-side={key}
          data-testid={`side-${key}`}
          disabled={!ready && key === 'after'}
          onClick={() => useUi.setState({ side: key })}
        >
          {label}
        </button>
      ))}
    </fieldset>
  )
}
