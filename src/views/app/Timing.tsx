import { useTiming } from '../../store/timing.ts'
import { fixed, NONE } from '../format.ts'
import css from './Timing.module.css'

const PARTS = ['pack', 'price', 'rules', 'transfer', 'paint'] as const

/** Where the time of the last edit went: for whoever tunes the desk. */
export default function Timing() {
  const last = useTiming((s) => s.last)
  const total = last === undefined ? undefined : PARTS.reduce((sum, part) => sum + last[part], 0)
  return (
    <aside className={css.overlay} aria-label="Where the time of the last edit went, milliseconds">
      <table>
        <tbody>
          {PARTS.map((part) => (
            <tr key={part}>
              <th scope="row">{part}</th>
              <td>{last === undefined ? NONE : fixed(last[part], 1)}</td>
              <td className={css.bar}>
                <span style={{ width: `${last === undefined || !total ? 0 : (100 * last[part]) / total}%` }} />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">all ms</th>
            <td>{fixed(total, 1)}</td>
            <td />
          </tr>
        </tbody>
      </table>
    </aside>
  )
}
