import type { BadRow } from '../../domain/door/import.ts'
import css from './ImportDialog.module.css'

const show = (value: unknown): string => (value === undefined ? 'missing' : (JSON.stringify(value) ?? String(value)))

/** Every fault with its row, the value as it stood and what was expected instead. */
export function BadRows({ rows }: { readonly rows: readonly BadRow[] }) {
  if (rows.length === 0) return null
  const count = new Set(rows.map((r) => r.row)).size
  return (
    <section className={css.rows} aria-label="Bad rows" data-testid="bad-rows">
      <h3 className={css.bad}>{count === 1 ? '1 bad row' : `${count} bad rows`}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label="Faults">
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Where</th>
              <th scope="col">Value</th>
              <th scope="col">Expected</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((r) => (
              <tr key={`${r.row} ${r.path} ${r.expected}`} data-testid="bad-row">
                <td>{r.row === 0 ? 'file' : r.row}</td>
                <td>{r.path === '' ? 'line' : r.path}</td>
                <td className={css.value}>{show(r.value)}</td>
                <td>{r.expected}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}
