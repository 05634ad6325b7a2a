import type { AccuracyRow } from '../../domain/margin.ts'
import { AccuracyMark } from '../ui/AccuracyMark.tsx'
import css from './Lists.module.css'

/** What is exact, approximate and unknown at this venue, each with its reason. */
export function Accuracy({ rows }: { readonly rows: readonly AccuracyRow[] }) {
  return (
    <table className={css.accuracy}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Status</th>
          <th scope="col">Component</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.component}>
            <td>
              <AccuracyMark status={row.status} />
            </td>
            <th scope="row">{row.component}</th>
            <td className={css.why}>{row.why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
